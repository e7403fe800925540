"""Groups the anchors of a sentence: words of one clause tell of one incident, words joined by "after" may tell of two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from msgspec.structs import replace

from crossreport.model.happened import TimeExpression, Toponym
from crossreport.model.report import Span
from crossreport.model.said import Figure
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.mentions.anchors import Anchor, Kind, fit_together, is_compared
from crossreport.reading.mentions.days import days_of
from crossreport.reading.mentions.gaps import Gap, gap_at
from crossreport.reading.mentions.hanging import is_bearing, is_since, owner_of
from crossreport.reading.mentions.in_towns import are_in_two_towns
from crossreport.reading.mentions.outcomes import is_late, is_of_wounds, stands_before_death, tells_outcome
from crossreport.reading.mentions.second_news import is_second_news
from crossreport.reading.parsed import Doc, Token
from crossreport.reading.places.weighing import dateline
from crossreport.vocabulary.load import words


@dataclass(frozen=True)
class Group:
    """Anchors of one sentence that tell of one incident, with the dates and places of their clause.

    `nearby` holds places of the sentence that hang on something else. `shift` is how many days it lies from the group of the
    same sentence that it is dated by ("a day after": -1 to -1), `apart` that group; `counted` are its days where the
    sentence dates it by something else ("was buried on Sunday, two days after he was shot").
    `late` holds dates of what became of the victims, `filed` the place of a dateline.
    `shared` says that its sentence tells of other incidents too, `heading` that it is the title or a heading.
    """

    sentence: int
    anchors: tuple[Anchor, ...]
    dates: tuple[TimeExpression, ...] = ()
    places: tuple[Toponym, ...] = ()
    nearby: tuple[Toponym, ...] = ()
    late: tuple[TimeExpression, ...] = ()
    filed: tuple[Toponym, ...] = ()
    shift: Gap | None = None
    apart: int | None = None
    counted: tuple[date, date] | None = None
    shared: bool = False
    heading: bool = False

    @cached_property
    def days(self) -> list[tuple[tuple[date, date], TimeExpression]]:
        """The days that its own clause gives it, the shortest first."""
        found = [(days, time) for time in self.dates if (days := days_of(time))]
        return sorted(found, key=lambda one: (one[0][1] - one[0][0]).days)

    @cached_property
    def figures(self) -> tuple[int, ...]:
        """Indices of the figures that hang on the group."""
        return tuple(index for anchor in self.anchors for index in anchor.figures)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of its anchors, the plain words for death left out where others stand beside them."""
        # What somebody is charged with is a name of the law's: the words beside it say of what kind the deed was.
        told = [anchor for anchor in self.anchors if not anchor.charge] or self.anchors
        named = tuple(anchor.kind for anchor in told if not anchor.kind.generic)
        return named or tuple(anchor.kind for anchor in told)


@dataclass
class _Draft:
    anchors: list[Anchor]
    shift: Gap | None = None
    apart: int | None = None
    # It stands beside the one before it, in a town of its own: a day that opens the sentence is that of both.
    beside: bool = False
    dates: list[TimeExpression] = field(default_factory=list)
    late: list[TimeExpression] = field(default_factory=list)
    places: list[Toponym] = field(default_factory=list)


def group_sentence(
    document: Document,
    sentence: Sentence,
    anchors: Sequence[Anchor],
    figures: Sequence[Figure],
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
) -> tuple[Group, ...]:
    """The incidents of one sentence, in order. All arguments are those of the sentence alone, but `figures`."""
    if not anchors:
        return ()
    doc = document.doc
    # What a charge is called was not done on the day of the charge ("charged with murder on Thursday").
    owner = {anchor.token for anchor in anchors if not anchor.charge}
    when = {id(one): _head(document, one.span) for one in dates}
    where = {id(one): _head(document, one.span) for one in places}
    bearings = [one for one in places if is_bearing(where[id(one)])]
    filed = tuple(one for one in places if one.role == "event" and _is_dateline(document, sentence, one))
    places = [one for one in places if one not in bearings and one not in filed]
    # "Since Monday" dates no incident.
    when = {key: token for key, token in when.items() if token is None or not is_since(token)}
    hung = {key: owner_of(token, owner) for key, token in (when | where).items()}
    towns = {anchor.town: anchor.token for anchor in anchors if anchor.town is not None}
    hung |= {id(one): towns[one.span] for one in places if one.span in towns}
    drafts: list[_Draft] = []
    for anchor in anchors:
        home, shift = _home(doc, anchor, drafts, anchors, figures, dates, hung)
        beside = (
            home is not None
            and home == len(drafts) - 1
            and are_in_two_towns(anchor, drafts[-1].anchors, places, hung, figures)
        )
        if home is None or beside:
            apart = len(drafts) - 1 if drafts else None
            drafts.append(_Draft([anchor], shift, apart, beside=beside))
        else:
            drafts[home].anchors.append(anchor)
    nearby = _hang(document, drafts, dates, places, hung, where)
    _main_first(doc, drafts)
    if not filed and not any(one.role == "event" for one in places):
        nearby = tuple(_near(one) for one in bearings if one.role == "event")
    return tuple(
        Group(
            sentence.index,
            tuple(draft.anchors),
            tuple(draft.dates),
            tuple(draft.places),
            nearby,
            tuple(draft.late),
            filed,
            draft.shift,
            draft.apart,
            _counted(document, draft, dates, when) if draft.apart is None else None,
            len(drafts) > 1,
            sentence.paragraph.kind in ("title", "heading"),
        )
        for draft in drafts
    )


