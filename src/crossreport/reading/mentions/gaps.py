"""How long before or after another thing something was: "three days after", "less than a month before", "weeks after"."""

from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

# First and last day, counted from the other thing; negative before it.
Gap = tuple[int, int]


def gap_at(word: Token) -> Gap | None:
    """Days in "a day after" (-1 to -1), "two days before", "hours after" (0), "weeks after"; None where none are named."""
    if word.i == word.sent.start:
        return None
    unit = word.nbor(-1)
    size = vocabulary("incidents")["gaps"].get(unit.lemma_.lower())
    if size is None:
        return None
    left = unit.nbor(-1).lower_ if unit.i > word.sent.start else ""
    count = _count(left)
    if count is None:
        least, most = size["some"] if unit.tag_ == "NNS" else (0, 0)
    else:
        # A month has 30 days or so: what is counted in months or years is about as many days.
        least, most = count * size["days"] - count * size["give"], count * size["days"] + count * size["give"]
        least = 0 if _is_less(unit) else least
    if most == 0 and size["days"]:
        return None
    return (least, most) if word.lower_ == "before" else (-most, -least)


def _count(word: str) -> int | None:
    if word.isdigit() and len(word) < len("1000"):
        return int(word)
    number: int | None = vocabulary("numbers")["units"].get(word)
    return 1 if word in ("a", "an", "the") else number


def _is_less(unit: Token) -> bool:
    """ "Less than a month after", "within a week of"."""
    start = max(unit.sent.start, unit.i - 3)
    return any(one.lower_ in words("incidents", "within") for one in unit.doc[start : unit.i])
