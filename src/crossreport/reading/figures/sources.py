"""Who says each figure, and over what area a stated total counts: figures meet attributions and places here."""

import re
from collections.abc import Sequence

import msgspec

from crossreport.model.happened import Toponym
from crossreport.model.said import Attribution, Figure
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.said.entries import judging
from crossreport.reading.said.part_in_it import has_no_part
from crossreport.reading.said.silence import takes_as_given
from crossreport.vocabulary.load import words

# Under these stances the content is told as so; under the others (denied, feared, asked ...) it may not have happened.
ASSERTED = frozenset({"stated", "claimed", "alleged", "confirmed", "estimated", "corrected"})
# Words of these stances that name no speaker only colour what is told.
VOICELESS = frozenset({"alleged", "claimed", "stated"})
TELL = r"(?:report|said|says?|stat|put|place|post|announc|wrote|writ|cit|told|tell|releas|claim|estimat|suggest)"
FIRST = r"initial|early|earlier|earliest|first|preliminary"
# "Initial reports spoke of three", "initially, an agency reported two", "an outlet first put it at five".
EARLIER = re.compile(
    rf"\b(?:{FIRST}) (?:\w+ ){{0,2}}?(?:report\w*|sources?|tolls?|counts?|figures?|tweets?|posts?)\b"
    rf"|\b(?:initially|originally|at first)\b,?[^.;]{{0,120}}?\b{TELL}\w*"
    rf"|\b{TELL}\w* (?:initially|originally|at first)\b",
    re.I,
)
# Where the words of the first count end, and others begin.
THEN = re.compile(r"[;]|\b(?:but|while|whereas|though|although|however|later|then|subsequently|before)\b", re.I)


def with_sources(
    document: Document, figures: Sequence[Figure], attributions: Sequence[Attribution], places: Sequence[Toponym]
) -> tuple[Figure, ...]:
    """The figures, each with the innermost attribution that says it, and each stated total with the words for its area."""
    weighed = [_weighed(document, one) for one in attributions if not takes_as_given(document, one)]
    return tuple(
        msgspec.structs.replace(
            one,
            attribution=_attribution(document, one, weighed),
            earlier=_is_earlier(document, one),
            area=one.area or (_area(document, one, attributions, places) if one.scope == "period" else None),
        )
        for one in figures
    )


# Offsets of a document: where words begin and end.
Range = tuple[int, int]


def _weighed(document: Document, one: Attribution) -> tuple[Attribution, list[Range], list[Range]]:
    """An attribution, where the parts of what it says are, and where its cue is, if somebody says it."""
    cue = [document.range(one.cue)] if one.cue and one.source else []
    return one, [document.range(part) for part in one.content], cue


def _attribution(
    document: Document, figure: Figure, attributions: Sequence[tuple[Attribution, list[Range], list[Range]]]
) -> str | None:
    at = document.range(figure.predicate or figure.span)
    number = document.range(figure.span)
    holding = []
    for one, parts, cue in attributions:
        counted = _inside(number, parts) or _is_meant(document, number, parts)
        if not counted and one.stance in ASSERTED:
            continue
        # "Police put the number of wounded at 11": what is counted stands in the words of saying.
        said = _inside(at, parts) or (counted and _inside(at, cue))
        if said and not (_judges(document, one) and _is_presupposed(document, at, parts, number)):
            holding.append((sum(end - start for start, end in parts), one.id, one, parts))
    # "It is not true that 20 died, police said": what is said of the words stands inside what police said.
    judged = [document.range(one.cue) for _, _, one, _ in holding if one.stance not in ASSERTED and one.cue]
    outer = {one.id for _, _, one, parts in holding if one.stance in ASSERTED and any(_inside(at, parts) for at in judged)}
    charged = any(_accuses(document, one) for _, _, one, _ in holding)
    nearest = [
        one
        for _, _, one, parts in sorted(holding, key=lambda row: (row[2].id in outer, *row[:2]))
        if one.stance in ASSERTED
        # "Is accused of killing two, which he denies": he denies that it was he.
        or not (_is_presupposed(document, at, parts, number) or (charged and one.stance == "denied"))
    ]
    # Words without a speaker ("is accused of killing", "allegedly") say less than who speaks around them; and that
    # somebody is accused of killing a man leaves no doubt about the dead.
    spoken = next((one for one in nearest if one.speaker or one.stance not in VOICELESS), None)
    # "Retracted its claim that five were killed": what one takes back he does not tell.
    taken_back = {one.id for one in nearest if one.stance == "retracted"}
    if spoken is not None and spoken.parent in taken_back:
        return spoken.parent
    rest = [one for one in nearest if not _accuses(document, one)]
    return spoken.id if spoken is not None else rest[0].id if rest else None


def is_said_in(document: Document, figure: Figure, one: Attribution) -> bool:
    """Is the number told in what an attribution holds, and not taken as given by it?"""
    at, number = document.range(figure.predicate or figure.span), document.range(figure.span)
    parts = [document.range(part) for part in one.content]
    told = _inside(number, parts) and _inside(at, parts)
    return told and not takes_as_given(document, one) and not _is_presupposed(document, at, parts, number)