def _is_dateline(document: Document, sentence: Sentence, one: Toponym) -> bool:
    tokens = document.doc.char_span(*document.range(one.span), alignment_mode="expand")
    return tokens is not None and bool(dateline(document, sentence, tokens.start, tokens.end))


def _near(one: Toponym) -> Toponym:
    """The same place as one that it happened near (UCDP where_prec 2)."""
    return replace(one, place=replace(one.place, precision=max(2, one.place.precision or 2)))


def _head(document: Document, span: Span) -> Token | None:
    tokens = document.doc.char_span(*document.range(span), alignment_mode="expand")
    return tokens.root if tokens is not None and len(tokens) else None


def _home(
    doc: Doc,
    anchor: Anchor,
    drafts: Sequence[_Draft],
    anchors: Sequence[Anchor],
    figures: Sequence[Figure],
    dates: Sequence[TimeExpression],
    hung: Mapping[int, int | None],
) -> tuple[int | None, Gap | None]:
    """(the group that an anchor joins, or None for a new one; the days by which a new one is shifted from the last)."""
    if not drafts:
        return None, None
    last = drafts[-1]
    token = doc[anchor.token]
    joint, days = joined_by(token, [doc[one.token] for one in last.anchors])
    if (
        joint == "sequence"
        and not anchor.other
        and any(figures[i].rule == "toll" for one in last.anchors for i in one.figures)
    ):
        return len(drafts) - 1, None  # "the toll rose to six, a week after the attack that killed five"
    if (days is not None or _led_up_to(doc, last, token)) and _are_others(doc, anchor, last, anchors, figures):
        return None, days
    held = any(doc[one.token].is_ancestor(token) for one in last.anchors)
    if anchor.noun and anchor.reference and any(one.noun and doc[one.token].lemma_ == token.lemma_ for one in last.anchors):
        return len(drafts) - 1, None  # "shot in a fight on Friday, he died three days after the fight"
    if anchor.other and (joint is not None or not held or is_compared(token)):
        return None, days
    # "A boy was shot on Friday and died the next day": his death is no second incident.
    told = max(1, sum(_count(one, figures) for one in last.anchors))
    if tells_outcome(doc, anchor) and (_count(anchor, figures) <= told or _are_its_victims(token, doc, last.anchors)):
        return len(drafts) - 1, None
    if _shares_its_article(token, last.anchors):
        return len(drafts) - 1, None
    if any(not fit_together(anchor.kind, one.kind) for one in last.anchors):
        return None, days
    if joint is None and is_second_news(doc, anchor, last.anchors, figures):
        return None, None
    if joint is None:
        # "Found two more bodies on Thursday off Karn, where a boat capsized on Monday": the days of one and the same.
        found = all(is_late(doc, one.token, [anchor]) for one in last.anchors) and not anchor.figures
        clash = not found and _days_clash(anchor, last, dates, hung)
        return (None, None) if clash else (len(drafts) - 1, None)
    if joint == "since" and (anchor.figures or anchor.noun):
        return None, None
    if joint == "answer" or (days is not None and not _ends_in_death(token, doc)):
        own = [one for one in last.anchors if one.figures]
        died = all(one.kind.name == "death" for one in last.anchors) and not anchor.figures
        if joint == "answer" or not died or (own and anchor.figures):
            return None, days
    if _figures_clash(anchor, last, figures) or _days_clash(anchor, last, dates, hung):
        return None, days
    return len(drafts) - 1, None


