"""Ties quotations to the cues that they belong to, and lets a quotation without a cue go on from the last one."""

from crossreport.reading.layout import Document
from crossreport.reading.said.drafts import Draft, Range
from crossreport.reading.said.headlines import is_heading
from crossreport.reading.said.modality import hold
from crossreport.reading.said.quotes import Quotation
from crossreport.vocabulary.load import words


def tie_quotations(document: Document, drafts: list[Draft], quotations: tuple[Quotation, ...]) -> list[Draft]:
    """Ties quotations to cues: those that a content touches, those beside a bare cue, and those that go on from one."""
    open_drafts = [draft for draft in drafts if draft.cue]
    last: Draft | None = None
    before: Quotation | None = None
    for quotation in quotations:
        if is_heading(document, document.paragraphs[quotation.paragraph]) and _is_whole_paragraph(document, quotation):
            before, last = None, None
            continue
        owner = _owner(document, quotation, open_drafts)
        if owner is None and quotation.whole and last is not None and _goes_on(document, before, quotation, drafts):
            owner = last
        if owner is None:
            if quotation.goes_on:
                before, last = quotation, None
            continue
        owner.content = _joined(owner.content, quotation)
        last, before = owner, quotation
    inside = [(one.start, one.end) for one in quotations]
    return [draft for draft in drafts if draft.content and not _is_own_voice(draft, inside) and not _is_purpose(draft)]


def _is_purpose(draft: Draft) -> bool:
    """ "measures to deny X its rights", "wants to persuade": an infinitive under a noun or a wish tells of no speech."""
    cue = draft.found
    if cue is None or cue.word.pos_ not in ("VERB", "AUX"):
        return False
    before = [c for c in cue.word.children if c.dep_ == "ccomp" and c.i < cue.word.i]
    if draft.verdict[0] == "intended" and any(c.dep_ == "mark" for clause in before for c in clause.children):
        return True  # "after he was killed, police offered a reward": what is offered stands behind the verb
    if cue.word.tag_ != "VB":
        return False
    if not any(c.dep_ == "aux" and c.lower_ == "to" for c in cue.word.children):
        return False
    first = cue.word.dep_ in ("relcl", "acl") and cue.word.head.lower_ in ("first", "last", "latest", "only", "one")
    if first or (draft.verdict[0] == "not_confirmed" and hold(cue.word) == "negated"):
        return False  # "was the first to confirm" tells; so does what has yet to be told
    if cue.word.lemma_ in words("cues", "mind") and cue.word.dep_ in ("advcl", "acl", "relcl", "xcomp"):
        return True
    purpose = cue.word.dep_ in ("acl", "advcl", "relcl") and cue.entry.plain[0] in (
        "denied",
        "confirmed",
        "asked",
        "intended",
    )
    return purpose or (cue.word.dep_ == "xcomp" and draft.verdict[0] in ("asked", "intended", "expected"))


def _is_own_voice(draft: Draft, inside: list[Range]) -> bool:
    """ "I think", "we know" and cues without a subject within a quotation: the same speaker, not another one."""
    cue = draft.cue
    if cue is None or not any(a < cue[0] and cue[1] <= b for a, b in inside):
        return False
    return draft.noun is None or draft.noun.lower_ in ("i", "we", "you", "it", "us", "me", "who", "that", "which", "this")


def _is_whole_paragraph(document: Document, quotation: Quotation) -> bool:
    paragraph = document.paragraphs[quotation.paragraph]
    return quotation.start - paragraph.start <= 2 and paragraph.end - quotation.end <= 2


def _owner(document: Document, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
    """The cue outside a quotation whose content it is or touches, or that stands bare beside it."""
    outside = [d for d in drafts if d.cue and not (quotation.start <= d.cue[0] < quotation.end)]
    touching = [d for d in outside if any(a < quotation.end and b > quotation.start for a, b in d.content)]
    if touching:
        return max(touching, key=lambda d: (_shared(d.content, quotation), -abs((d.cue or (0, 0))[0] - quotation.start)))
    if not quotation.whole and not _ends_like_speech(document, quotation):
        return None
    near = [
        d
        for d in outside
        if d.found is not None
        and "c" in d.found.entry.frames
        and d.found.word.pos_ in ("VERB", "AUX")
        and _beside(document, d, quotation)
    ]
    return min(near, key=lambda d: abs((d.cue or (0, 0))[0] - quotation.start)) if near else None


def _shared(content: list[Range], quotation: Quotation) -> int:
    return sum(max(0, min(b, quotation.end) - max(a, quotation.start)) for a, b in content)


def _ends_like_speech(document: Document, quotation: Quotation) -> bool:
    inner = document.text[quotation.start : quotation.end].strip("\"'“”«»„ ")
    return inner[-1:] in ",.!?…" and quotation.words >= 1


def _beside(document: Document, draft: Draft, quotation: Quotation) -> bool:
    """Does the cue's clause follow the quotation ("...," he said) or lead up to it (he said: "...")?"""
    if draft.cue is None:
        return False
    start, end = draft.cue
    clause = min(start, draft.source[0]) if draft.source else start
    if start >= quotation.end:
        between = document.text[quotation.end : clause]
        return len(between) <= 3 and "\n" not in between
    after = max(end, draft.source[1]) if draft.source else end
    if after <= quotation.start:
        between = document.text[after : quotation.start]
        return (
            len(between) <= 120
            and between.rstrip()[-1:] in (":", ",", "")
            and "\n\n" not in between.strip(":")
            and between.count(".") == 0
        )
    return False


def _goes_on(document: Document, before: Quotation | None, quotation: Quotation, drafts: list[Draft]) -> bool:
    """Does a quotation without a cue go on from the last: in the same paragraph, or in one that is nothing else?"""
    if before is None:
        return False
    between = document.text[before.end : quotation.start]
    if before.goes_on:
        return not between.strip()
    if before.paragraph == quotation.paragraph:
        return len(between) < 160
    return (not between.replace("\n", "").strip(" .,") and _is_whole_paragraph(document, quotation)) or (
        _is_whole_paragraph(document, quotation) and quotation.paragraph - before.paragraph == 1
    )


def _joined(content: list[Range], quotation: Quotation) -> list[Range]:
    """The content with the quotation in it: grown where they touch, else as a part of its own."""
    start, end = quotation.start, quotation.end
    rest: list[Range] = []
    for a, b in content:
        if a <= end and b >= start:
            start, end = min(a, start), max(b, end)
        else:
            rest.append((a, b))
    return sorted([*rest, (start, end)])
