"""Words of reports without the signs that make them look like others."""

from crossreport.answers.render import COMMANDS


def plain(text: object) -> str:
    """Text without the signs that turn its direction or hide: a report may hold them to make words look like others."""
    shown = str(text)
    return shown if shown.isascii() and shown.isprintable() else shown.translate(COMMANDS)
