"""Figures: every number of persons killed, hurt or otherwise harmed that a report states, each with its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import msgspec

from crossreport.model.happened import Party, TimeExpression, Toponym
from crossreport.model.said import Attribution, Figure, Outcome
from crossreport.reading.figures.added import adds, set_beside
from crossreport.reading.figures.all_alive import find_all_alive
from crossreport.reading.figures.background import is_background, is_in_jail, is_taken_back, was_said_before
from crossreport.reading.figures.bulleted import find_bulleted
from crossreport.reading.figures.died_since import is_of_the_hurt, since
from crossreport.reading.figures.elided import find_elided
from crossreport.reading.figures.gapped import find_gapped
from crossreport.reading.figures.identified import with_identified
from crossreport.reading.figures.in_places import without_parts
from crossreport.reading.figures.labelled import find_labelled
from crossreport.reading.figures.left_over import find_left_over
from crossreport.reading.figures.listed_harm import holds, with_list
from crossreport.reading.figures.named import find_named
from crossreport.reading.figures.only_one import find_only_one
from crossreport.reading.figures.ordinals import find_nth_death, ranked
from crossreport.reading.figures.pairs import both, find_pairs
from crossreport.reading.figures.parts import (
    find_apposed,
    find_in_places,
    find_included,
    find_made_up,
    find_of_the_dead,
    find_parts,
    is_beside_list,
    is_part,
    of_those,
    whole_of,
)
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.periods import area_of, period_of
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.predicates import find_harm
from crossreport.reading.figures.remainder import find_remainder
from crossreport.reading.figures.rules import DIED_OF_HURT
from crossreport.reading.figures.scene import Known, Scene, known_names, scene
from crossreport.reading.figures.settled import settle
from crossreport.reading.figures.spared import find_spared, is_of_some
from crossreport.reading.figures.the_rest import find_rest
from crossreport.reading.figures.totals import find_series, find_toll
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.said.gaps import gaps_in
from crossreport.reading.said.modality import is_asked
from crossreport.reading.small import small, small_pattern
from crossreport.vocabulary.load import vocabulary, words

GRAVITY: dict[Outcome, int] = {
    "killed": 0, "injured": 1, "killed_or_injured": 2, "missing": 3, "abducted": 3, "detained": 4, "displaced": 4, "other": 9
}  # fmt: skip
NAMING = re.compile(r"\b(?:victims?|identif(?:y|ied)|named|names)\b", re.I)
OF_THE_HURT = re.compile(r"\bof th(?:e|ose) (?:wounded|injured|hurt)$", re.I)
HOW = re.compile(r"\bhow\s+$", re.I)
ELLIPSIS = re.compile(r"\bthere (?:were|was|had been|have been) (?:(?!\w+ \w+ \w+ \w+).{0,30}?)$", re.I)


@lru_cache(maxsize=1)
def _harm_words() -> re.Pattern[str]:
    table = vocabulary("harm")
    stems: set[str] = set()
    for group in ("object", "subject", "state", "noun", "counted"):
        for listed in table[group].values():
            stems |= {_stem(str(word)) for word in listed}
    stems |= {_stem(str(word)) for word in table["wound"]} | {
        "suicide",
        "toll",
        "shot",
        "slain",
        "hung",
        "struck",
        "hospital",
        "ambulance",
        "condition",
        r"li(?:fe|ves)\b",
        r"pass(?:ed|es|ing)?\b(?= away|[.,;]| *$)",
        "surviv",
        r"(?:out alive|lost)\b",
        "pronounced",
        r"breathed?\b",
        r"ma[dk]e it\b",
        r"shooting victims?\b",
        "fatal",
        "hostage",
        r"treated\b",
        r"medical (?:cent|attention|treatment|care|aid)",
    }
    return small_pattern(rf"\b(?:{'|'.join(sorted(stems, key=lambda one: (-len(one), one)))})")


def _stem(word: str) -> str:
    if word.endswith("y"):
        return f"{word[:-1]}(?:y|ie)"
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def sentence_has_harm(text: str) -> bool:
    """Has the text a word of harm at all? A fast test of letters, before anything is parsed or weighed."""
    return bool(_harm_words().search(small(text)))


def read_figures(
    document: Document,
    dates: tuple[TimeExpression, ...] = (),
    places: tuple[Toponym, ...] = (),
    parties: tuple[Party, ...] = (),
    attributions: tuple[Attribution, ...] = (),
) -> tuple[Figure, ...]:
    """The figures of a document in text order; `subset_of` is an index into the result."""
    made: list[Figure] = []
    known = known_names(document, places, parties)
    for sentence in _mended(document):
        text = document.text[sentence.start : sentence.end]
        if sentence_has_harm(text) or NAMING.search(text):
            made += _of_sentence(document, sentence, dates, made, known)
        else:
            made += _ellipsis(document, sentence, dates, made, known)
        if (below := find_bulleted(document, sentence, known)) is not None:
            made += _with_parts(document, scene(document.doc, sentence, known), below, dates, made, [], sentence.tokens.end)
    placed = [_with_area(document, one, places) for one in settle(document, made)]
    return _ordered(document, placed)


def _mended(document: Document) -> Iterator[Sentence]:
    """The sentences that are read; what the parser cut after the first words ("Four | people were", "Dead: | 4") as one."""
    left: Sentence | None = None
    for sentence in document.sentences:
        if not sentence.is_read:
            continue
        if left is not None:
            whole = document.doc[left.tokens.start : sentence.tokens.end]
            begins = sentence.tokens[0].text[:1]
            colon = document.text[left.start : left.end].rstrip().endswith(":")
            same = left.paragraph is sentence.paragraph and (begins.isdigit() if colon else begins.islower())
            if same:
                sentence = replace(sentence, start=left.start, tokens=whole)
            else:
                yield left
        left = None
        words_ = [token for token in sentence.tokens if not token.is_space]
        if len(words_) <= 3 and (not words_[-1].is_punct or words_[-1].text == ":"):
            left = sentence
        else:
            yield sentence
    if left is not None:
        yield left


def _of_sentence(
    document: Document, sentence: Sentence, dates: tuple[TimeExpression, ...], told: list[Figure], known: Known
) -> list[Figure]:
    page = scene(document.doc, sentence, known)
    tolls = list(find_toll(page))
    series = [harm for harm, _ in find_series(page)]
    stated = [*find_remainder(page), *find_left_over(document, page, known, told)]
    stated += [*find_labelled(page), *find_nth_death(page)]
    blocked = [(t.first, t.victims.last) for t in tolls] + [(s.victims.first, s.victims.last) for s in [*series, *stated]]
    found = [
        harm for harm in find_harm(page) if not any(a <= harm.victims.head <= b or a <= harm.first <= b for a, b in blocked)
    ]
    listed = [
        with_list(page, of_those(page, harm)) for harm in [*_gravest(found), *find_spared(page), *find_all_alive(page)]
    ]
    kept = [one for harm in listed for one in both(harm)]
    kept = without_parts(page, [*kept, *find_elided(page, kept), *find_gapped(page, kept)])
    kept = with_identified(page, kept)
    kept += [again for harm in [*kept, *tolls] for again in _told_again(document, page, harm)]
    made: list[Figure] = []
    all_told = sorted(
        [
            *(ranked(page, set_beside(page, harm, told), told) for harm in kept),
            *tolls,
            *series,
            *stated,
            *find_of_the_dead(page),
            *find_included(page, told),
            *find_made_up(page, told),
            *find_pairs(page),
            *find_only_one(page),
            *find_rest(page, kept),
            *(one for one in find_named(page) if not any(holds(harm, one) for harm in kept)),
        ],
        key=lambda one: (one.victims.first, one.first),
    )
    for at, harm in enumerate(all_told):
        later = [
            one.victims.first
            for one in all_told[at + 1 :]
            if one.victims.first > harm.victims.last and one.victims.kind == "counted"
        ]
        found_here = _with_parts(document, page, harm, dates, told, made, min(later, default=page.end))
        if found_here and is_part(harm) and found_here[0].subset_of is None:
            found_here[0] = _as_part(document, harm, found_here[0], [*told, *made])
        made += found_here
    return made


def _told_again(document: Document, page: Scene, harm: Harm) -> Iterator[Harm]:
    """ "The army said ten were killed, the UN 30": the same harm with each further number that the sentence tells."""
    for gap in gaps_in(document, page.sentence):
        told = page.doc.char_span(gap.number.start, gap.number.end, alignment_mode="expand")
        if told is not None and harm.victims.number.core == gap.first.core:
            first, last = told.start, told.end - 1
            who = replace(harm.victims, first=first, last=last, head=last, number=gap.number)
            yield replace(harm, victims=replace(who, parts=(), called=(), more=False), rule="told-again")


def _as_part(document: Document, harm: Harm, figure: Figure, before: list[Figure]) -> Figure:
    """A part with its total. "Two of the wounded died" adds to the dead told before, but for a toll of the same breath."""
    whole = whole_of(figure, before, far=harm.rule == "included")
    start, end = document.range(figure.span)
    if figure.outcome == "killed" and (
        OF_THE_HURT.search(document.text[start:end]) or is_of_the_hurt(document, figure, before)
    ):
        figure = msgspec.structs.replace(figure, rule=DIED_OF_HURT)
        toll = whole is not None and before[whole].rule == "toll" and before[whole].sentence == figure.sentence
        if not toll:
            # A headline sums up what the text tells: who died of its wounded is among the headline's dead.
            told = (one for one in before if not one.span.title)
            adds = any(one.outcome == "killed" and one.subset_of is None and one.aux == "none" for one in told)
            return msgspec.structs.replace(figure, measure="increment" if adds else "stock")
    if whole is not None and is_beside_list(figure, whole, before):
        whole = None
    if whole is None and harm.rule == "included" and figure.form == "exact":
        return msgspec.structs.replace(figure, form="at_least", high=None)  # "the dead included two children": two or more
    return msgspec.structs.replace(figure, subset_of=whole, measure="stock")


def _gravest(found: Iterable[Harm]) -> list[Harm]:
    """Of several harms told of the same persons the gravest; a killing and an abduction of them stand both."""
    best: dict[tuple[int, bool], Harm] = {}
    for harm in found:
        key = (harm.victims.head, GRAVITY[harm.outcome] > 2)
        if key not in best or _gravity(harm) < _gravity(best[key]):
            best[key] = harm
    return list(best.values())


def _gravity(harm: Harm) -> tuple[bool, int]:
    return harm.aux != "none", -1 if harm.rule == "either" else GRAVITY[harm.outcome]


def _with_parts(
    document: Document,
    page: Scene,
    harm: Harm,
    dates: tuple[TimeExpression, ...],
    told: list[Figure],
    before: list[Figure],
    stop: int,
) -> list[Figure]:
    """The figure of a harm, with those of its parts behind it."""
    figure = _figure(document, page, harm, dates)
    if figure is None or any(_same_words(figure, one) and (is_part(harm) or one.point == figure.point) for one in before):
        return []
    if is_in_jail(document, page, figure):
        return []
    at = len(told) + len(before)
    if figure.aux == "none" and is_asked(page.sentence.tokens):
        figure = msgspec.structs.replace(figure, aux="hypothetical")
    if is_taken_back(document, page, figure) or was_said_before(document, page, figure, told):
        figure = msgspec.structs.replace(figure, aux="negated", rule="corrected")
    if is_background(document, page, figure):
        figure = msgspec.structs.replace(figure, aux="historical")
    if adds(document, page, harm, before, told):
        figure = msgspec.structs.replace(figure, measure="increment")
    figure = msgspec.structs.replace(figure, rule=since(page, harm) or figure.rule)
    parts: list[Figure] = []
    attackers: bool | None = None
    if (harm.victims.number.low or 0) != 1 and harm.victims.kind in ("counted", "again"):
        for part in [*find_in_places(page, harm, stop), *find_parts(page, harm, stop), *find_apposed(page, harm, stop)]:
            attackers = part.attackers if part.attackers is not None else attackers
            one = _figure(document, page, part.harm, dates) if part.harm else None
            if one is not None and not any(_same_words(one, other) for other in [*before, *parts]):
                parts.append(_of_whole(one, figure, at))
    members = [(member, "sum-part") for member in harm.victims.parts]
    members += [(member, "member") for member in harm.victims.called]
    for member, rule in members:
        one = _figure(document, page, replace(harm, victims=member, rule=rule), dates)
        if one is not None:
            parts.append(_of_whole(one, figure, at))
    return [msgspec.structs.replace(figure, includes_attackers=attackers), *parts]


def _of_whole(part: Figure, whole: Figure, at: int) -> Figure:
    """The part with its whole's index, and its time: of 500 who died years ago the 69 children died then too."""
    aux = whole.aux if part.aux == "none" and whole.aux == "historical" else part.aux
    return msgspec.structs.replace(part, subset_of=at, scope=whole.scope, measure="stock", aux=aux)