def _shares_its_article(token: Token, anchors: Sequence[Anchor]) -> bool:
    """ "A gunfight and stabbing", "the robbery and shooting": two words under one article, singular, name one deed."""
    if token.tag_ in ("NNS", "NNPS") or token.i < 2 or token.nbor(-1).lower_ != "and":
        return False
    first = next((one for one in anchors if one.token == token.i - 2 and one.noun and not one.plural), None)
    return first is not None and any(child.dep_ == "det" for child in token.nbor(-2).children)


def _are_its_victims(verb: Token, doc: Doc, anchors: Sequence[Anchor]) -> bool:
    """ "A second victim of last week's blast died": the subject itself says of what."""
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    return any(one.is_ancestor(doc[anchor.token]) for one in subjects for anchor in anchors)


def _ends_in_death(token: Token, doc: Doc) -> bool:
    """Does the clause of a word only say how somebody came to die, later ("died two weeks after he was shot")?"""
    opener = next((one for one in token.children if one.dep_ == "mark" and one.lower_ == "after"), None)
    verb = next((one for one in token.ancestors if one.pos_ == "VERB"), None)
    return opener is not None and verb is not None and verb.lemma_.lower() in words("incidents", "ends")


def joined_by(token: Token, others: Sequence[Token]) -> tuple[str | None, Gap | None]:
    """("sequence", "since" or "answer", days) by the word of sequence between an anchor and the others; (None, None) else.

    Days are negative where the anchor came before: "a day after the raid" dates the raid one day back.
    """
    sentence = token.sent
    start = max((one.i for one in others if one.i < token.i), default=sentence.start)
    for between in sentence.doc[start + 1 : token.i]:
        if between.lower_ in words("incidents", "in_answer"):
            return "answer", None
        if between.lower_ in words("incidents", "sequence") and _governs(between, token):
            return ("since" if between.lower_ == "since" else "sequence"), gap_at(between)
    return None, None


def _governs(word: Token, token: Token) -> bool:
    """Does a word of sequence stand above a token, or open its clause?"""
    opens = word.dep_ == "mark" and (word.head.i == token.i or word.head.is_ancestor(token))
    return opens or word.is_ancestor(token) or word.head.i == token.i


def _led_up_to(doc: Doc, last: _Draft, token: Token) -> Gap | None:
    """ "Three days after two died in an attack, six were killed": by how much what was told last lies from this verb."""
    verb, word = _opened(doc, last)
    return gap_at(word) if word is not None and verb.head.i == token.i and verb.i < token.i else None


def _main_first(doc: Doc, drafts: list[_Draft]) -> None:
    """Puts what a clause at the front is dated by before it, as where the clause stands behind."""
    for at in range(len(drafts) - 1):
        led, main = drafts[at], drafts[at + 1]
        gap = _led_up_to(doc, led, doc[main.anchors[0].token])
        if gap is not None and main.apart == at:
            main.apart, main.shift, led.apart, led.shift = led.apart, led.shift, at, gap
            drafts[at], drafts[at + 1] = main, led


def _are_others(doc: Doc, anchor: Anchor, last: _Draft, anchors: Sequence[Anchor], figures: Sequence[Figure]) -> bool:
    """ "Six were killed three days after two died", "days after an ambush that killed two": others on both sides.

    Who died, where nothing says of what, died of what is told days before it ("died two days after a blast killed four").
    """
    below = [one for one in anchors if doc[anchor.token].is_ancestor(doc[one.token])]
    mine = [figures[i] for one in (anchor, *below) for i in one.figures]
    theirs = [figures[i] for one in last.anchors for i in one.figures]
    same = {one.outcome for one in mine if one.subset_of is None and one.low} & {one.outcome for one in theirs if one.low}
    died = all(tells_outcome(doc, one) for one in last.anchors)
    token = doc[anchor.token]
    back = anchor.reference or any(one.reference and doc[one.token].is_ancestor(token) for one in last.anchors)
    return bool(same) and not died and not back and not _ends_in_death(token, doc)


def _opened(doc: Doc, draft: _Draft) -> tuple[Token, Token | None]:
    """The verb of a draft whose clause a word of sequence opens, and that word; else its first and None."""
    told = [doc[one.token] for one in draft.anchors]
    for verb in (above for token in told for above in (token, token.head)):
        for one in verb.children:
            if one.dep_ == "mark" and one.lower_ in words("incidents", "sequence"):
                return verb, one
    return told[0], None


