"""Versions and withdrawals: what a report said before is superseded, not erased, and leads to what it says now."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from record_fixtures import simple_reader, told

import crossreport
from crossreport.api import Record
from crossreport.cli import main
from crossreport.errors import NotFound
from crossreport.ingest.versions import Known, compare
from crossreport.model.record import EarlierClaim
from crossreport.model.report import Report

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)

SEVEN, EIGHT = told("a", 7), told("a", 8, published="2024-05-16")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def built(path: Path, *reports: Report) -> Path:
    for report in reports:
        crossreport.build([report], record=path).close()
    return path


def earlier(record: Path) -> list[EarlierClaim]:
    with crossreport.open_record(record, unsealed=True) as opened:
        assert opened.check() == ()
        return list(opened.derived().earlier)


def dead(record: Record) -> list[int]:
    return sorted(event.figures["killed"].best or 0 for event in record.derived().events if "killed" in event.figures)


def test_a_claim_of_an_older_version_is_superseded_and_leads_to_the_one_in_its_place(tmp_path: Path) -> None:
    record = built(tmp_path / "a.record", SEVEN, EIGHT)
    figure = next(one for one in earlier(record) if one.claim.type == "figure")
    assert figure.claim.quote == "7 people were killed in Velmora"
    assert figure.claim.status == "superseded"
    assert figure.claim.reason == "the report's newer version of 2024-05-16 says “8 people were killed in Velmora”"
    assert (figure.change, figure.why) == ("update_up", "killed 7 → 8 (+1), by a newer version of the report")
    with crossreport.open_record(record) as opened:
        assert dead(opened) == [8]
        assert opened.claim(figure.replaced_by or "").figure is not None


def test_a_claim_that_the_new_version_does_not_make_is_superseded_too(tmp_path: Path) -> None:
    gone = told("a", text="Nobody knows more yet.", published="2024-05-16")
    found = earlier(built(tmp_path / "a.record", SEVEN, gone))
    assert [(one.claim.reason, one.replaced_by) for one in found if one.claim.type == "figure"] == [
        ("the report's newer version of 2024-05-16 does not say it", None)
    ]


def test_the_order_in_which_versions_come_changes_nothing(tmp_path: Path) -> None:
    six = told("a", 6, published="2024-05-14")
    orders = [(SEVEN, EIGHT, six), (EIGHT, SEVEN, six), (six, EIGHT, SEVEN)]
    found = [earlier(built(tmp_path / f"{n}.record", *order)) for n, order in enumerate(orders)]
    assert found[0] == found[1] == found[2]
    assert [one.claim.quote[0] for one in found[0] if one.claim.type == "figure"] == ["6", "7"]


def test_what_the_id_of_an_event_or_claim_named_before_is_still_found(tmp_path: Path) -> None:
    record = built(tmp_path / "a.record", SEVEN)
    with crossreport.open_record(record) as opened:
        event, claim = opened.derived().events[0].id, opened.derived().claims[0].id
    moved = told("a", text="In brief. " + EIGHT.text, published="2024-05-16")
    built(record, moved)
    with crossreport.open_record(record) as opened:
        now = opened.derived().events[0]
        assert now.id != event
        assert event in now.formerly
        assert opened.show(event).id == now.id
        shown = opened.show(claim)
        assert shown.kind.startswith("earlier claim")
        assert [passage.text for passage in shown.passages] == ["7 people were killed in Velmora"]
        words = "\n".join(value for _, value in opened.show("a").fields)
        assert "“7 people were killed in Velmora” (2024-05-15): the report's newer version of 2024-05-16 says" in words


def test_a_name_that_only_an_older_version_told_is_masked(tmp_path: Path) -> None:
    old = told("a", text="Police said 7 people were killed in Velmora. Teo Brask, accused of it, was held.")
    new = told("a", text="Teo Brask spoke. Police said 8 people were killed in Velmora.", published="2024-05-16")
    record = built(tmp_path / "a.record", old, new)
    with crossreport.open_record(record) as opened:
        assert opened.derived().earlier
        assert "Brask" not in str(opened.derived()) + str(opened.shown())
    run("export", record, "--to", tmp_path / "out")
    assert "Brask" not in "".join(path.read_text() for path in (tmp_path / "out").iterdir())


def test_exports_have_the_claims_of_before_with_their_version(tmp_path: Path) -> None:
    record = built(tmp_path / "a.record", SEVEN, EIGHT)
    assert run("export", record, "--to", tmp_path / "out").exit_code == 0
    claims = [json.loads(line) for line in (tmp_path / "out" / "claims.jsonl").read_text().splitlines()]
    old = [one for one in claims if one["status"] == "superseded"]
    assert {one["published"] for one in old} == {"2024-05-15"}
    relations = [json.loads(line) for line in (tmp_path / "out" / "relations.jsonl").read_text().splitlines()]
    assert [one["type"] for one in relations] == ["update_up"]


# --- withdrawn ------------------------------------------------------------------------------------------------------------


def test_a_withdrawn_report_counts_no_more_and_is_still_shown(tmp_path: Path) -> None:
    record = built(tmp_path / "a.record", SEVEN, told("b", 2, place="Kestry"))
    assert run("withdraw", record, "a", "--by", "Ada", "--why", "the outlet took it down").exit_code == 0
    found = earlier(record)
    assert {one.claim.status for one in found} == {"excluded"}
    assert {one.claim.reason for one in found} == {"withdrawn by Ada: the outlet took it down"}
    with crossreport.open_record(record) as opened:
        assert dead(opened) == [2]
        shown = opened.show("a")
        assert shown.kind == "report (withdrawn)"
        assert "7 people were killed in Velmora" in [passage.text for passage in shown.passages]
        with opened.as_of(2) as then:
            assert dead(then) == [7]
            assert then.show("a").kind == "report"
    assert "all is well" in run("audit", "verify", record).output


def test_a_withdrawal_can_be_taken_back_and_both_are_logged(tmp_path: Path) -> None:
    record = built(tmp_path / "a.record", SEVEN)
    run("withdraw", record, "a", "--by", "Ada", "--why", "by mistake")
    assert run("withdraw", record, "a", "--undo", "--by", "Bo", "--why", "it stands").exit_code == 0
    with crossreport.open_record(record, unsealed=True) as opened:
        assert dead(opened) == [7]
        assert [(one.who, one.step) for one in opened.log()][2:] == [
            ("Ada", "withdraw"), ("machine", "make"), ("Bo", "reinstate"), ("machine", "make"),
        ]  # fmt: skip
        assert opened.check() == ()


@pytest.mark.parametrize("pubstatus", ["withheld", "canceled"])
def test_an_outlet_withdraws_its_report_by_its_pubstatus_in_whatever_order_it_comes(tmp_path: Path, pubstatus: str) -> None:
    lines = tmp_path / "reports.jsonl"
    lines.write_text(json.dumps({"id": "a", "text": "", "pubstatus": pubstatus, "outlet": "The Post"}) + "\n")
    for n in range(2):
        record = tmp_path / f"{n}.record"
        for inputs in ([SEVEN], lines)[:: 1 - 2 * n]:
            crossreport.build(inputs, record=record).close()
        with crossreport.open_record(record) as opened:
            assert dead(opened) == []
            assert opened.withdrawn() == {"a": f"withdrawn by The Post: pubstatus {pubstatus}"}
        assert {one.claim.status for one in earlier(record)} == {"excluded"}


def test_a_canceled_item_of_ninjs_withdraws_the_report(tmp_path: Path) -> None:
    uri = "https://example.org/a"
    item = {"uri": uri, "versioncreated": "2024-05-15T08:00:00Z", "source": "The Post", "body_text": SEVEN.text}
    for name, value in (("1.json", item), ("2.json", {"uri": uri, "pubstatus": "cancelled", "source": "The Post"})):
        (tmp_path / name).write_text(json.dumps(value))
        crossreport.build([tmp_path / name], record=tmp_path / "a.record").close()
    with crossreport.open_record(tmp_path / "a.record") as opened:
        assert opened.withdrawn() == {uri: "withdrawn by The Post: pubstatus canceled"}
        assert dead(opened) == []


def test_a_later_usable_version_counts_again(tmp_path: Path) -> None:
    gone = Report("a", "", outlet="The Post", published="2024-05-16", pubstatus="canceled")
    again = told("a", 7, published="2024-05-17")
    record = built(tmp_path / "a.record", SEVEN, gone, again)
    with crossreport.open_record(record) as opened:
        assert dead(opened) == [7]
        assert opened.withdrawn() == {}


@pytest.mark.parametrize(("arguments", "told"), [
    (["nobody", "--by", "Ada", "--why", "x"], "no report 'nobody'"),
    (["a", "--by", " ", "--why", "x"], "must say something"),
    (["a", "--by", "Ada", "--why", "\n"], "must say something"),
    (["a", "--by", "Ada"], "--why"),
    (["a", "--undo", "--by", "Ada", "--why", "x"], "is not withdrawn"),
])  # fmt: skip
def test_what_cannot_be_withdrawn_is_told_and_nothing_changes(tmp_path: Path, arguments: list[str], told: str) -> None:
    record = built(tmp_path / "a.record", SEVEN)
    before = record.read_bytes()
    found = run("withdraw", record, *arguments)
    assert found.exit_code == 2
    assert told in found.output
    assert record.read_bytes() == before


def test_withdrawing_from_a_record_that_is_not_there_makes_none(tmp_path: Path) -> None:
    assert run("withdraw", tmp_path / "no.record", "a", "--by", "Ada", "--why", "x").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_check_finds_what_was_changed_in_earlier_claims(tmp_path: Path) -> None:
    record = built(tmp_path / "a.record", SEVEN, EIGHT)
    with sqlite3.connect(record) as raw:
        raw.execute("UPDATE earlier SET body = replace(body, '7 people', '9 people')")
    raw.close()
    assert "its quote is not what that version of report a has there" in run("check", record).output


KNOWN = st.builds(Known, st.sampled_from("ab"), st.sampled_from([None, "2024-05-15", "2024-05-16"]), st.booleans())


@given(KNOWN, KNOWN)
def test_of_two_versions_the_same_one_stands_whichever_comes_first(a: Known, b: Known) -> None:
    one, other = compare(a, b).kind, compare(b, a).kind
    assert (one, other) in {("same", "same"), ("clash", "clash"), ("newer", "older"), ("older", "newer")}


TEXTS = st.lists(st.sampled_from(["7 men were killed in Arl", "8 men were killed in Arl", "2 people were killed in Bel",
                                  "quiet", "Ada Brun, accused of it"]), min_size=1, max_size=4)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.lists(TEXTS, min_size=1, max_size=3, unique_by=tuple))
def test_whatever_versions_there_were_the_record_is_whole(versions: list[list[str]]) -> None:
    reports = [told("a", text=". ".join(text) + ".", published=f"2024-05-{10 + n}") for n, text in enumerate(versions)]
    with crossreport.build(reports, unsealed=True) as opened:
        assert opened.check() == ()
        said = {claim.id for claim in opened.derived().claims} | {one.claim.id for one in opened.derived().earlier}
        for report in reports:
            with crossreport.build([report]) as alone:
                assert {claim.id for claim in alone.derived().claims} <= said


def test_a_report_that_never_was_is_not_found(tmp_path: Path) -> None:
    with crossreport.open_record(built(tmp_path / "a.record", SEVEN)) as opened, pytest.raises(NotFound):
        opened.show("nobody")