def _same_words(one: Figure, other: Figure) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end and one.outcome == other.outcome


def _figure(document: Document, page: Scene, harm: Harm, dates: tuple[TimeExpression, ...]) -> Figure | None:
    victims = harm.victims
    number = victims.number
    if victims.kind == "none" and harm.outcome not in ("killed", "injured", "killed_or_injured"):
        return None
    doc = page.doc
    zero = number.form == "zero"
    if zero and (harm.aux != "none" or not _is_zero_claim(page, harm)):
        return None
    if harm.aux == "negated" and number.is_one:
        return None
    start = min(doc[victims.first].idx, number.start)
    if number.vague and HOW.search(page.text, max(start - 8, 0), start):
        return None  # "did not say how many were hurt" counts nobody
    end = max(doc[victims.last].idx + len(doc[victims.last]), number.end)
    period = period_of(document, page, harm, dates)
    assumed = list(harm.assumed) + list(victims.assumed)
    if victims.kind == "again":
        assumed.append("same_victims")
    defaulted = tuple(dict.fromkeys(assumed))
    first, last = doc[harm.first], doc[harm.last]
    status = victims.status
    return Figure(
        span=document.span(start, end),
        outcome=harm.outcome,
        form=number.form,
        scope="period" if period else "incident",
        low=number.low,
        high=number.high,
        point=number.point,
        vague=number.vague,
        unit=victims.unit,
        who=victims.who,
        status=status,
        subgroup=victims.subgroup,
        period_from=period[1] if period else None,
        period_to=period[2] if period else None,
        aux=harm.aux,
        predicate=document.span(first.idx, last.idx + len(last)),
        sentence=page.sentence.index,
        rule="re-mention" if victims.kind == "again" and harm.rule not in ("toll", "series") else harm.rule,
        defaulted=defaulted,
    )


