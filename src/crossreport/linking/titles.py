"""What events are called: by the words of their mentions that say most, else by the headline whose news they are."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from crossreport.linking.actors import commonest
from crossreport.linking.sides import Side, weights
from crossreport.linking.words import fold, outlet_terms, stem
from crossreport.model.happened import Place
from crossreport.model.report import Report
from crossreport.vocabulary.load import vocabulary, words

NAMED = frozenset({"harm", "force", "talk"})  # groups of vocabulary/linking.yaml whose events have names of their own
COUNT_WORDS = 4  # "at least 25 hurt": what is longer tells more than a count
# The area that ends a mention's words: "arrest in West Bank".
AREA = re.compile(r" in (?P<area>[A-Z][\w'.-]*(?: [A-Z][\w'.-]*)*)$")


def headline(report: Report) -> str | None:
    """A report's headline without the name of its outlet; the first line of the text where it is one; else None."""
    title = " ".join((report.title or "").split())
    if not title:
        line = " ".join(report.text.strip().split("\n")[0].split())
        return line if 0 < len(line.split()) <= 20 and not re.search(r"[.!?:;,]$", line) else None
    own = outlet_terms(report)
    pieces = re.split(r"(\s+(?:-|–|—|\||::|«|»)\s+)", title)
    while len(pieces) > 2:
        words = re.findall(r"\w+", fold(pieces[-1]))
        is_outlet = any(stem(word) in own for word in words) or pieces[-2].strip() in ("|", "::", "«", "»")
        if not is_outlet or len("".join(pieces[:-2]).split()) < 3:
            break
        pieces = pieces[:-2]
    return "".join(pieces)


def title(ordered: Sequence[Side], place: Place | None, reports: Mapping[str, Report]) -> str:
    """What it is, in a few words: those of its mentions that say most, else the earliest headline that has it as its news.

    A headline is about its report, which may tell of more; it names an act of words alone, or what has no better name.
    """
    told = [side for side in ordered if side.mention.words]
    named = [side for side in told if not _is_bare(side)]
    name = _placed(_own_name(named or told) or commonest(side.mention.plover for side in ordered) or "event", place)
    groups = frozenset(group for side in ordered for group in side.groups)
    is_name = bool(named) or not told
    if is_name and len(name.split()) > 1 and groups & NAMED and not groups <= frozenset({"word", "help"}):
        return name
    heads = (headline(reports[side.key[0]]) for side in ordered if side.is_news and not side.mention.follow_up)
    late = (headline(reports[side.key[0]]) for side in ordered if side.is_news)
    found = [without_count(head) for head in (*heads, *late) if head]
    # What is whole and tells no number goes before what counts or was cut short.
    return min(found, key=lambda head: (bool(re.search(r"\d", head)), head.endswith(("...", "…"))), default=name)


def _placed(called: str, place: Place | None) -> str:
    """A name with its place behind it, where no part of the place stands in it."""
    name = called[:1].upper() + called[1:]
    if place is None or any(part.strip().lower() in called.lower() for part in place.name.split(",")):
        return name
    # "Arrest in West Bank" was in Ramallah: the town stands before the area that the words name already.
    where = AREA.search(name)
    town = place.name.split(",")[0]
    return f"{name[: where.start('area')]}{town}, {where['area']}" if where else f"{name} in {town}"


def without_count(head: str) -> str:
    """A headline without a last part that only counts ("Ferry strikes bridge; 25 hurt"): the count is its report's alone."""
    pieces = re.split(r"\s*(?:;|,|\s[-–—])\s+", head)
    if len(pieces) < 2 or len(pieces[0].split()) < 3 or len(pieces[-1].split()) > COUNT_WORDS:
        return head
    told = pieces[-1].lower().split()
    is_number = any(word.isdigit() or word in vocabulary("numbers")["units"] for word in told)
    is_count = is_number and told[-1] in words("reconciling", "harmed")
    return head[: head.rindex(pieces[-1])].rstrip(" ;,-–—") if is_count else head


def _is_bare(side: Side) -> bool:
    """Is an act called by its verb alone ("accuse in Velmora"), which says neither who nor whom?"""
    return "harm" not in side.groups and side.mention.words.split(" in ")[0].lower() in _verbs() - _nouns()


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    """The verbs of acts, as lemmas."""
    return frozenset(re.split(r"[+/]", str(entry))[0] for _, _, some in vocabulary("actions")["verbs"] for entry in some)


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """The nouns that are names of what happened."""
    known = vocabulary("incidents")
    rows = (*known["kinds"].values(), *known["occasions"].values())
    acts = words("actions", "befalling")
    return acts | {*(noun for row in rows for noun in row.get("nouns", ())), *known["held"].values()}


def _own_name(told: Sequence[Side]) -> str:
    """The words by which most mentions name it, those first that say more than that people were killed or attacked."""
    names = [side.mention.words.lower() if side.mention.words.isupper() else side.mention.words for side in told]
    counts = Counter(names)
    plain = weights()["plain"]

    def rank(words: str) -> tuple[bool, bool, int, int]:
        kind = re.split(r" (?:in|on|at|against|of) ", words)[0].lower()
        aims = re.search(r" (?:on|at|against) ", words) is not None
        return (kind in plain and not aims, not aims and " in " not in words, -counts[words], names.index(words))

    return min(names, key=rank, default="")
