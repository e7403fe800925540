"""Pages for publication, HTML and Markdown: every number leads to its words; nothing runs, loads or breaks out."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from exported_story import EVENTS, RAW, REPORTS, SCRIPT, source
from hypothesis import given, settings
from hypothesis import strategies as st

import crossreport
from crossreport.errors import InputError, NotFound
from crossreport.export import html_page, markdown
from crossreport.export.page import link, page
from crossreport.export.source import Scope, Source
from crossreport.model.report import Report

STORY, EVENT = Scope(story="S-1"), Scope(event="E-1")
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "p", "div", "table",
    "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "a", "q", "bdi", "br", "span", "strong",
}  # fmt: skip
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Reads a page: its tags in balance, its ids and links, its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.text += " "
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def html(given_: Source, scope: Scope = STORY) -> str:
    return b"".join(html_page.files(given_, scope)["report.html"]).decode()


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def md(given_: Source, scope: Scope = STORY) -> str:
    return b"".join(markdown.files(given_, scope)["report.md"]).decode()


@pytest.mark.parametrize("scope", [STORY, EVENT], ids=["story", "event"])
def test_a_page_runs_nothing_and_loads_nothing(scope: Scope) -> None:
    text = html(source(), scope)
    found = read(text)
    assert found.tags <= ALLOWED
    assert not {name for name in found.attributes if name.startswith("on")} | found.attributes & {"src", "srcset", "style"}
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|javascript:", text.split("</style>")[0])
    assert all(one.startswith(("#", "https://")) for one in found.links)


@pytest.mark.parametrize("scope", [STORY, EVENT], ids=["story", "event"])
def test_every_number_in_brackets_leads_to_words_on_the_page(scope: Scope) -> None:
    found = read(html(source(), scope))
    assert len(found.ids) == len(set(found.ids))
    inside = [one.removeprefix("#") for one in found.links if one.startswith("#")]
    assert inside
    assert set(inside) <= set(found.ids)
    made = page(source(), scope)
    cited = {n for _, numbers in made.numbers for one in numbers for n in one.evidence}
    assert cited
    assert cited <= {one.number for one in made.evidence}
    assert all(one.evidence for _, numbers in made.numbers for one in numbers)


def test_the_page_tells_low_best_high_their_words_the_levels_and_the_method() -> None:
    told = " ".join(read(html(source())).text.split())
    assert "At least 12 people were killed" in told
    assert "agreement: compatible corroboration: corroborated responsibility: denied review: machine, unreviewed" in told
    assert "a doctor (via Northern Wire): stated" in told
    for words in ("Sources", "Method", "GeoNames", "recent_majority", "masked as •••", "no confidence interval"):
        assert words in told


def test_the_page_of_an_event_tells_its_parts_who_acted_and_what_is_denied() -> None:
    text = md(source(), EVENT)
    assert "of them: civilian, child | 3 | 3 | 3 |" in text
    assert "- Ostrand army: did it" in text
    assert "- •••: is accused of it" in text
    assert "## Denied, not confirmed\n\n- The army denied it" in text


def test_an_event_is_found_by_an_id_that_it_formerly_had() -> None:
    assert page(source(), Scope(event="E-9")).ident == "E-1"


def test_hostile_words_stay_words_in_html() -> None:
    text = html(source())
    assert SCRIPT not in text
    assert "&lt;script&gt;" in text
    assert 'href="javascript:' not in text
    assert 'rel="noopener noreferrer nofollow"' in html(source(unsealed=True))


def test_hostile_words_stay_words_in_markdown() -> None:
    text = md(source())
    assert "<script>" not in text
    assert "\\[press\\]" in text
    assert "javascript:alert(2)" in text  # as words: the brackets before it are no link's
    assert not re.search(r"(?<!\\)\]\((?!#e\d+\)|<https?://)", text)
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("| When"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 8


@pytest.mark.parametrize(("url", "expected"), [
    ("https://wire.example/a?b=1", True), ("HTTP://wire.example", True), ("javascript:alert(1)", False),
    ("data:text/html,x", False), ("//wire.example/a", False), ("https://", False), ("file:///etc/passwd", False),
    ("java\nscript:alert(1)", False), ("https://wire.example/\u202e", False), ("", False), ("http://[", False),
])  # fmt: skip
def test_only_web_addresses_are_links(url: str, expected: bool) -> None:
    assert (link(url) is not None) is expected


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60), st.text(max_size=30))
def test_no_title_outlet_or_address_breaks_out_of_the_page(title: str, outlet: str) -> None:
    hostile = Report(
        "wire-1", REPORTS[0].text, title=f"{title}<img src=x onerror=1>", outlet=outlet, url=f"https://x/{title}"
    )
    event = msgspec.structs.replace(EVENTS[0], title=title)
    derived = msgspec.structs.replace(RAW, events=(event, *EVENTS[1:]))
    given_ = source(derived=derived, reports=(hostile, *REPORTS[1:]))
    for scope in (STORY, EVENT):
        assert read(html(given_, scope)).tags <= ALLOWED
        assert not re.search(r"(?<!\\)<img", md(given_, scope))


def test_signs_that_turn_the_direction_of_what_follows_are_shown_as_unknown() -> None:
    event = msgspec.structs.replace(EVENTS[0], title="abc\u202edef\x1b[2J")
    given_ = source(derived=msgspec.structs.replace(RAW, events=(event,)))
    for text in (html(given_, EVENT), md(given_, EVENT)):
        assert "\u202e" not in text
        assert "\x1b" not in text


def test_what_is_not_there_is_told() -> None:
    for scope in (Scope(story="S-99"), Scope(event="E-99")):
        with pytest.raises(NotFound, match="99"):
            page(source(), scope)
    with pytest.raises(InputError, match="not both"):
        Scope(story="S-1", event="E-1")


def test_a_reviewed_event_says_so_and_a_story_only_when_all_its_events_are() -> None:
    def reviewed(*events: Any) -> Source:
        return source(derived=msgspec.structs.replace(RAW, events=events))

    first, *others = (msgspec.structs.replace(one, review="second_reviewed") for one in EVENTS)
    assert page(reviewed(first), EVENT).review == "second reviewed"
    assert page(reviewed(first, *EVENTS[1:]), STORY).review == "machine, unreviewed"
    assert page(reviewed(first, *others), STORY).review == "second reviewed"


def test_the_same_record_gives_the_same_bytes() -> None:
    assert html(source()) == html(source())
    assert md(source()) == md(source())


def test_copies_that_say_it_in_the_same_words_stand_once_and_as_copies(tmp_path: Path) -> None:
    text = "Gunmen shot dead four people in Orlen on Friday. The Orlen Front denied responsibility for the attack."
    given_ = [Report(one, text, None, f"{one.title()} Post", None, "2024-05-04") for one in ("east", "west")]
    record = crossreport.build(given_, record=tmp_path / "my.record")
    [event] = record.events().items
    text = md(Source.of(record), Scope(event=event.id))
    assert "2 reports · 1 report is a copy" in text
    assert re.search(r"\n- The Orlen Front: denies it \(East Post, West Post, 1 of them a copy\)", text)
    assert not re.search(r"\n- The Orlen Front \(", text), "a name alone says nothing"
