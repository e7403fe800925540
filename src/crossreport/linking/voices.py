"""Whether two names are one speaker's: by their words, those of the body that somebody speaks for among them."""

import re
from functools import lru_cache

from crossreport.linking.victims import near
from crossreport.linking.words import fold
from crossreport.vocabulary.load import vocabulary, words

# "Spokesman", "spokeswoman", "spokesperson", "a military statement".
SPEAKS_FOR = re.compile(r"\b(?:spokes(?:man|woman|person|people|men|women)|statement)\b")


@lru_cache(maxsize=100_000)
def voice_parts(name: str) -> tuple[str, ...]:
    """The words of a speaker's name that tell it from others; who speaks for a body is that body.

    A role behind a comma is no part of a name, but where it says for whom somebody speaks.
    """
    own, _, role = fold(name).partition(", ")
    found = _parts(role if SPEAKS_FOR.search(role) else own)
    kept = tuple(part for part in found if not SPEAKS_FOR.match(part) and part not in words("linking", "small")) or found
    # "The military" is the army; "rebel troops" and a "military court" are not.
    return (vocabulary("linking")["one_body"].get(kept[0], kept[0]),) if len(kept) == 1 else kept


def _parts(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", name)))


def same_voice(a: str, b: str) -> bool:
    """Is the first name the second speaker's: in another spelling, or a shorter form of it?"""
    one, two = voice_parts(a), voice_parts(b)
    if len(one) > 1 and len(two) > 1 and one[-1] == two[-1] and near(one[-2], two[-2]):
        return True
    return set(one) <= set(two) or _are_initials(a, b) or _are_initials(b, a)


def _are_initials(short: str, name: str) -> bool:
    """ "UN" and "the United Nations", "OAS" and "the Organization of American States"."""
    letters = "".join(found[0] for found in re.findall(r"\b[A-Z]\w+", name))
    bare = re.sub(r"^(?:the|The) |\.", "", short)
    return len(bare) > 1 and bare.isupper() and bare == letters
