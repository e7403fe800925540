"""The profiles: each is complete, says which rule it follows, and the default is one of them."""

from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from crossreport.errors import SetupError
from crossreport.profiles.load import DEFAULT, load_profile, profile_names, vague_table
from crossreport.vocabulary.load import vocabulary

NAMES = ("conservative", "exact_only", "official_latest", "range_only", "recent_majority", "reliable_first")


def test_the_profiles_that_there_are() -> None:
    assert profile_names() == NAMES
    assert DEFAULT in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_names_its_rule_and_a_table_that_exists(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.cites
    assert vague_table(profile.vague)["couple"] == (2, 2, 2)


@pytest.mark.parametrize("name", NAMES)
def test_kinds_of_speakers_are_those_that_reading_tells_apart(name: str) -> None:
    known = {kind["kind"] for kind in vocabulary("speakers")["kinds"]} | {"own", "person"}
    assert set(load_profile(name).speakers) <= known


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "theirs"}, "its name is 'theirs', and must be that of the file"),
        ({"best": "highest"}, "Invalid enum value 'highest'"),
        ({"vague": "guess"}, "There is no table 'guess' of vague numbers"),
        ({"vague_options": ["dozen"]}, "There is no option 'dozen'"),
    ],
)
def test_a_file_that_names_what_there_is_not_is_refused_with_the_reason(
    change: dict[str, object], reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("conservative", "vague"):
        rows = yaml.safe_load((files("crossreport.profiles") / f"{name}.yaml").read_text(encoding="utf-8"))
        if name != "vague":
            name, rows = "mine", {**rows, "name": "mine", **change}
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(rows), encoding="utf-8")
    monkeypatch.setattr("crossreport.profiles.load.files", lambda _: tmp_path)
    load_profile.cache_clear()
    vague_table.cache_clear()
    with pytest.raises(SetupError, match=r"The profile mine\.yaml is malformed: ") as found:
        load_profile("mine")
    assert reason in str(found.value)


def test_an_unknown_profile_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(SetupError, match="conservative"):
        load_profile("strictest")


def test_tables_of_vague_words_have_the_same_words_and_ordered_values() -> None:
    tables = [vague_table(name) for name in ("interval", "acled", "exact", "gtd", "ccc")]
    assert len({frozenset(table) for table in tables}) == 1
    for table in tables:
        for values in table.values():
            given = [n for n in values or () if n is not None]
            assert given == sorted(given)


def test_gtds_table_leaves_vague_words_without_a_number() -> None:
    """A couple and about a dozen state one."""
    assert {word for word, values in vague_table("gtd").items() if values is not None} == {"couple", "about_a_dozen"}


def test_cccs_table_takes_hundreds_for_200_and_thousands_for_2000() -> None:
    table = vague_table("ccc")
    assert (table["hundreds"], table["thousands"], table["dozens"]) == ((200, 200, 999), (2000, 2000, 9999), None)


def test_dozens_literal_and_scores_literal_take_two_of_each_as_the_floor() -> None:
    literal = vague_table("interval", ("dozens_literal", "scores_literal"))
    assert (literal["dozens"], literal["scores"]) == ((24, 24, 99), (40, 40, 199))
    plain = vague_table("interval")
    assert {word for word in plain if plain[word] != literal[word]} == {"dozens", "scores"}


def test_an_option_gives_no_number_where_the_table_gives_none() -> None:
    assert vague_table("gtd", ("dozens_literal",)) == vague_table("gtd")


def test_an_unknown_table_or_option_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(SetupError, match="interval"):
        vague_table("guess")
    with pytest.raises(SetupError, match="dozens_literal"):
        vague_table("interval", ("guess",))


def test_contested_areas_are_named_choices_with_reasons() -> None:
    for area in vocabulary("areas")["areas"].values():
        assert area["names"]
        for choice in area["contested"].values():
            assert isinstance(choice["counted"], bool)
            assert choice["reason"]
