"""What a relative clause of telling tells of stands before it: "two died, which the army denies", "a claim they reject"."""

from crossreport.reading.parsed import Token
from crossreport.reading.said.drafts import Draft, stripped
from crossreport.reading.said.entries import Cue
from crossreport.reading.said.modality import children
from crossreport.reading.said.verbs import stands_aside
from crossreport.vocabulary.load import words


def follow_relatives(text: str, drafts: list[Draft]) -> None:
    """ "accuses X of Y, which Z denies": the denial is of what stands before, and takes nothing of the accusation away."""
    for draft in drafts:
        cue = draft.found
        if cue is None or not draft.content or cue.word.pos_ not in ("VERB", "AUX"):
            continue
        head = cue.word.head
        if cue.word.dep_ == "relcl" and head in cue.content and _is_beside(head):
            # "Three died, a claim the army denied": the denial is of all that stands before.
            _cut_hosts(text, draft, drafts, head.left_edge.idx)
            draft.content = _before(text, draft, head.left_edge.idx) or draft.content
        elif _answers(cue):
            first = next(one for one in children(cue.word.head, "cc") if one.i < cue.word.i)
            _cut_hosts(text, draft, drafts, first.idx)
        elif _points_back(cue) and (named := _named_so(cue)):
            draft.content = named
        elif _points_back(cue):
            _take_what_stands_before(text, draft, drafts, cue.word)


def _is_beside(noun: Token) -> bool:
    """Does "a claim" stand behind a comma, beside what was said, whatever the parser hangs it on?"""
    first = noun.left_edge
    cut_off = first.i > noun.sent.start and first.nbor(-1).text in (",", "-", "–", "—")
    return noun.dep_ == "appos" or (cut_off and first.lower_ in ("a", "an") and noun.lemma_ in words("cues", "report"))


def _answers(cue: Cue) -> bool:
    """ "Said five had died but the army denied this": the parser makes the denial a part of what is said."""
    verb = cue.word
    but = any(one.lower_ in ("but", "though", "although", "yet") and one.i < verb.i for one in children(verb.head, "cc"))
    this = [one.lower_ for one in cue.content] in (["this"], ["that"], ["it"])
    return verb.dep_ == "conj" and but and this and cue.entry.plain[0] == "denied" and bool(children(verb, "nsubj"))


def _points_back(cue: Cue) -> bool:
    """Is the content a relative word, or stands one with it ("for WHICH they claimed responsibility")?"""
    if [c.lower_ for c in cue.content] == ["which"] and (cue.word.dep_ != "ccomp" or stands_aside(cue.word)):
        return True
    if cue.word.dep_ not in ("relcl", "advcl"):
        return False
    if any(c.lower_ in ("which", "that", "what") and c.tag_ in ("WDT", "WP", "IN") for c in cue.content):
        return cue.word.dep_ == "relcl" or cue.word.left_edge.lower_ == "which"
    return any(
        c.lower_ == "for" and any(p.lower_ == "which" for p in children(c, "pobj")) for c in children(cue.word, "prep")
    )


def _named_so(cue: Cue) -> list[tuple[int, int]]:
    """ "the site, which they call the Gate": the noun before the clause and the name that it is given; nothing where the
    clause judges all that stands before ("..., which they call a lie")."""
    rest = [one for one in cue.content if one.dep_ == "oprd"]
    verb = cue.word
    if (
        verb.dep_ != "relcl"
        or cue.entry.plain[0] != "stated"
        or not any(t.pos_ == "PROPN" or t.is_quote for t in _near(rest))
    ):
        return []
    noun = verb.head
    return [(noun.left_edge.idx, noun.idx + len(noun)), *((t[0].idx, t[-1].idx + len(t[-1])) for t in map(_phrase, rest))]


def _near(heads: list[Token]) -> list[Token]:
    return [
        one for head in heads for one in (head, head.left_edge, *([head.left_edge.nbor(-1)] if head.left_edge.i else []))
    ]


def _phrase(head: Token) -> list[Token]:
    """What something is called, with the quotation marks around it."""
    inside = list(head.subtree)
    doc = head.doc
    first, last = inside[0].i, inside[-1].i
    if first and doc[first - 1].is_quote and last + 1 < len(doc) and doc[last + 1].is_quote:
        first, last = first - 1, last + 1
    return list(doc[first : last + 1])


def _take_what_stands_before(text: str, draft: Draft, drafts: list[Draft], verb: Token) -> None:
    start = verb.left_edge.idx
    hosts = _cut_hosts(text, draft, drafts, start)
    comma = verb.left_edge.i > verb.sent.start and verb.left_edge.nbor(-1).text in (",", "-", "–", "—")
    if comma and hosts:
        draft.content = list(hosts[-1].content)
    elif comma:
        draft.content = _before(text, draft, start)
    else:
        draft.content = [(verb.head.left_edge.idx, stripped(text, verb.head.left_edge.idx, start))]


def _cut_hosts(text: str, draft: Draft, drafts: list[Draft], start: int) -> list[Draft]:
    """The attributions of the sentence whose content reached to where a clause begins; it ends before that."""
    hosts = [d for d in drafts if d is not draft and d.sentence is draft.sentence and _reaches(d, start)]
    for host in hosts:
        host.content = [(a, min(b, stripped(text, a, start)) if a < start <= b else b) for a, b in host.content]
    return hosts


def _reaches(draft: Draft, start: int) -> bool:
    return any(a < start < b or b + 3 >= start > a for a, b in draft.content)


def _before(text: str, draft: Draft, end: int) -> list[tuple[int, int]]:
    """The sentence up to there; nothing where it begins there."""
    start = draft.sentence.start
    return [(start, stripped(text, start, end))] if start < end else []
