"""A report that is added is linked with what lies near it alone, and the record is what a build of the whole makes it."""

import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from generate import ONSETS, generate
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from kept import fill
from sqlalchemy import select

import crossreport
from crossreport.growing import grow
from crossreport.linking.copies import find_copies
from crossreport.linking.link import link
from crossreport.linking.near import Around, Trace, members
from crossreport.linking.origins import outlet_keys
from crossreport.model.happened import Action, Party, Reading
from crossreport.model.report import Report, Span
from crossreport.model.said import Figure
from crossreport.pipeline import Summary, build, change, redact
from crossreport.reading.read import read
from crossreport.store import near, near_tables
from crossreport.store.check import log_faults, weighed_again
from crossreport.store.indexes import faults
from crossreport.store.writer import Writer

Pair = tuple[Report, Reading]
NAMES = ("Aren Vost", "Vost", "Mila Aren", "Council of Free Harbours", "CFH", "Central Fishing Hall", "Harbour Guard")
SLOW = settings(
    max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


def with_actors(pair: Pair, at: int) -> Pair:
    """The same reading with parties whose identity hangs on other reports, and an act of one towards the other."""
    report, reading = pair
    rng = random.Random(at)
    parties = []
    for name in rng.sample(NAMES, 2):
        is_person = "Vost" in name or "Mila" in name
        parties.append(
            Party(
                name, name.lower(), Span(0, 3), "person" if is_person else "organisation",
                country=rng.choice([None, "XA", "XB"]), role=rng.choice([None, "harbour master", "mayor"]),
            )
        )  # fmt: skip
    one, two = parties
    act = Action(Span(0, 3), "ASSAULT", actor=one, recipient=two, mention="m1")
    parties_, actions = (*reading.parties, *parties), (*reading.actions, act)
    return report, msgspec.structs.replace(reading, parties=parties_, actions=actions)


def pairs(count: int, seed: int = 5) -> list[Pair]:
    return [with_actors(pair, at) for at, pair in enumerate(generate(count, seed, a_day=6))]


def made(path: Path, *batches: Sequence[Pair]) -> Path:
    """The record in that file, built after each batch."""
    for batch in batches:
        fill(path, list(batch))
        build([], record=path)[0].close()
    return path


def written(path: Path) -> tuple[int, int]:
    """How many rows the last build added and ended."""
    with crossreport.open_record(path) as record:
        body = list(record.log())[-1].body
    return body["added"], body["ended"]


def kept_near(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What is kept of what lies near what, without the numbers that hang on the order of builds and what leads nowhere."""
    things, marks = near_tables.near_things, near_tables.near_marks
    marked = select(things.c.report, things.c.mention, marks.c.key, marks.c.day, marks.c.weight)
    bands = select(near_tables.near_bands).where(near_tables.near_bands.c.text.in_(select(near_tables.near_texts.c.text)))
    queries = {"marks": marked.join(marks, marks.c.thing == things.c.n), "bands": bands}
    whole = (
        near_tables.near_homes,
        near_tables.near_texts,
        near_tables.near_parties,
        near_tables.near_outlets,
        near_tables.near_developing,
    )
    queries |= {table.name: select(table) for table in whole}
    queries["state"] = select(near_tables.near_state).where(near_tables.near_state.c.key != "next")
    writer = Writer(path)
    with writer.at_once():
        found = {name: sorted(map(tuple, writer.connection.execute(query)), key=repr) for name, query in queries.items()}
    writer.close()
    return found


def is_as_whole(path: Path) -> bool:
    """Does a build of the whole record change nothing of it, and is all that it is looked up by as it must be?"""
    before = kept_near(path)
    writer = Writer(path)
    with writer.at_once():
        found = [*faults(writer.connection)]
        near.forget(writer.connection)
        writer.connection.exec_driver_sql("DELETE FROM meta WHERE key = 'made_of'")
    writer.close()
    build([], record=path)[0].close()
    assert kept_near(path) == before
    with crossreport.open_record(path, unsealed=True) as record:
        found += [str(fault) for fault in (*log_faults(record), *weighed_again(record))]
    return not found and written(path) == (0, 0)


def added(path: Path, *given: Pair, profile: str | None = None) -> Summary:
    """What a build says that puts these into the record."""
    fill(path, list(given))
    made, summary = build([], record=path, profile=profile)
    made.close()
    return summary


def in_parts(given: Sequence[Pair]) -> set[str]:
    """Everything that linking each neighbourhood alone gives."""
    reports, readings = ({one.id: one for one, _ in given}, {one.id: two for one, two in given})
    trace = Trace()
    link(list(reports.values()), list(readings.values()), trace=trace)
    around = Around(find_copies(list(reports.values())), reports, readings, outlet_keys(reports.values()))
    found: set[str] = set()
    for own in members(trace.homes(reports)).values():
        part = link([reports[one] for one in own], [readings[one] for one in own], around=around)
        values = (part.events, part.stories, part.claims, part.origins, part.rows, part.links, part.copies)
        found |= {repr(one) for every in values for one in every}
    return found


def test_neighbourhoods_linked_one_by_one_are_the_whole() -> None:
    given = pairs(90)
    whole = link([one for one, _ in given], [two for _, two in given])
    parts = in_parts(given)
    for values in (whole.events, whole.stories, whole.claims, whole.origins, whole.rows, whole.links, whole.copies):
        assert {repr(one) for one in values} <= parts


def test_a_report_that_comes_last_is_linked_with_what_lies_near_it(tmp_path: Path) -> None:
    given = pairs(60)
    path = made(tmp_path / "r", given[:59])
    summary = added(path, given[59])
    assert (summary.reports, summary.why_all) == (60, None)
    assert 0 < summary.linked < 30
    assert max(written(path)) < 400
    assert is_as_whole(path)


@SLOW
@given(seed=st.integers(0, 10_000))
def test_reports_added_in_any_order_and_batches_make_the_same_record(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng = random.Random(seed)
    given_ = pairs(40, seed)
    rng.shuffle(given_)
    cuts = sorted(rng.sample(range(22, 40), 3))
    batches = [given_[a:b] for a, b in zip([0, *cuts], [*cuts, 40], strict=True)]
    assert is_as_whole(made(tmp_path_factory.mktemp("any") / "r", *batches))


@SLOW
@given(seed=st.integers(0, 10_000))
def test_reports_that_are_withdrawn_and_come_back_or_are_written_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng = random.Random(seed)
    given_ = pairs(30, seed)
    path = made(tmp_path_factory.mktemp("gone") / "r", given_)
    gone = rng.sample([one.id for one, _ in given_[:25]], 2)
    for ident in gone:
        change(path, lambda writer, ident=ident: writer.withdraw(ident, "K. Osei", "it was a test"))  # type: ignore[misc]
    assert is_as_whole(path)
    change(path, lambda writer: writer.reinstate(gone[0], "K. Osei", "it was none"))
    report, reading = given_[26]
    later = msgspec.structs.replace(report, text=report.text + " More is known now.", published="2019-02-20")
    assert is_as_whole(made(path, [(later, reading)]))


def test_a_report_that_is_taken_out_for_good_leaves_nothing_of_what_lay_near_it(tmp_path: Path) -> None:
    given = pairs(30)
    path = made(tmp_path / "r", given)
    redact(path, given[12][0].id, "K. Osei", "asked for")
    assert given[12][0].id not in repr(kept_near(path))
    assert added(path, *pairs(31)[30:]).why_all is None
    assert is_as_whole(path)


def homes_of(path: Path) -> set[object]:
    return {row[1] for row in kept_near(path)["near_homes"]}


def told_in(ident: str, *words: str) -> Pair:
    """A report of these words alone, of which nothing else is read."""
    return Report(ident, " ".join(words), published="2019-01-03", outlet=f"The {ident} Post"), Reading(ident)


def test_what_a_report_ties_together_is_one_and_parts_again_when_it_is_withdrawn(tmp_path: Path) -> None:
    rng = random.Random(3)
    some, others = ([f"{rng.choice(ONSETS)}o{rng.choice(ONSETS)}u{n}k" for n in range(at, at + 30)] for at in (100, 200))
    path = made(tmp_path / "r", [*pairs(30), told_in("quay", *some), told_in("mole", *others)])
    apart = homes_of(path)
    mixed = [word for pair in zip(some, others, strict=True) for word in pair]  # in the order of neither: no copy
    assert added(path, told_in("pier", *mixed)).why_all is None
    assert len(homes_of(path)) == len(apart) - 1
    assert is_as_whole(path)
    change(path, lambda writer: writer.withdraw("pier", "K. Osei", "a test"))
    assert homes_of(path) == apart
    assert is_as_whole(path)


def test_all_reports_are_linked_where_their_neighbours_alone_cannot_tell_and_it_says_why(tmp_path: Path) -> None:
    given = pairs(36)
    path = made(tmp_path / "r", given[:30])
    assert "much came" in str(added(made(tmp_path / "few", given[:4]), *given[4:30]).why_all)
    assert "by the profile conservative" in str(added(path, given[30], profile="conservative").why_all)
    assert added(path, given[31]).why_all is None
    assert is_as_whole(path)
    report, reading = given[32]
    assert "gives no day" in str(added(path, (msgspec.structs.replace(report, published=None), reading)).why_all)
    assert "gives no day" in str(added(path, given[33]).why_all)
    assert is_as_whole(path)


def test_what_people_decided_links_all_reports_again(tmp_path: Path) -> None:
    given = pairs(30)
    path = made(tmp_path / "r", given[:28])
    with crossreport.open_record(path) as record:
        claim = record.claims(type="figure", limit=1).items[0].id
        record.decide(record.propose("reject", by="Ada Berg", why="a misprint", claim=claim))
    assert "decided" in str(added(path, given[28]).why_all)
    with crossreport.open_record(path) as record:
        assert [one.status for one in record.derived().claims if one.id == claim] == ["excluded"]


def test_a_text_told_earlier_than_the_one_that_was_first(tmp_path: Path) -> None:
    given = pairs(40)
    report, reading = given[30]
    copy = msgspec.structs.replace(report, id="a first telling", published="2019-01-01", outlet="Quay Wire")
    path = made(tmp_path / "r", given)
    assert added(path, (copy, msgspec.structs.replace(reading, report=copy.id))).why_all is None
    with crossreport.open_record(path) as record:
        assert (report.id, copy.id) in {(one.report, one.of) for one in record.derived().copies}
    assert is_as_whole(path)


def with_more_dead(pair: Pair, ident: str, published: str) -> Pair:
    """What another outlet tells later: three more have died."""
    report, reading = pair
    figures = tuple(
        msgspec.structs.replace(one, low=one.point + 3, high=one.point + 3, point=one.point + 3)
        if one.outcome == "killed" and one.scope == "incident" and one.point is not None
        else one
        for one in reading.figures
    )
    told = msgspec.structs.replace(report, id=ident, outlet=f"The {ident} Post", published=published)
    return told, msgspec.structs.replace(reading, report=ident, figures=figures)


def test_the_clock_of_newer_reports_touches_the_figures_that_settle_and_no_others(tmp_path: Path) -> None:
    first = [pair for pair in generate(200, 5, a_day=6) if (pair[0].published or "") < "2019-01-12"]
    days = [*["2019-01-11"] * 9, *["2019-01-12"] * 8]
    later = [with_more_dead(pair, f"s{at}", day) for at, (pair, day) in enumerate(zip(first[::4], days, strict=True))]
    path = made(tmp_path / "r", [*first, *later])
    [(_, updated)] = kept_near(path)["near_developing"]
    assert updated == "2019-01-11"

    def linked(day: str) -> int:
        return added(path, (Report(day, f"A quiet day, {day}.", published=day, outlet="The Mole"), Reading(day))).linked

    # Three days after its last update a figure develops no more, and what hangs on it is made anew once.
    assert linked("2019-01-13") == 1
    assert kept_near(path)["near_developing"]
    assert linked("2019-01-14") > 10
    assert not kept_near(path)["near_developing"]
    assert linked("2019-01-15") == 1
    assert is_as_whole(path)


def with_a_total(ident: str, number: int, published: str) -> Pair:
    """A report that states how many have died in an area since New Year, in words that no other has beside that."""
    words = (f"{random.Random(number).choice(ONSETS)}o{ident}u{n}k" for n in range(30))
    text = f"{' '.join(words)}. {number} people have been killed in Province 7 since 1 January."
    start = text.index(str(number))
    total = Figure(
        Span(start, start + len(f"{number} people")), "killed", "exact", scope="period", low=number, high=number,
        point=number, who="people", period_from="2018-01-01", period_to=published, area="Province 7", rule="passive",
    )  # fmt: skip
    return Report(ident, text, published=published, outlet=f"The {ident} Post"), Reading(ident, figures=(total,))


def test_a_total_is_set_against_one_that_comes_nearer_without_its_neighbours_being_linked_again(tmp_path: Path) -> None:
    totals = [with_a_total("quay", 400, "2018-02-20"), with_a_total("mole", 440, "2018-05-20")]
    path = made(tmp_path / "r", [*pairs(30), *totals])
    summary = added(path, with_a_total("pier", 410, "2018-08-20"))
    assert (summary.linked, summary.why_all) == (1, None)
    with crossreport.open_record(path) as record:
        report_of = {one.id: one.report for one in record.derived().claims}
        nearest = {
            report_of[one.claim]: [report_of[other] for other in one.difference.claims]
            for one in record.derived().tallies
            if one.difference and report_of[one.claim] in ("quay", "mole", "pier")
        }
    assert nearest == {"quay": ["pier"], "mole": ["pier"], "pier": ["quay"]}
    assert is_as_whole(path)
    change(path, lambda writer: writer.withdraw("pier", "K. Osei", "a test"))
    assert is_as_whole(path)


def test_reports_that_state_a_count_in_the_same_words_are_not_linked_again(tmp_path: Path) -> None:
    stated = "{} people have been rescued from the fens of Ostrand since 1 January, a count by the harbour watch says."

    def told(at: int, number: int) -> Pair:
        ident, own = f"r{at}", " ".join(f"{random.Random(at).choice(ONSETS)}o{at}u{n}k" for n in range(40))
        text = f"{own}.\n\n{stated.format(number)}"
        return Report(ident, text, published=f"2024-{2 * at + 1:02}-05", outlet=f"Paper {at}"), Reading(ident)

    path = made(tmp_path / "stated.record", [told(0, 40), told(1, 51), told(2, 67)])
    assert added(path, told(3, 73)).linked == 1
    assert is_as_whole(path)


def test_an_outlet_that_was_cited_before_it_came_is_the_source_of_what_it_was_cited_for(tmp_path: Path) -> None:
    def told(ident: str, outlet: str, published: str, text: str) -> Pair:
        one = Report(ident, text, outlet=outlet, published=published, language="en")
        return one, read(one)

    citing = told(
        "a", "Quay Post", "2024-05-04", "Four men were killed in Aleppo on 3 May 2024, the Marlow Gazette reported."
    )
    later = told("b", "Marlow Gazette", "2024-09-10", "Two men were shot dead near Kyiv on 9 September 2024, police said.")
    path = made(tmp_path / "cited.record", [citing])
    assert added(path, later).linked == 2
    assert is_as_whole(path)


def test_a_build_that_is_killed_while_it_keeps_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = pairs(30)
    path = made(tmp_path / "r", given[:29])
    with crossreport.open_record(path) as record:
        before = record.derived_digest()
    fill(path, given[29:])
    with monkeypatch.context() as patched:
        patched.setattr(grow, "renew", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            build([], record=path)
    with crossreport.open_record(path) as record:
        assert record.derived_digest() == before
    build([], record=path)[0].close()
    assert is_as_whole(path)
