"""Makes a record of many reports batch by batch, in memory that does not grow with them: row for row what the whole gives.

Batches come in the order in which a text counts as told first, and each is linked with what lies near it and weighed, as
reports are that are added (grow.py). What only the whole can tell is found before (how outlets are known, which moment is
the newest) and after (what the record holds in the scope of a stated total).
"""

import gc
from collections.abc import Callable

from sqlalchemy import Connection

from crossreport.growing.found import Loaded, Touched, beside, new
from crossreport.growing.grow import Growing
from crossreport.growing.totals import found_again
from crossreport.linking.copies import blocks
from crossreport.linking.copies import order as told_first
from crossreport.profiles.load import Profile
from crossreport.reconcile.context import newest_of
from crossreport.store.near import Near, set_state
from crossreport.store.renewal import put_anew
from crossreport.store.scratch import copy_near, rows_made, scratch
from crossreport.store.standing import every_standing
from crossreport.store.writer import Writer
from crossreport.vocabulary.load import vocabulary

Tell = Callable[[str, int, int | None], None]
# Reports of a batch, and how many are linked as a whole: that is quicker, and takes 75 kB of memory each.
BATCH, MANY = 2_000, 12_000


def make_by_batches(writer: Writer, profile: Profile, meta: dict[str, str], tell: Tell) -> int:
    """Does so; how many reports there are. None of them may be without a day, and nothing decided by people.

    `tell` is told the step, how many reports are linked, and of how many. Whole, where a report gives no day after all.
    """
    with writer.at_once(), scratch() as made, made.begin():
        ordered, newest = _survey(writer.connection, Near(made))
        known = {"newest": newest} if newest else {}
        set_state(made, known)
        left: set[str] = set()
        for start in range(0, len(ordered), BATCH):
            tell("linking", start, len(ordered))
            growing = Growing(made, Loaded(writer.connection), profile, known, is_part=True)
            left |= _make(growing, new(growing.near, growing.loaded, ordered[start : start + BATCH]))
        while left:
            part = sorted(left)[:BATCH]
            left -= {*part}
            left |= _make(Growing(made, Loaded(writer.connection), profile, known, is_part=True), beside(part))
        found_again(made, Loaded(writer.connection), profile)
        tell("keeping", 0, None)
        writer.replace_with(rows_made(made), meta)
        copy_near(made, writer.connection)
        set_state(writer.connection, {"made_of": meta["made_of"]})
        return len(ordered)


def _survey(connection: Connection, near: Near) -> tuple[list[str], str | None]:
    """(the reports in the order in which a text counts as told first, the newest moment); all outlets are kept."""
    least = vocabulary("linking")["copies"]["words"]
    ordered: list[tuple[str, int, str]] = []
    newest: str | None = None
    for part in every_standing(connection, BATCH):
        near.keep_outlets(one.report for one in part)
        newest = newest_of((newest, *(one.report.published for one in part)))
        for report, reading, *_ in part:
            size = sum(len(block.words) for block in blocks(report, least, reading.furniture))
            ordered.append((told_first(report)[0], -size, report.id))
    return [ident for *_, ident in sorted(ordered)], newest


def _make(growing: Growing, came: Touched) -> set[str]:
    """Makes what lies near what came anew; what else hangs on it by stated totals."""
    again = growing.made_of(came)
    put_anew(growing.connection, again.renewal, None)
    growing.keep(came, again)
    gc.collect()  # whoever makes a record has put off the search for cycles
    return again.left
