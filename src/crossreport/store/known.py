"""A record as it was known: at any moment, and what each step of its log did to it."""

from typing import Self

from crossreport.store.asof import lay_over, step_at
from crossreport.store.file import connect, copied, told
from crossreport.store.history import Changes, changes_found
from crossreport.store.opened import Opened


class Known(Opened):
    """A record that tells what was known when."""

    def as_of(self, moment: str | int) -> Self:
        """The record as it was known at a moment: a day, a date-time (ISO 8601) or a step of the log. Close it by itself.

        It answers all that a record answers, from what the last build that had ended by then had made: reports taken in by
        then, claims and estimates as they stood. Names that are sealed today are masked in it too. InputError where that is
        no moment, NotFound where no build had ended by then.
        """
        with told(self.path):
            step = step_at(self._connection, moment)
            then = type(self)(connect(self.path) if self.path else copied(self._connection), self.path, self.unsealed)
            try:
                lay_over(then._connection, step)
            except BaseException:
                then.close()
                raise
            return then

    def changes(self) -> dict[int, Changes]:
        """What each step did to what is made of the reports, by the rows that hold and held; its digest is in the log."""
        with told(self.path):
            return changes_found(self._connection)
