"""Numbers in words and digits, with their bounds, as intervals, and what a number does not count."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from crossreport.model.said import Form
from crossreport.profiles.load import vague_table
from crossreport.reading.small import small, small_pattern
from crossreport.vocabulary.load import vocabulary, words

# More persons than ever lived: what is larger is no number of people, and no database takes it.
LARGEST = 10_000_000_000
LAST_DAY = 31
DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[  ]\d{3})+(?![\d,]|\.\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+(?:\.\d+)?"
# "-year-old", " years old", " yrs. old", " y/o", "yo": what makes a number before it an age in years.
YEARS_OLD = r"(?:\s*-?\s*(?:years?|yrs?\.?)\s*-?\s*old|[ -]?y\.?/?o\b)"
YEARS = r"(?:\d{1,3}|[a-z]+(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
# "17-year-old", "31 yr old", "17 y/o", "23yo": an age, and how many of it. "A 14-, a 15- and a 17-year-old": several ages
# with one end, of as many persons.
AGE = re.compile(
    rf"(?P<listed>\b(?:{YEARS}-(?:,? ?(?:and |or |to |& )?|,)(?:an? |one )?)+)?"
    rf"(?P<number>\b{YEARS})(?P<plural>s?)"
    r"(?:[- ]?(?P<unit>years?|yrs?|months?|weeks?|days?|hours?)\.?[- ]old(?P<many>s?)\b|(?<=\d)[- ]?y\.?/?o(?P<more>s?)\b)",
    re.I,
)

# "17 y/o", "23yo": an age without the word "old".
BRIEFLY_OLD = re.compile(r"\d[- ]?y\.?/?o", re.I)

# "Learned more about two people": what is told about, and no estimate.
TOLD_ABOUT = re.compile(
    r"\b(?:more|much|little|nothing|anything|something|details?|information|questions?|concerns?|reports?|calls?|stor(?:y|ies)"
    r"|know\w*|learn\w*|wr(?:ites?|iting|ote|itten)|talk\w*|speak\w*|spoke|ask\w*|hear\w*|call\w*|think\w*|worr\w+|concerned)\s+about\s*$",
    re.I,
)


@dataclass(frozen=True)
class Quantity:
    """A number of the text: `start` to `end` with its bounds, `core` where the number itself starts. Units are ones.

    `point` is the value that stands for it (see the contract), `vague` the key of a vague word in profiles/vague.yaml.
    """

    start: int
    end: int
    core: int
    form: Form
    low: int | None
    high: int | None
    point: int | None
    vague: str | None = None

    @property
    def is_one(self) -> bool:
        """Does it count exactly one?"""
        return self.low == self.high == 1


def exact(value: int, start: int, end: int) -> Quantity:
    """The quantity of an exact number."""
    return Quantity(start, end, start, "zero" if value == 0 else "exact", value, value, value)


def vague(key: str, start: int, end: int) -> Quantity:
    """The quantity of a vague word, by the default table."""
    low, point, high = vague_table()[key] or (None, None, None)
    form: Form = "indefinite_plural" if key == "plural" else "exact" if key == "couple" else "vague"
    return Quantity(start, end, start, form, low, high, point, vague=None if key == "couple" else key)


def bounded(quantity: Quantity, form: Form) -> Quantity:
    """The same number with a bound put on it ("at least", "about"): interval and point."""
    value = quantity.point
    if form == "exact" or (form == "about" and quantity.vague) or value is None:
        return quantity
    low, high, point = quantity.low, quantity.high, quantity.point
    if form == "at_least":
        low, high, point = value, None, value
    elif form == "more_than":
        low, high, point = value + 1, None, value + 1
    elif form == "at_most":
        low, high, point = None, value if quantity.high == value else quantity.high, None
    elif form == "fewer_than":
        low, high, point = 0, max(value - 1, 0), None
    else:
        half = _half_unit(value)
        low, high = max(value - half, 0), value + half
    if quantity.vague:
        # "at least dozens": the word stays vague, with the bound that it gives.
        return replace(quantity, low=low, high=high if form != "at_most" else quantity.high)
    return replace(quantity, form=form, low=low, high=high, point=point)


def _half_unit(value: int) -> int:
    unit = 1
    while value and value % (unit * 10) == 0:
        unit *= 10
    return max(unit // 2, 1)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = vocabulary("numbers")
    unit = "|".join(sorted(table["units"], key=len, reverse=True))
    scale = "|".join(table["scales"])
    word = rf"(?:half an? |half |an? )(?:{scale})\b(?!s)|(?:{unit})\b"
    # "A hundred and one"; "three and one of her sons" are two numbers.
    joined = "|".join(rf"(?<=\b{one}) and " for one in table["scales"] if table["scales"][one] >= 100)
    spelled = rf"(?:{word})(?:(?:[- ]|{joined})(?:{scale}|{unit})\b)*"
    number = rf"(?:{DIGITS})(?:[- ](?:{scale})\b(?!s))*|{spelled}"
    kinds = [f"(?P<{key}>{pattern})" for key, pattern in table["vague"].items()]
    products = "|".join(table["products"])
    core = small_pattern(
        rf"(?<![\w$€£#./:,\[-])(?:(?P<product>{products})(?: of)?|{'|'.join(kinds)}|(?P<number>{number}))(?![\w])"
    )
    before = "|".join(f"(?P<{form}>(?:{pattern}))" for form, pattern in table["before"].items())
    after = "|".join(f"(?P<{form}>{pattern})" for form, pattern in table["after"].items())
    to = small_pattern(
        rf"(?<!\w)(?P<cue>between |from |by )?(?P<a>{number})(?P<to> to | and | or |-|–| – | - "
        rf"|,? (?:and |or )?(?:possibly|perhaps|maybe) )(?P<b>{number})(?!\w)"
    )
    return core, small_pattern(rf"(?<!\w)(?:{before})\s+$"), small_pattern(rf"\s?(?:{after})(?!\w)"), to


@lru_cache(maxsize=5_000)
def value_of(text: str) -> int | None:
    """The whole number that digits or words stand for ("1.2 million", "twenty-one", "half a dozen"); None where none."""
    table = vocabulary("numbers")
    units, scales = table["units"], table["scales"]
    parts = [one for one in re.split(r"[\s-]+(?!\d{3}\b)|\band\b", text.lower()) if one and one != "and"]
    total: float = 0
    current: float | None = None
    half = False
    for part in parts:
        if part == "half":
            half = True
        elif part in ("a", "an"):
            current = 1
        elif part in units:
            current = (current or 0) + units[part]
        elif part in scales:
            by = scales[part]
            if by == 100 or by in (12, 20):
                current = (1 if current is None else current) * by
            else:
                total += (1 if current is None else current) * by
                current = None
        else:
            read = _digits(part)
            if read is None:
                return None
            current = read
    result = total + (current or 0)
    result = result / 2 if half else result
    return round(result) if 0 <= result <= LARGEST and abs(result - round(result)) < 1e-6 else None


def _digits(part: str) -> float | None:
    # A point or blank before exactly three digits is a thousands separator of another language: people come whole.
    plain = re.sub(r"[,. ](?=\d{3}(?!\d))", "", part) if re.fullmatch(r"\d{1,3}(?:[,. ]\d{3})+", part) else part
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain) or len(plain) > 15:
        return None
    return float(plain)


def read_numbers(text: str, offset: int = 0) -> tuple[Quantity, ...]:
    """The numbers of a piece of text that is at `offset` in its document, in order, ages left out, bounds taken in."""
    plain = small(text.replace("\n", " "))
    core, before, after, to = _patterns()
    ages = AGE.finditer(plain) if may_have_ages(plain) else ()
    taken = [(found.start(), found.end()) for found in ages if is_age(found)]
    made: list[Quantity] = []
    for found in to.finditer(plain):
        one = _range(found)
        if one and not _overlaps(one.start, one.end, taken):
            taken.append((one.start, one.end))
            made.append(one)
    for found in core.finditer(plain):
        if _overlaps(found.start(), found.end(), taken):
            continue
        number = _core(found)
        if number is None:
            continue
        made.append(_with_bounds(plain, number, before, after))
    made.sort(key=lambda one: one.start)
    return tuple(replace(one, start=one.start + offset, end=one.end + offset, core=one.core + offset) for one in made)


def may_have_ages(text: str) -> bool:
    """Has the text what ends an age? A fast test of letters: most sentences have none, and AGE looks at every word."""
    return "old" in text.lower() or BRIEFLY_OLD.search(text) is not None


def is_age(found: re.Match[str]) -> bool:
    """Is a match of AGE an age, a number before "year-old"?"""
    return value_of(found["number"]) is not None


def ages_in(found: re.Match[str]) -> int:
    """How many persons a match of AGE gives one age each; one where it gives a span ("a 14- or 15-year-old")."""
    listed = (found["listed"] or "").lower()
    return 1 if re.search(r"\b(?:or|to)\b", listed) else 1 + len(re.findall(r"\w-(?=\W)", listed))


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in taken)


def _range(found: re.Match[str]) -> Quantity | None:
    low, high = value_of(found["a"]), value_of(found["b"])
    cue, to = (found["cue"] or "").strip().lower(), found["to"].strip().lower()
    # "between 10 and 12" is a range, "killed 10 and 12 were hurt" is two numbers; "rose from 10 to 12", "by two to 12" are
    # changes.
    if low is None or high is None or low >= high or (to == "and") != (cue == "between"):
        return None
    spans = cue == "from" and _is_of_span(found.string[: found.start()])
    if (cue == "from" and not spans) or (cue == "by" and to == "to"):
        return None
    unsure = to.endswith(("possibly", "perhaps", "maybe"))  # "two and possibly three people"
    if (
        to not in ("to", "and", "or")
        and not unsure
        and not (found["a"].isdigit() and found["b"].isdigit() and high < 10_000)
    ):
        return None
    if to == "or" and high - low > 3 and high > 2 * low:
        return None
    start = found.start() if spans or cue == "between" else found.start("a")
    return Quantity(start, found.end(), found.start("a"), "range", low, high, None)


def _is_of_span(before: str) -> bool:
    """Does "from 11 to 14" after these words give bounds ("ranged from", "anywhere from") and no change ("rose from")?"""
    last = before.split()[-1:]
    return bool(last) and last[0].lower() in words("numbers", "spans")


def _core(found: re.Match[str]) -> Quantity | None:
    start, end = found.span()
    if found["product"]:
        low, high = vocabulary("numbers")["products"][found["product"].lower()]
        return Quantity(start, end, start, "vague", low, high, low)
    if found["number"]:
        value = value_of(found["number"])
        return None if value is None else exact(value, start, end)
    return vague(next(key for key in vocabulary("numbers")["vague"] if found[key]), start, end)


def _with_bounds(text: str, number: Quantity, before: re.Pattern[str], after: re.Pattern[str]) -> Quantity:
    made = number
    behind = after.match(text, number.end)
    if behind and behind.lastgroup:
        made = replace(bounded(made, _form(behind)), end=behind.end())
    ahead = before.search(text[max(0, number.start - 40) : number.start])
    told = (
        ahead is not None
        and ahead.lastgroup == "about"
        and TOLD_ABOUT.search(text[max(0, number.start - 40) : number.start])
    )
    if ahead and ahead.lastgroup and not told:
        made = replace(bounded(made, _form(ahead)), start=number.start - len(ahead[0]))
        made = _on_one_side(_by_the_dozen(made, text), ahead)
    return made


def _by_the_dozen(number: Quantity, text: str) -> Quantity:
    """ "About two dozen" is told in dozens: half of one is left open, where 24 in digits leaves one person."""
    scales = vocabulary("numbers")["scales"]
    last = re.split(r"[\s-]+", text[number.core : number.end].strip().lower())[-1]
    unit = scales.get(last, 0)
    if number.form != "about" or number.point is None or unit not in (12, 20):
        return number
    return replace(number, low=number.point - unit // 2, high=number.point + unit // 2)


def _on_one_side(number: Quantity, ahead: re.Match[str]) -> Quantity:
    """ "Nearly 50" are no more than 50, "just over 50" no fewer."""
    if number.form != "about" or number.point is None:
        return number
    if ahead.groupdict().get("nearly"):
        return replace(number, high=number.point)
    return replace(number, low=number.point) if ahead.groupdict().get("just_over") else number


def _form(found: re.Match[str]) -> Form:
    forms: tuple[Form, ...] = ("at_least", "more_than", "at_most", "fewer_than", "about")
    sides = found.groupdict()
    if sides.get("nearly") or sides.get("just_over"):
        return "about"
    return next((form for form in forms if sides.get(form)), "exact")
