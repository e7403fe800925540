"""Outlets that are given by an address: its host, and the part of it that names them."""

import re

from crossreport.vocabulary.load import words

HOST = re.compile(r"(?:https?://)?(?:www\.|m\.)?([\w-]+(?:\.[\w-]+)+)(?:[:/?#].*)?$", re.I)


def outlet_host(text: str | None) -> str | None:
    """The host in an address or in an outlet that is given as one, without www; None where it is none."""
    found = HOST.match(text.strip()) if text else None
    return found[1].lower() if found else None


def label_of(host: str) -> str:
    """The part of a host that names whose it is ("post" of "news.post.co.uk"), without hyphens."""
    labels = host.split(".")[:-1]
    named = (label for label in reversed(labels) if label not in words("linking", "second_level"))
    return next(named, "").replace("-", "")
