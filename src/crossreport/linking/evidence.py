"""Why two mentions are one event: rows of evidence that add up, and what forbids it.

Everything looked at lies in the two mentions and their reports, and in fixed tables; nothing else in the record has a say.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from math import log1p, log2

from crossreport.linking.copies import Copies, share
from crossreport.linking.sides import Key, Named, Side, are_kinds_apart, weights
from crossreport.linking.standing_text import StandingText
from crossreport.linking.victims import likeness, parts
from crossreport.linking.words import Bag, cosine, fold, held, shared, stem, weigh
from crossreport.model.happened import Place
from crossreport.model.judged import Evidence
from crossreport.reading.places.distances import kilometres

# Mentions of which the texts that tell of them are held.
HELD = 20_000
PRECISE = 2  # UCDP where_prec up to which a place is known to the town


class Vetoed(Exception):
    """Two mentions cannot be one event; the message says why."""


class Judge:
    """Scores pairs of sides. `copies` tells how much text two reports share, `standing` what of it tells of no event."""

    def __init__(self, copies: Copies, standing: StandingText | None = None) -> None:
        self.copies = copies
        self.standing = standing
        self.w = weights()
        self.mixed = {frozenset(pair) for pair in self.w["mixed"]}
        self._texts: dict[Key, Mapping[str, int]] = {}

    def rows(self, a: Side, b: Side, spelt: bool = True) -> tuple[Evidence, ...]:
        """The rows of evidence whose weights add up to the score; `spelt` names the words shared, which takes time.

        Vetoed where the two cannot be one event.
        """
        if a.key[0] == b.key[0]:
            raise Vetoed("one report tells them apart")
        if are_kinds_apart(a, b):
            raise Vetoed("one is an incident, the other not")
        by_name, known = self.names(a, b)
        found = [*self.types(a, b, known), *self.dates(a, b, known), *self.places(a, b, known), *by_name]
        if not known and not any(row.weight > 0 for row in by_name):
            found += self.particulars(a, b)
        found += [*self.numbers(a, b), *self.ages(a, b, known), *self.actors(a, b), *self.wording(a, b, spelt)]
        return tuple(row for row in found if row.weight)

    def score(self, a: Side, b: Side) -> float:
        """The sum of the rows; minus infinity where the two cannot be one event."""
        try:
            return sum(row.weight for row in self.rows(a, b, spelt=False))
        except Vetoed:
            return float("-inf")

    def cannot_be_one(self, a: Side, b: Side, is_named: bool) -> bool:
        """Is it plain without weighing that two mentions are not one event? `is_named`: they share a person's name."""
        if are_kinds_apart(a, b) or (not is_named and far_apart(a, b)):
            return True
        if not self.are_days_apart(a, b):
            return False
        try:
            return not self.names(a, b)[1]
        except Vetoed:
            return True

    def are_days_apart(self, a: Side, b: Side) -> bool:
        """Do both state days too far apart for one event, unless a name in common says that one is misread?"""
        if not (a.days and b.days and a.stated and b.stated):
            return False
        is_far = max(a.days[0] - b.days[1], b.days[0] - a.days[1]) > self.w["date"]["veto_days"]
        return is_far and not self.told(a, b) and not self.alike(a, b)

    def types(self, a: Side, b: Side, known: bool) -> Iterator[Evidence]:
        """What kind of thing happened."""
        if not a.groups or not b.groups:
            return
        if not self.go_together(a, b) and not (known and "talk" not in a.groups | b.groups):
            raise Vetoed(f"{a.mention.plover or 'harm'} and {b.mention.plover or 'harm'} are two kinds of event")
        same = a.mention.plover == b.mention.plover
        weight = self.w["type"]["same" if same else "other"]
        yield Evidence("type", f"{a.mention.plover or 'unknown'}, {b.mention.plover or 'unknown'}", weight)

    def go_together(self, a: Side, b: Side) -> bool:
        """Can one event be told under the types of both?"""
        return bool(a.groups & b.groups) or any(frozenset((one, two)) in self.mixed for one in a.groups for two in b.groups)

    def dates(self, a: Side, b: Side, known: bool) -> Iterator[Evidence]:
        """When it happened; where no common day is stated, how far apart the reports were published too."""
        told = self.told(a, b)
        if a.days and b.days:
            gap = max(0, a.days[0] - b.days[1], b.days[0] - a.days[1])
            found = f"{_days(a.days)}, {_days(b.days)}"
            if not known and self.are_days_apart(a, b):
                raise Vetoed(f"the dates are apart: {found}")
            is_day = a.days[0] == a.days[1] and b.days[0] == b.days[1]
            strong = known or self.copied(a, b) > self.w["copies"]["shown"]
            if gap and told:
                yield Evidence("date", told, self.w["date"]["told"])
            else:
                weight = self.days_weight(gap, a.stated and b.stated, is_day, strong)
                if gap > self.w["date"]["misread"] and is_day and not strong and self.are_both_fresh(a, b):
                    weight += self.w["date"]["both_fresh"]
                yield Evidence("date", found, round(weight, 3))
            if not gap and is_day and a.stated and b.stated:
                return
        elif told:
            yield Evidence("date", told, self.w["date"]["told"])
        if a.published is not None and b.published is not None and not known:
            p = self.w["published"]
            gap = max(0, abs(a.published - b.published) - p["free"])
            if gap:
                yield Evidence("published", f"{gap + p['free']} days apart", round(max(p["most"], p["gap"] * log1p(gap)), 3))

    def copied(self, a: Side, b: Side) -> float:
        """How much of the text that tells of one mention is the other's too, 0 to 1; the rest of a page has no say."""
        return share(self.text(a), self.text(b))

    def text(self, side: Side) -> Mapping[str, int]:
        """The texts of the paragraphs that tell of a mention, each with the number of its words."""
        if side.key not in self._texts:
            if len(self._texts) >= HELD:
                self._texts.clear()
            self._texts[side.key] = self.copies.holding(side.key[0], side.mention.spans)
        return self._texts[side.key]

    def told(self, a: Side, b: Side) -> str | None:
        """The day of one mention that the other's report, published later, names too; None where it names no such day.

        A later report that has fresh news of its own looks back to it, unless its news is what came of it (a trial).
        """
        if self.are_fresh_apart(a, b) and a.stated and b.stated and not (a.mention.follow_up or b.mention.follow_up):
            return None
        for one, two in ((a, b), (b, a)):
            if one.days is None or one.days[1] - one.days[0] > 1 or one.published is None or two.published is None:
                continue
            if two.stated and not two.is_news:
                continue  # An older incident that a report brings up has its own day; the other days are not its own.
            is_later = two.published - one.published > self.w["date"]["told_after"]
            if is_later and any(first <= one.days[1] and one.days[0] <= last for first, last in two.told):
                return f"{_days(one.days)} is told of in the later report too"
        return None

    def days_weight(self, gap: int, stated: bool, is_day: bool, known: bool) -> float:
        """What the days between two dates weigh. An inferred date hangs on its report's own day: it says less."""
        w = self.w["date"]
        if not gap:
            return float(w["same"] if stated and is_day else w["overlap"])
        if not stated:
            return float(max(w["gap_most"], w["gap"] * log1p(gap - 1)))
        if gap <= w["slack"]:
            # Two single days, both stated, exclude each other, unless what else is known says that one is misread.
            return float(w["another"] if is_day and not known else w["next"])
        return float(w["apart"] + (0 if known else w["far"] * log1p(max(0, gap - w["veto_days"]))))

    def alike(self, a: Side, b: Side) -> bool:
        """Do the reports read so alike that a date is rather misread than another day's?

        Days weeks apart that lie each just before its own report's publication are not misread: they are two events.
        """
        if not (a.is_news and b.is_news) or self.are_fresh_apart(a, b):
            return False
        return len(a.whole.names & b.whole.names) > 1 or self.likeness(a.whole, b.whole) >= self.w["date"]["alike"]

    def are_both_fresh(self, a: Side, b: Side) -> bool:
        """Does each report state the day on which it came out, or the one before: news of its own day?"""
        near = self.w["date"]["news"]
        return all(
            one.stated
            and one.is_news
            and not one.mention.follow_up
            and one.days is not None
            and one.published is not None
            and 0 <= one.published - one.days[0] <= near
            for one in (a, b)
        )

    def are_fresh_apart(self, a: Side, b: Side) -> bool:
        """Are both days those just before the reports came out, weeks apart, and the reports no copies of one text?"""
        w = self.w["date"]
        found = [(one.days[0], one.published) for one in (a, b) if one.days is not None and one.published is not None]
        fresh = len(found) == 2 and all(0 <= told - day <= w["fresh"] for day, told in found)
        apart = fresh and abs(found[0][0] - found[1][0]) > w["fresh_apart"]
        return apart and self.copied(a, b) < self.w["copies"]["shown"]

    def places(self, a: Side, b: Side, known: bool) -> Iterator[Evidence]:
        """Where it happened."""
        one, two, w = a.mention.place, b.mention.place, self.w["place"]
        if one is None or two is None:
            return
        precise = max(one.precision or 9, two.precision or 9) <= PRECISE
        common = a.towns & b.towns
        found = f"{one.name}, {two.name}"
        apart = kilometres(one, two)
        if common or (one.geonameid is not None and one.geonameid == two.geonameid):
            other = one.admin1 and two.admin1 and one.admin1 != two.admin1 and (apart is None or apart > w["apart_km"])
            if other:
                # One name read as two towns is rather a town misread than two towns.
                yield Evidence("place", f"{found}: in {one.admin1} and in {two.admin1}", w["doubtful"])
                return
            rare = max((weigh(stem(word), True) for name in common for word in name.split()), default=2.0)
            yield Evidence("place", found, round(w["same" if precise else "region"] * min(rare, 5.0), 3))
        elif precise and apart is None:
            # Where the gazetteer does not know both, the names speak: another town on another day is another event.
            if not known and self.other_day(a, b):
                raise Vetoed(f"another place on another day: {found}")
            yield Evidence("place", f"{found}: other names", w["unlike"])
        elif precise and apart is not None:
            if apart <= w["near_km"]:
                yield Evidence("place", f"{found}: {apart:.0f} km apart", w["near"])
            elif far_apart(a, b):
                if not known:
                    raise Vetoed(f"the places are apart: {found}, {apart:.0f} km")
                yield Evidence("place", f"{found}: {apart:.0f} km apart", w["apart"])

    def particulars(self, a: Side, b: Side) -> Iterator[Evidence]:
        """Against, where two reports' news has no town and no text in common (nor a person): the words may be anybody's.

        The more so where all they share is a city of which the world's news tells daily: it has many events in a day.
        """
        if not (a.is_news and b.is_news) or self.copied(a, b) >= self.w["copies"]["shown"]:
            return
        w = self.w["particulars"]
        towns = [side.towns for side in (a, b) if side.mention.place and (side.mention.place.precision or 9) <= PRECISE]
        both = towns[0] & towns[1] if len(towns) > 1 else frozenset()
        here, there = a.mention.place, b.mention.place
        if len(towns) > 1 and here and there and not both and not (_named_in(here, b) or _named_in(there, a)):
            # Neighbouring towns, of which either report names but its own: two strikes of one day, more than one.
            yield Evidence("particulars", f"{here.name} here, {there.name} there, and nothing in common", w["towns"])
        elif not both:
            yield Evidence("particulars", "no town, person or text in common", w["none"])
        elif all(weigh(stem(word), True) < w["told"] for town in both for word in town.split()):
            yield Evidence("particulars", f"nothing but {min(both)} in common: no person, no text", w["city"])

    @staticmethod
    def other_day(a: Side, b: Side) -> bool:
        """Do both state a single day, and not the same?"""
        if not (a.days and b.days and a.stated and b.stated):
            return False
        return a.days[0] == a.days[1] and b.days[0] == b.days[1] and a.days != b.days

    def names(self, a: Side, b: Side) -> tuple[list[Evidence], bool]:
        """(rows for the persons named, whether one of them is named in full in both)."""
        w = self.w["name"]
        best: tuple[float, str] | None = None
        known = False
        # Names that are alike have a part in common to the letter.
        both = a.name_parts & b.name_parts
        left = [one for one, own in a.persons if both & own] if both else []
        right = [two for two, own in b.persons if both & own] if both else []
        for one in left:
            for two in right:
                how = likeness(one.name, two.name)
                if how is None:
                    continue
                old = one.age is not None and one.age == two.age
                known |= how == "full" or (how == "spelling" and old)
                weight = w[how] + (w["age"] if old else 0)
                best = max(best or (weight, f"{one.name}, {two.name}"), (weight, f"{one.name}, {two.name}"))
        inside = None if best else self.in_text(a, b) or self.in_text(b, a)
        if (best or inside) and (apart := self.other_lists(a, b)):
            return [apart], False
        if best:
            return [Evidence("person", best[1], round(best[0], 3))], known
        if inside:
            return [Evidence("person", f"{inside} stands in the other report too", w["in_text"])], True
        dead_a, dead_b = full_named_dead(a), full_named_dead(b)
        if dead_a and dead_b:
            found = f"{dead_a[0].name}, {dead_b[0].name}"
            if self.only_one(a) and self.only_one(b):
                raise Vetoed(f"the dead are different persons: {found}")
            many = min(len(dead_a), len(dead_b), w["other_most"])
            return [Evidence("person", f"no name in common ({found})", round(w["other"] * many, 3))], False
        return [], False

    def other_lists(self, a: Side, b: Side) -> Evidence | None:
        """Against: of several dead whom both name in full few are in common, as names of one people often are by chance."""
        w = self.w["name"]
        dead_a, dead_b = full_named_dead(a), full_named_dead(b)
        fewer = min(len(dead_a), len(dead_b))
        met = min(fewer, sum(any(likeness(one.name, two.name) for two in dead_b) for one in dead_a))
        if fewer < w["list"] or met * w["list"] >= fewer:
            return None
        found = f"{met} of {fewer} dead whom both name are in common"
        return Evidence("person", found, round(w["other"] * min(fewer - met, w["other_most"]), 3))

    @staticmethod
    def only_one(side: Side) -> bool:
        """Does its report tell of one dead at most?"""
        return len(side.victims) == 1 and side.numbers.get("killed", (1, 1))[0] <= 1

    @staticmethod
    def in_text(a: Side, b: Side) -> str | None:
        """A person named in full in `a` whose names stand side by side in `b`'s report."""
        return next((name for name, term in a.full_names if term in b.whole.weights), None)

    def ages(self, a: Side, b: Side, known: bool) -> Iterator[Evidence]:
        """The ages of those hurt, where no name settles it."""
        if not a.ages or not b.ages or known:
            return
        both = a.ages & b.ages
        found = f"{_list(a.ages)}; {_list(b.ages)}"
        if both:
            yield Evidence("age", found, self.w["ages"]["same"])
        elif len(a.ages) == len(b.ages) == 1:
            yield Evidence("age", found, self.w["ages"]["other"])

    def numbers(self, a: Side, b: Side) -> Iterator[Evidence]:
        """How many were killed and hurt: equal numbers above one speak for, numbers far apart against."""
        w = self.w["number"]
        for outcome in ("killed", "injured"):
            if outcome not in a.numbers or outcome not in b.numbers:
                continue
            (one, is_stated), (two, is_too) = a.numbers[outcome], b.numbers[outcome]
            low, high = min(one, two), max(one, two)
            found = f"{outcome}: {one}, {two}"
            if low == high and is_stated and is_too:
                yield Evidence("number", found, w["same"] if low > 1 else w["one"])
            elif outcome == "killed" and low > 1 and low in (a.placed if one == high else b.placed):
                yield Evidence("number", f"{found}: those of one place", w["same"])
            elif high > w["ratio"] * max(low, 1) and high - low > 1:
                far = log2(high / (w["ratio"] * max(low, 1)))
                yield Evidence("number", found, round(max(w["most_apart"], w["apart"] * (1 + far)), 3))

    def actors(self, a: Side, b: Side) -> Iterator[Evidence]:
        """Who took part."""
        both = sorted(a.actors & b.actors)
        if both:
            yield Evidence("actor", ", ".join(both), min(self.w["actor"]["most"], self.w["actor"]["same"] * len(both)))

    def likeness(self, one: Bag, two: Bag) -> float:
        """How alike the words of two reports are, 0 to 1."""
        return cosine(one, two, self.w["wording"]["usual"], self.w["wording"]["centre"])

    def words_of(self, a: Side, b: Side) -> tuple[Bag, Bag]:
        """The words of both reports, without standing text that both hold."""
        return self.standing.without(a, b) if self.standing is not None else (a.whole, b.whole)

    def wording(self, a: Side, b: Side, spelt: bool) -> Iterator[Evidence]:
        """How alike the words are: the reports' where both are their reports' news, else the mentions' own."""
        news = a.is_news and b.is_news
        w = self.w["wording" if news else "own_wording"]
        one, two = self.words_of(a, b) if news else (a.own, b.own)
        alike = self.likeness(one, two) if news else cosine(one, two)
        weight = max(w["least"], min(w["most"], w["slope"] * (alike - w["centre"])))
        terms = f": {', '.join(shared(one, two))}" if spelt else ""
        yield Evidence("wording", f"{alike:.2f} alike{terms}", round(weight, 3))
        if not news:
            yield Evidence("aside", "told beside the news of one of the reports", self.w["aside"])
            return
        # A short report may lie wholly within a long one, whose other words then count for nothing.
        w = self.w["telling"]
        share = max(held(one.own, two.whole, w["usual"], w["centre"]) for one, two in ((a, b), (b, a)))
        weight = max(w["least"], min(w["most"], w["slope"] * (share - w["centre"])))
        yield Evidence("telling", f"{share:.0%} of the words that tell of it stand in the other report", round(weight, 3))
        share = self.copied(a, b)
        if share:
            yield Evidence("copy", f"{share:.0%} of the text that tells of it is one", round(self.w["copied"] * share, 3))