def _cue_words(document: Document, one: Attribution) -> list[Token]:
    found = document.doc.char_span(*document.range(one.cue), alignment_mode="expand") if one.cue else None
    return list(found or ())


def _judges(document: Document, one: Attribution) -> bool:
    """Does the cue only judge ("condemned") what it speaks of?"""
    return one.stance == "stated" and any(word.lemma_.lower() in judging() for word in _cue_words(document, one))


def _accuses(document: Document, one: Attribution) -> bool:
    """Is it a charge of which nobody is named as the author ("was charged with killing two")?"""
    return one.stance == "alleged" and any(word.pos_ in ("VERB", "NOUN") for word in _cue_words(document, one))


def _is_earlier(document: Document, figure: Figure) -> bool:
    """Does the sentence call the count a first one, with no word of what came later between?"""
    if not 0 <= figure.sentence < len(document.sentences):
        return False
    start = document.range(figure.span)[0]
    before = document.plain[document.sentences[figure.sentence].start : start]
    return any(not THEN.search(before, found.end()) for found in EARLIER.finditer(before))


def _inside(at: Range, parts: Sequence[Range]) -> bool:
    return any(start <= at[0] and at[1] <= end for start, end in parts)


def _is_meant(document: Document, number: Range, parts: Sequence[Range]) -> bool:
    """ "Three men who fighters said were killed": what they said opens with the word that stands for the three."""
    start, end = min(parts, default=(0, 0))
    opens = document.plain[start:end].lower() in ("who", "whom", "that", "which")
    return opens and not document.plain[number[1] : start].strip()


def _is_presupposed(document: Document, at: Range, parts: Sequence[Range], number: Range) -> bool:
    """Do the words only describe a thing that is taken as given: "denied a role in the attack that killed two"?

    What follows a noun of saying is not given: "did not confirm reports that two were killed", nor are those who are counted
    themselves: "reports of three dead students".
    """
    span = document.doc.char_span(*at, alignment_mode="expand")
    if span is None:
        return False
    if any(_asks_how(document, start) for start, _ in parts):
        return True
    token: Token = span.root
    if _is_judged(token):
        return True
    while token.head.i != token.i and _inside((token.head.idx, token.head.idx + 1), parts):
        described, token = token, token.head
        if token.lower_ in words("cues", "part_taken") or has_no_part(token):
            return True  # "denied that it was responsible for killing two", "said it had nothing to do with it"
        counted = _inside((token.idx, token.idx + 1), [number]) and not _is_known(token, described)
        if (
            token.pos_ == "NOUN"
            and not counted
            and not _is_told_of(token)
            and token.lemma_.lower() not in words("cues", "report")
        ):
            return True
    return False


def _is_judged(harm: Token) -> bool:
    """ "The boy's injuries were not thought to be grave", "the death was not ruled a homicide": what they are is denied."""
    definite = any(child.dep_ == "poss" or child.lower_ in ("the", "these", "those") for child in harm.children)
    subject = harm.pos_ == "NOUN" and harm.dep_ in ("nsubj", "nsubjpass") and definite
    return subject and any(child.dep_ in ("oprd", "xcomp", "acomp") and child.i > harm.i for child in harm.head.children)


def _is_known(counted: Token, harm: Token) -> bool:
    """ "Denied that the five people killed were civilians": that they were killed is given, for something else is told."""
    told = counted.dep_ in ("nsubj", "nsubjpass") and counted.head.pos_ in ("VERB", "AUX")
    definite = any(child.lower_ in ("the", "these", "those") for child in counted.children)
    return told and definite and harm.dep_ in ("acl", "relcl", "amod")


def _is_told_of(noun: Token) -> bool:
    """ "Reports of a blast that killed five": only told of; "reports of the blast" take it as given."""
    link = noun.head
    told = link.lower_ in ("of", "about") and link.head.lemma_.lower() in words("cues", "report")
    return told and not any(child.lower_ in ("the", "that", "this") or child.dep_ == "poss" for child in noun.children)


def _asks_how(document: Document, start: int) -> bool:
    """Does what is left open begin with "how", "why", "where", "when", or "who" or "what" did it: that is not known, that
    they died is?"""
    span = document.doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or span.start + 1 >= len(document.doc):
        return False
    by_whom = span[0].lower_ in ("who", "what") and span[0].dep_ == "nsubj"
    how = span[0].lower_ in ("how", "why", "where", "when") and document.doc[span.end].lower_ not in ("many", "much")
    return by_whom or how


def _area(document: Document, figure: Figure, attributions: Sequence[Attribution], places: Sequence[Toponym]) -> str | None:
    """The places of the total's sentence that something is set in, as the report joins them ("X and Y")."""
    speakers = [document.range(one.source) for one in attributions if one.source]
    found = [
        document.range(one.span)
        for one in places
        if one.sentence == figure.sentence and one.role == "event" and not _inside(document.range(one.span), speakers)
    ]
    if not found:
        return None
    joined = [found[0]]
    for start, end in found[1:]:
        between = document.text[joined[-1][1] : start].strip().lower()
        if between in (",", "and", "or", "and the", ", and", "and in", "and in the", "&"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    start, end = joined[0]
    return " ".join(document.text[start:end].split())
