"""What takes long to make is made before a page asks for it, and once; what a picture reads is what its page reads."""

from pathlib import Path
from threading import Event

import pytest
from pages_fixtures import plain_reports, record_of
from record_fixtures import told

from crossreport.api import Record, open_record
from crossreport.web import slices
from crossreport.web.desk import Desk
from crossreport.web.views.plots import points

# Longer than any machine takes; nothing waits so long where all is well.
PATIENCE = 120


class Ahead:
    """A desk that works ahead, and how often what it makes was made."""

    def __init__(self, path: Path):
        self.desk, self.all_done, self.made = Desk(path), Event(), 0
        self.desk.beforehand("counts", self.counts)
        self.desk.beforehand("end", lambda _: self.all_done.set())

    def counts(self, record: Record) -> dict[str, int]:
        self.made += 1
        return record.counts()

    def asked(self) -> dict[str, int]:
        """What a page that asks gets, once all is made that is made ahead."""
        assert self.all_done.wait(PATIENCE)
        self.all_done.clear()
        with self.desk.record() as record:
            return self.desk.once("counts", lambda: self.counts(record))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return record_of(tmp_path / "a.record", *plain_reports())


def test_a_server_makes_what_takes_long_before_a_page_asks(path: Path) -> None:
    ahead = Ahead(path)
    ahead.desk.work_ahead()
    assert ahead.asked()["reports"] == 3
    assert ahead.made == 1
    ahead.desk.close()


def test_it_is_made_anew_when_the_record_has_changed(path: Path) -> None:
    ahead = Ahead(path)
    ahead.desk.work_ahead()
    assert ahead.asked()["reports"] == 3
    record_of(path, told("four", 9, place="Ostrel", outlet="Lake Times"))
    with ahead.desk.record():
        pass
    assert ahead.asked()["reports"] == 4
    assert ahead.made == 2
    ahead.desk.close()


def test_where_there_is_no_record_yet_nothing_is_made_until_there_is_one(tmp_path: Path) -> None:
    ahead = Ahead(tmp_path / "new.record")
    ahead.desk.work_ahead()
    assert not ahead.all_done.is_set()
    record_of(tmp_path / "new.record", *plain_reports())
    with ahead.desk.record():
        pass
    assert ahead.asked()["reports"] == 3
    ahead.desk.close()


def test_what_one_opening_read_for_its_sums_serves_another(path: Path) -> None:
    with open_record(path) as one, open_record(path) as other:
        whole = one.tally()
        other.take_sums(one)
        assert other.countable(acting=False, parts=False).events is one.countable(acting=False, parts=False).events
        assert other.tally() == whole
        assert other.tally(actor="police") == one.tally(actor="police")


def test_a_plot_reads_only_numbers_and_shows_what_the_whole_event_would_give(path: Path) -> None:
    with open_record(path) as record:
        events = [one.id for one in record.events().items]
        assert events
        for event in events:
            whole = tuple(points(slices.of_event(record, event), [event]))
            assert tuple(points(slices.of_numbers(record, [event]), [event])) == whole
            assert whole