AGAINST = re.compile(
    r"(?:^\W*|,\s*)(?:contrary to|despite|denying|rejecting|dismissing|refuting|rebutting|contradicting)\b[^,]*(?:,|$)"
)


def _is_zero_claim(page: Scene, harm: Harm) -> bool:
    """ "No one was hurt" claims zero; "no injuries were reported", "no reports of casualties" claim nothing."""
    low = page.doc[page.sentence.tokens.start : page.sentence.tokens.end].text.lower()
    low = AGAINST.sub("", low)  # what others told stands against it
    if re.search(
        r"\bno (?:immediate )?(?:reports?|word|details?|information|confirmation)\b|report|known|identif|arrest|charged",
        low,
    ):
        return False
    if is_of_some(page.doc[harm.victims.head]):
        return False
    return (harm.victims.who or "one").lower().removeprefix("no ").removeprefix("single ") in words("harm", "nobody")


def _ellipsis(
    document: Document, sentence: Sentence, dates: tuple[TimeExpression, ...], told: list[Figure], known: Known
) -> list[Figure]:
    """ "Last year there were 172": a number without a noun, after a total of a period, of the same persons and outcome."""
    last = next((one for one in reversed(told) if one.scope == "period"), None)
    if last is None or sentence.index - last.sentence > 1:
        return []
    page = scene(document.doc, sentence, known)
    text = known.text
    for number in page.numbers:
        before = text[sentence.start : number.start]
        inside = [i for i, one in page.number_at.items() if one is number]
        if not inside or not ELLIPSIS.search(before) or re.match(r"\s+[a-z]+s\b", text[number.end : number.end + 20]):
            continue
        victims = Victims(min(inside), max(inside), max(inside), "counted", number, last.who)
        harm = Harm(last.outcome, victims, min(inside), max(inside), "ellipsis", last.aux)
        figure = _figure(document, page, harm, dates)
        if figure is None or figure.scope != "period":
            return []
        status = {"status": last.status, "subgroup": last.subgroup}
        return [msgspec.structs.replace(figure, predicate=last.predicate, defaulted=("outcome", "who"), **status)]
    return []


def _with_area(document: Document, figure: Figure, places: tuple[Toponym, ...]) -> Figure:
    if figure.scope != "period" or not places:
        return figure
    return msgspec.structs.replace(figure, area=area_of(document, document.sentences[figure.sentence], places))


def _ordered(document: Document, made: list[Figure]) -> tuple[Figure, ...]:
    """In text order, with the indices of totals moved along."""
    order = sorted(range(len(made)), key=lambda i: (document.range(made[i].span)[0], made[i].subset_of is not None, i))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        one if one.subset_of is None else msgspec.structs.replace(one, subset_of=place[one.subset_of])
        for one in (made[i] for i in order)
    )