def full_named_dead(side: Side) -> list[Named]:
    """The dead of a mention who are named in full."""
    return [one for one in side.victims if one.killed and len(parts(one.name)) > 1]


def far_apart(a: Side, b: Side) -> bool:
    """Are both places known to the town, far from each other, and does neither report name the other's?"""
    one, two = a.mention.place, b.mention.place
    if one is None or two is None or a.towns & b.towns or max(one.precision or 9, two.precision or 9) > PRECISE:
        return False
    apart = kilometres(one, two)
    return apart is not None and apart > weights()["place"]["apart_km"] and not _named_in(one, b) and not _named_in(two, a)


def _named_in(place: Place, side: Side) -> bool:
    """Does the other report name the place anywhere?"""
    known, terms = side.whole.weights, place_terms(place.name)
    return terms is not None and all(term in known for term in terms)


@lru_cache(maxsize=20_000)
def place_terms(name: str) -> tuple[str, ...] | None:
    """The terms of a town's name that weigh something; None where it has no words."""
    terms = [stem(fold(word)) for word in name.split(",")[-1].split()]
    return tuple(term for term in terms if weigh(term, True)) if terms else None


def _days(days: tuple[int, int]) -> str:
    first, last = (date.fromordinal(day).isoformat() for day in days)
    return first if first == last else f"{first} to {last}"


def _list(ages: frozenset[int]) -> str:
    return " and ".join(map(str, sorted(ages)))