def _counted(
    document: Document, draft: _Draft, dates: Sequence[TimeExpression], when: Mapping[int, Token | None]
) -> tuple[date, date] | None:
    """The days of what the sentence dates from a later or earlier thing of no harm ("two days after Karn was shot")."""
    if any(days_of(time) for time in draft.dates):
        return None
    verb, word = _opened(document.doc, draft)
    shift = gap_at(word) if word is not None else None
    sequel = verb.head.lemma_.lower() in words("incidents", "come_after", "follow")  # "the violence comes two days after"
    if shift is None or not any(shift) or verb.head.i == verb.i or sequel or draft.anchors[0].other:
        return None
    clause = {one.i for one in verb.subtree}
    outside = [time for time in dates if (head := when.get(id(time))) is not None and head.i not in clause]
    days = next((days for time in outside if (days := days_of(time)) is not None and days[0] == days[1]), None)
    return (days[0] + timedelta(days=shift[0]), days[1] + timedelta(days=shift[1])) if days is not None else None


def sequel_shift(document: Document, group: Group) -> Gap | None:
    """ "It came hours after six were killed", "the attack comes a day after ...": by how many days that lies back."""
    verb = document.doc[group.anchors[0].token]
    word = next((one for one in verb.children if one.dep_ == "mark" and one.lower_ in ("after", "before")), None)
    sequel = verb.head.lemma_.lower() in words("incidents", "come_after", "follow")
    return gap_at(word) if word is not None and sequel and verb.head.i != verb.i else None


def _count(anchor: Anchor, figures: Sequence[Figure]) -> int:
    return sum(figures[i].low or 0 for i in anchor.figures)


def _figures_clash(anchor: Anchor, last: _Draft, figures: Sequence[Figure]) -> bool:
    """Do both sides of an "after" count people of their own to whom the same befell?"""
    mine = {figures[i].outcome for i in anchor.figures}
    theirs = {figures[i].outcome: figures[i] for one in last.anchors for i in one.figures}
    same = mine & theirs.keys()
    return any(
        figures[i].outcome in same and (figures[i].low or 0) > 1 and figures[i].low != theirs[figures[i].outcome].low
        for i in anchor.figures
    )


def _days_clash(anchor: Anchor, last: _Draft, dates: Sequence[TimeExpression], hung: Mapping[int, int | None]) -> bool:
    mine = [span for one in dates if hung.get(id(one)) == anchor.token and (span := days_of(one))]
    keys = {one.token for one in last.anchors}
    theirs = [span for one in dates if hung.get(id(one)) in keys and (span := days_of(one))]
    return bool(mine and theirs) and all(a[1] < b[0] or b[1] < a[0] for a in mine for b in theirs)


def _is_in(token: Token | None, anchors: Mapping[int, _Draft]) -> bool:
    return (
        token is not None
        and token.dep_ == "pobj"
        and token.head.lower_ in ("in", "at", "near", "outside")
        and token.head.head.i in anchors
    )


def _hang(
    document: Document,
    drafts: Sequence[_Draft],
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
    hung: Mapping[int, int | None],
    where: Mapping[int, Token | None],
) -> tuple[Toponym, ...]:
    """Hangs dates and places on the groups; gives the places of the event that hang on none of them."""
    doc = document.doc
    of = {anchor.token: draft for draft in drafts for anchor in draft.anchors}
    nearby = [place for place in places if hung[id(place)] is None and place.role == "event"]
    for time in dates:
        key = hung.get(id(time))
        if key is not None:
            draft = of[key]
            late = is_late(doc, key, draft.anchors) and not stands_before_death(document, key, time, draft.anchors)
            (draft.late if late else draft.dates).append(time)
    for place in places:
        key = hung[id(place)]
        if key is not None:
            of[key].places.append(place)
    for draft in drafts:
        hurt = [time for time in draft.dates if is_of_wounds(document, time)]
        if hurt and all(tells_outcome(doc, anchor) for anchor in draft.anchors):
            draft.late += [time for time in draft.dates if time not in hurt]
            draft.dates = hurt
    for before, draft in pairwise(drafts):
        if draft.beside and not draft.dates:
            row = any(anchor.town is not None for anchor in draft.anchors)
            first = min(doc[anchor.token].idx for anchor in before.anchors)
            draft.dates = [time for time in before.dates if row or document.range(time.span)[0] < first]
    for draft, after in reversed([*pairwise(drafts)]):
        if after.beside and not draft.dates and any(anchor.town is not None for anchor in after.anchors):
            draft.dates = list(after.dates)  # "six died in Orlen and two in Karn on Sunday"
    for draft in drafts:
        # A place that an incident's own word is said to be in is its place, whatever else it may be a name for.
        draft.places = [
            place if not _is_in(where[id(place)], of) else replace(place, role="event") for place in draft.places
        ]
    return tuple(nearby)
