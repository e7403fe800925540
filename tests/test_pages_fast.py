"""No page reads the whole record: on some hundreds of reports each is answered in a fraction of a second."""

import statistics
import time
from pathlib import Path

import pytest
from pages_fixtures import client_of, record_of
from record_fixtures import told

# A place without a name of its own would make one story of them all.
NAMES = [
    f"{a}{b}{c}"
    for a in ("Bel", "Dor", "Kas", "Lun", "Mir", "Nov", "Ost", "Pel", "Rin", "Sar")
    for b in "aeiou"
    for c in ("ck", "m", "rn", "st")
]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reports = [
        told(
            f"r{n}",
            1 + n % 9,
            place=NAMES[n % len(NAMES)],
            published=f"2024-{1 + n % 12:02}-{1 + n % 27:02}",
            outlet=f"Outlet {n % 7}",
        )
        for n in range(400)
    ]
    return record_of(tmp_path_factory.mktemp("pages") / "large.record", *reports)


def test_every_page_is_answered_in_a_moment_however_many_reports_there_are(large: Path) -> None:
    with client_of(large) as browser:
        story = browser.get("/api").json()["stories"][0]
        view = browser.get(f"/api/story/{story['id']}").json()
        pages = [
            "/",
            "/?q=killed",
            f"/story/{story['id']}",
            f"/event/{view['events'][0]['id']}",
            f"/report?id={view['reports'][0]['id']}",
            "/actors",
            "/review",
            "/decisions",
        ]
        took: dict[str, float] = {}
        for page in pages:
            times = []
            for _ in range(5):
                start = time.perf_counter()
                assert browser.get(page).status_code == 200
                times.append(time.perf_counter() - start)
            took[page] = statistics.median(times)
    # Some 20 ms on an idle machine; a page that read the whole record would need its time many times over.
    assert {page: round(seconds, 2) for page, seconds in took.items() if seconds > 1.0} == {}
