"""Each door gives the same report for the same article; what a format says of it is taken, and nothing is made up."""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import articles
import pytest
from articles import ARTICLE, Article
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport import api
from crossreport.cli import main
from crossreport.errors import InputError, ReportError
from crossreport.ingest.given import Upload
from crossreport.ingest.items import Ignored, Ingested, Item, Noted, Refused
from crossreport.ingest.mapping import Mapping, load_mapping
from crossreport.ingest.published import Ambiguous, order_of, published
from crossreport.ingest.sources import ingest
from crossreport.model.report import Report


def items(*uploads: Upload, mapping: Mapping | None = None) -> list[Ingested]:
    return list(ingest(uploads, mapping))


def taken(found: list[Ingested]) -> list[Report]:
    return [one.report for one in found if isinstance(one, Item)]


def reasons(found: list[Ingested], kind: type[Refused | Ignored | Noted] = Refused) -> list[str]:
    return [one.reason for one in found if isinstance(one, kind)]


def only(content: bytes, name: str = "velmora-1.html") -> Report:
    found = items(Upload(name, content))
    assert reasons(found) == []
    [report] = taken(found)
    return report


def moment(report: Report) -> datetime:
    return datetime.fromisoformat(report.published or "")


# Words as news has them, with what formats must escape; paragraphs long enough to be told from a page's furniture.
WORDS = 'police killed three "Odle" said & <then> Élan café 7 people, hurt in market; naïve — “quoted” 50% of'
words = st.sampled_from(WORDS.split())
paragraph = st.lists(words, min_size=12, max_size=30).map(lambda found: f"The {' '.join(found)}.")
written = st.builds(
    Article,
    st.lists(paragraph, min_size=3, max_size=6, unique=True).map(tuple),
    st.lists(words, min_size=3, max_size=8).map(lambda found: f"Blast: {' '.join(found)}"),
    outlet=st.just("Ostrand Courier"),
    url=st.just("https://courier.example/a/1"),
    language=st.just("en"),
    published=st.datetimes(datetime(1995, 1, 1), datetime(2025, 1, 1))
    .map(lambda one: one.replace(microsecond=0, tzinfo=UTC))
    .map(datetime.isoformat),
)


@given(written)
@settings(max_examples=40, deadline=None)
def test_every_door_gives_the_same_report_for_the_same_article(article: Article) -> None:
    for upload in articles.every_format(article):
        report = only(upload.content, upload.name)
        assert report.text == article.text, upload.name
        assert (report.title, report.outlet, report.url) == (article.title, article.outlet, article.url), upload.name
        assert moment(report) == datetime.fromisoformat(article.published), upload.name
        assert (report.language, report.published_inferred) == ("en", False), upload.name


def test_the_id_is_the_formats_own_or_the_files_stem() -> None:
    ids = {(one.name, only(one.content, one.name).id) for one in articles.every_format(ARTICLE)}
    own = {"urn:newsml:courier.example:20240515:velmora-1", "tag:courier.example,2024:1", ARTICLE.url}
    assert {ident for _, ident in ids} == {"velmora-1"} | own


def test_files_of_one_stem_and_rows_without_ids_take_eight_digits_of_a_hash() -> None:
    found = taken(items(Upload("a.txt", b"One man died."), Upload("a.html", articles.html(ARTICLE))))
    assert len({one.id for one in found}) == 2
    assert all(one.id.startswith("a-") and len(one.id) == 10 for one in found)
    rows = b"outlet,text\nCourier,One man died.\nHerald,One man died.\n"
    first, second = taken(items(Upload("b.csv", rows)))
    assert first.id != second.id
    assert first.text == second.text


def test_standard_input_goes_through_the_same_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (articles.txt(ARTICLE), articles.html(ARTICLE), articles.jsonl(ARTICLE), articles.table(ARTICLE)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        [report] = taken(list(ingest("-")))
        assert (report.text, report.title, report.outlet) == (ARTICLE.text, ARTICLE.title, ARTICLE.outlet)


def test_content_decides_before_the_name_does() -> None:
    assert only(articles.html(ARTICLE), "velmora-1.txt").title == ARTICLE.title
    assert only(articles.jsonl(ARTICLE), "export.csv").title == ARTICLE.title
    assert only(articles.rss(ARTICLE), "page.html").title == ARTICLE.title
    assert only(articles.html(ARTICLE), "index.php").title == ARTICLE.title


# Web pages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1251", "shift_jis"])
def test_a_pages_encoding_is_told_by_its_mark_or_its_own_word(encoding: str) -> None:
    names = {"iso-8859-1": "café à la Élan", "windows-1251": "Велмора", "shift_jis": "ベルモラ"}
    article = ARTICLE._replace(title=f"Blast in {names.get(encoding, 'Vélmora')}")
    page = articles.html(article).decode().replace('charset="utf-8"', f'charset="{encoding}"')
    assert only(page.encode(encoding)).title == article.title


def test_a_date_that_the_page_does_not_state_is_inferred_or_left_out() -> None:
    page = articles.html(ARTICLE, date="")
    assert only(page).published is None
    dated = page.replace(b"courier.example/a/1", b"courier.example/2024/05/14/blast")
    assert (only(dated).published, only(dated).published_inferred) == ("2024-05-14", True)


def test_a_date_that_is_only_the_captures_is_inferred() -> None:
    page = articles.answer(articles.html(ARTICLE, date=""))
    report = only(articles.record("response", ARTICLE.url, page), "a.warc")
    assert (report.published, report.published_inferred) == ("2024-05-16T08:00:00Z", True)


def test_json_ld_goes_before_the_pages_other_words() -> None:
    linked = {"@graph": [{"@type": "WebPage", "datePublished": "2024-01-01"}, {
        "@type": ["NewsArticle"], "headline": "Blast kills three", "datePublished": "2024-05-14T08:00:00Z",
        "publisher": {"name": "Kestry Herald"}}]}  # fmt: skip
    page = articles.html(ARTICLE).replace(
        b"</head>", b'<script type="application/ld+json">' + json.dumps(linked).encode() + b"</script></head>"
    )
    page = page.replace(b'<meta property="og:site_name" content="Ostrand Courier">', b"")
    report = only(page)
    assert (report.title, report.published, report.outlet) == ("Blast kills three", "2024-05-14T08:00:00Z", "Kestry Herald")


def test_an_outlet_that_the_page_does_not_name_is_its_host() -> None:
    page = articles.html(ARTICLE).replace(b'<meta property="og:site_name" content="Ostrand Courier">', b"")
    assert only(page).outlet == "courier.example"


def test_a_page_without_an_article_is_refused() -> None:
    [reason] = reasons(items(Upload("a.html", b"<!doctype html><html><body><a href='/'>Home</a></body></html>")))
    assert "no article was found on the page" in reason


def test_the_parts_that_a_browser_saves_with_a_page_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "blast.html").write_bytes(articles.html(ARTICLE))
    (tmp_path / "blast_files").mkdir()
    (tmp_path / "blast_files" / "frame.html").write_bytes(articles.html(ARTICLE))
    found = list(ingest(tmp_path))
    assert [one.id for one in taken(found)] == ["blast"]
    assert reasons(found, Ignored) == ["the parts of a saved page beside it"]
    packed = articles.zipped(("x/blast.html", articles.html(ARTICLE)), ("x/blast_files/f.html", articles.html(ARTICLE)))
    assert reasons(items(Upload("a.zip", packed)), Ignored) == ["the parts of a saved page beside it"]


def test_the_capture_record_beside_a_page_gives_its_custody_and_must_fit_its_bytes(tmp_path: Path) -> None:
    import hashlib

    page = articles.html(ARTICLE, date="")
    facts = {"sha256": hashlib.sha256(page).hexdigest(), "at": "2024-05-16T08:00:00Z", "url": ARTICLE.url, "method": "fetch"}
    (tmp_path / "a.html").write_bytes(page)
    (tmp_path / "a.html.capture.json").write_text(json.dumps(facts))
    (tmp_path / "b.html.capture.json").write_text(json.dumps(facts))
    found = list(ingest(tmp_path))
    [item] = [one for one in found if isinstance(one, Item)]
    assert item.capture
    assert (item.capture.at, item.capture.url, item.report.published_inferred) == (facts["at"], ARTICLE.url, True)
    assert reasons(found, Ignored) == ["the capture record of a page that is not here"]
    packed = articles.zipped(("x/a.html", page), ("x/a.html.capture.json", json.dumps(facts).encode()))
    [item] = [one for one in items(Upload("a.zip", packed)) if isinstance(one, Item)]
    assert item.capture
    (tmp_path / "a.html").write_bytes(page + b" ")
    assert "it is not as it was captured" in reasons(list(ingest(tmp_path)))[0]


# Tables


def test_a_column_that_is_headed_paper_names_the_outlet() -> None:
    [report] = taken(items(Upload("t.csv", b"Headline,Date,Paper,Text\nBlast,2024-05-31,Courier,Three men died.\n")))
    assert report.outlet == "Courier"


def test_a_tables_columns_are_guessed_and_told() -> None:
    content = 'Überschrift;Datum;Quelle;Inhalt;Notiz\nBlast;31.05.2024;Courier;"Three men died.\nOne was old.";x\n'.encode(
        "cp1252"
    )
    found = items(Upload("t.csv", content))
    [report] = taken(found)
    assert (report.title, report.published, report.outlet) == ("Blast", "2024-05-31", "Courier")
    assert report.text == "Three men died.\nOne was old."
    [note] = reasons(found, Noted)
    assert "text = 'Inhalt'" in note
    assert "date_order = dmy; not used: 'Notiz'; delimiter ';', encoding cp1252" in note


def test_an_address_in_the_column_of_sources_is_its_host_and_no_outlet_of_its_own() -> None:
    rows = b"source,text\nhttps://www.courier.example/a/1,Two men died.\nOstrand Courier,One man died.\n"
    found = [(one.outlet, one.url) for one in taken(items(Upload("t.csv", rows)))]
    assert found == [("courier.example", "https://www.courier.example/a/1"), ("Ostrand Courier", None)]


def test_a_column_of_long_texts_is_the_text_whatever_it_is_called() -> None:
    rows = "Nr,Overskrift,Broedtekst\n1,Blast,{0}\n2,Fire,{0}\n".format("Three people died in the market. " * 10)
    assert len(taken(items(Upload("t.csv", rows.encode())))) == 2


def test_a_date_with_two_readings_stops_the_table_and_says_what_to_set() -> None:
    rows = b"date,text\n03/04/2024,Two men died.\n05/06/2024,One man died.\n"
    [reason] = reasons(items(Upload("t.csv", rows)))
    assert "'03/04/2024'" in reason
    assert "set `date_order: dmy` or `date_order: mdy`" in reason
    days = [one.published for one in taken(items(Upload("t.csv", rows), mapping=Mapping(date_order="mdy")))]
    assert days == ["2024-03-04", "2024-05-06"]
    both = rows + b"13/01/2024,x\n01/13/2024,y\n"
    assert "the day first in '13/01/2024' and the month first in '01/13/2024'" in reasons(items(Upload("t.csv", both)))[0]


def test_a_mapping_corrects_the_guess_and_fills_in_what_no_column_holds(tmp_path: Path) -> None:
    rows = b"summary,text,date,seen\nshort,n/a,x,2024-05-01\nTwo men died.,n/a,x,2024-05-02\n"
    path = tmp_path / "columns.yaml"
    path.write_text("columns: {text: summary, published: seen}\nvalues: {outlet: Ostrand Courier}\n")
    found = taken(items(Upload("t.csv", rows), mapping=load_mapping(path)))
    assert [(one.text, one.published, one.outlet) for one in found] == [
        ("short", "2024-05-01", "Ostrand Courier"),
        ("Two men died.", "2024-05-02", "Ostrand Courier"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("columns: [a]", "Expected `object`"),
        ("colums: {text: a}", "unknown field"),
        ("date_order: sometimes", "Invalid enum value"),
        ("a: [", "not valid YAML"),
        ("columns: {headline: a}", "Invalid enum value"),
        ("&a [*a]", "cannot be used"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "m.yaml").write_text(content)
    with pytest.raises(InputError, match=reason):
        load_mapping(tmp_path / "m.yaml")


def test_rows_that_do_not_fit_the_headings_are_refused_with_their_line() -> None:
    rows = b'id,text\na,"Two\nmen died."\nb\nc,"open\nd,x\n'
    found = items(Upload("t.csv", rows))
    assert [one.id for one in taken(found)] == ["a"]
    assert [one.line for one in found if isinstance(one, Refused)] == [4, 5]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a,b\n1,2\n", "no column is known to hold the text; the first line names 'a', 'b'"),
        (b"text,text\nx,y\n", "two columns have the heading 'text'"),
        (b"\n\n", "no headings"),
        (b"text,b\0c\nx,y\n", "binary"),
        (b"text," + b"x" * 300 + b"\na,b\n", "its first line has no headings"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_once(content: bytes, reason: str) -> None:
    [found] = reasons(items(Upload("t.csv", content)))
    assert reason in found


def test_a_table_without_headings_is_told_to_put_a_line_of_them() -> None:
    [found] = reasons(items(Upload("t.csv", b'1,Courier,"Two men died."\n')))
    assert "the first line names '1', 'Courier', 'Two men died.'" in found
    assert "If that is no line of headings, put one before it" in found


@pytest.mark.parametrize("mark", [";", "|"])
def test_the_line_by_which_excel_tells_the_separator_is_no_line_of_headings(mark: str) -> None:
    rows = f"sep={mark}\nid{mark}title{mark}text\na{mark}Blast, and fire{mark}Two men died.\n".encode()
    [item] = [one for one in items(Upload("t.csv", rows)) if isinstance(one, Item)]
    assert (item.report.id, item.report.title, item.report.text, item.line) == ("a", "Blast, and fire", "Two men died.", 3)


def test_json_with_other_fields_is_read_as_a_table_is() -> None:
    rows = [{"headline": "Blast", "body": "Two men died.", "date": "15 May 2024", "source": {"name": "Courier"}, "n": 1}]
    wrapped = {"status": "ok", "articles": rows}
    for content in (json.dumps(rows), json.dumps(rows, indent=1), json.dumps(wrapped), "\n".join(map(json.dumps, rows))):
        [report] = taken(items(Upload("a.json", content.encode())))
        assert report == Report("a", "Two men died.", "Blast", "Courier", None, "2024-05-15")


def test_an_array_of_the_interchange_formats_objects_keeps_all_their_fields() -> None:
    rows = [{"id": "a", "text": "Two men died.", "published": "2024-05-15", "published_inferred": True, "credit": ["Wire"]}]
    found = items(Upload("a.json", json.dumps([*rows, {"id": 5.5, "text": "x"}], indent=1).encode()))
    assert taken(found) == [Report("a", "Two men died.", published="2024-05-15", published_inferred=True, credit=("Wire",))]
    assert reasons(found) == ["id is a number; it must be a whole number or text"]


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-05-15", "2024-05-15"),
        ("2024-05-15 10:00", "2024-05-15T10:00"),
        ("2024-05-15T10:00:00.5Z", "2024-05-15T10:00:00.5Z"),
        ("20240515103000", "2024-05-15T10:30:00"),
        ("20240515", "2024-05-15"),
        ("Wed, 15 May 2024 10:00:00 GMT", "2024-05-15T10:00:00Z"),
        ("Wed, 15 May 2024 10:00:00 -0500", "2024-05-15T10:00:00-05:00"),
        ("May 15, 2024", "2024-05-15"),
        ("Sept. 3rd, 2024 at 4:05 p.m.", "2024-09-03T16:05:00"),
        ("Wednesday, 15 May 2024", "2024-05-15"),
        ("31/05/2024", "2024-05-31"),
        ("5/31/2024 9:30 PM", "2024-05-31T21:30:00"),
        ("2024/05/31", "2024-05-31"),
        ("05.05.2024", "2024-05-05"),
    ],
)
def test_dates_are_read_as_they_are_written(value: str, iso: str) -> None:
    assert published(value) == iso


NO_DATES = ["yesterday", "2024-02-30", "32 May 2024", "Mayhem 15, 2024", "1715767200", "15 mai 2024", "", "12/2024"]


@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date_is_none(value: str) -> None:
    with pytest.raises(ReportError, match="no date that can be read"):
        published(value)


def test_a_day_that_may_be_another_is_not_guessed() -> None:
    for value in ("03/04/2024", "3-4-2024", "03.04.2024", "15/05/24"):
        with pytest.raises(Ambiguous):
            published(value)
    assert published("15/05/24", "dmy") == "2024-05-15"
    assert order_of(["03/04/2024", "05/05/2024"]) == (None, "03/04/2024")


# Feeds, ninjs, web archives, text


def test_a_feeds_entry_without_content_is_its_summary_and_told_to_be_one() -> None:
    feed = (
        articles.rss(ARTICLE)
        .replace(b"content:encoded>", b"media:nothing>")
        .replace(b"short", b"Three &lt;b&gt;died&lt;/b&gt;.")
    )
    found = items(Upload("f.xml", feed))
    assert [one.text for one in taken(found)] == ["Three died."]
    assert "1 of 1 entries have only a summary" in reasons(found, Noted)[0]


def test_sections_of_one_outlet_do_not_pass_for_several() -> None:
    feeds = [articles.rss(ARTICLE._replace(outlet=f"Ostrand Courier - {name}")) for name in ("World", "Home")]
    assert {only(feed, "f.xml").outlet for feed in feeds} == {"courier.example"}


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_what_its_publisher_withdrew_withdraws_the_report(status: str) -> None:
    for fields in ({}, {"body_xhtml": "", "body_text": ""}):
        item = articles.ninjs(ARTICLE, pubstatus=status, **fields)
        [report] = taken(items(Upload("n.json", item)))
        assert (report.pubstatus, report.id) == (status, "urn:newsml:courier.example:20240515:velmora-1")


def test_a_ninjs_item_without_text_says_what_it_is() -> None:
    item = json.dumps({"uri": "urn:x:1", "versioncreated": "2024-05-15", "type": "picture", "body_text": ""})
    assert "its type is picture" in reasons(items(Upload("n.json", item.encode())))[0]


def test_a_web_archive_counts_what_is_no_page_and_keeps_how_each_page_was_captured() -> None:
    content = articles.warc(ARTICLE) + articles.record(
        "response", "https://courier.example/gone", articles.answer(b"<html>gone</html>", status="404 Not Found")
    )
    found = items(Upload("crawl.warc", content))
    [item] = [one for one in found if isinstance(one, Item)]
    assert item.capture
    assert (item.capture.method, item.capture.at, item.capture.status) == ("warc", "2024-05-16T08:00:00Z", 200)
    assert sorted(one.rsplit(": ", 1)[1] for one in reasons(found, Ignored)) == ["1", "1", "1"]


def test_a_web_archive_that_is_cut_off_gives_no_half_page() -> None:
    for content, cut in ((articles.warc_gz(ARTICLE), 40), (articles.warc(ARTICLE), 400)):
        found = items(Upload("c.warc.gz", content[:-cut]))
        assert taken(found) == []
        assert any("the web archive is damaged" in reason for reason in reasons(found))


def test_a_head_of_labelled_lines_is_taken_only_where_it_clearly_is_one() -> None:
    plain = "Two men died in Velmora.\n"
    for head in ("Title: A\n\n", "Date: 2024-05-15\nOutlet: B\n\n", "Title: A\nWeather: fine\n\n", "Title: A\nOutlet: B\n"):
        assert only((head + plain).encode(), "a.txt").text == head + plain
    report = only(f"---\ntitle: 'A'\ndate: 2024-05-15\n---\n\n{plain}".encode(), "a.md")
    assert (report.title, report.published, report.text) == ("A", "2024-05-15", plain)
    found = items(Upload("a.txt", f"Title: A\nDate: 03/04/2024\n\n{plain}".encode()))
    assert [(one.title, one.published) for one in taken(found)] == [("A", None)]
    assert "the date of its head was left out" in reasons(found, Noted)[0]


# The library and the command line


def test_pasted_text_is_a_report_with_what_is_known_of_it() -> None:
    report = api.pasted("Outlet: Courier\nTitle: A\n\nTwo men died.\r\n", title="Blast", published="15 May 2024", url=None)
    assert (report.title, report.outlet, report.published, report.text) == (
        "Blast",
        "Courier",
        "2024-05-15",
        "Two men died.",
    )
    assert report.id.startswith("pasted-")
    for bad in ({"text": " "}, {"text": "x", "published": "soon"}, {"text": "x", "colour": "red"}, {"text": "\ud800"}):
        with pytest.raises(ReportError):
            api.pasted(**bad)


def test_look_shows_what_a_build_would_take() -> None:
    found = list(
        api.look([Upload("a.txt", b"One man died."), Upload("a.txt", b"One man died."), Upload("b.pdf", b"%PDF-1.7")])
    )
    assert [type(one) for one in found] == [Item, Ignored, Refused]


def run(*arguments: Any, given: bytes | None = None) -> Any:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=given)


def test_doors_lists_the_formats_and_shows_what_would_be_taken(tmp_path: Path) -> None:
    assert all(f"{name} " in run("doors").output for name in ("html", "jsonl", "csv", "txt", "feed", "warc", "mhtml", "zip"))
    (tmp_path / "t.csv").write_bytes(b"headline,body\nBlast,Two men died.\n")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    found = run("doors", tmp_path)
    assert found.exit_code == 1
    assert "text = 'body'" in found.output
    assert "it is a PDF: save its text as .txt" in found.output
    assert "1 report would be taken, 0 passed over, 1 refused." in found.output
    assert run("doors", "-", given=b"Two men died.").exit_code == 0
    assert run("doors", tmp_path / "nowhere").exit_code == 2
    (tmp_path / "nothing").mkdir()
    nothing = run("doors", tmp_path / "nothing")
    assert "There was no report in what was given" in nothing.output
    assert nothing.exit_code == 2
    (tmp_path / "nothing" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 photo")
    passed = run("doors", tmp_path / "nothing")
    assert "0 reports would be taken, 1 passed over, 0 refused." in passed.output
    assert passed.exit_code == 2, "nothing could be done"
    assert run("doors", tmp_path, "--mapping", tmp_path / "no.yaml").exit_code == 2


def test_doors_says_that_one_text_came_twice_under_two_ids(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two men died\nin Velmora.\n")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "Two men died in Velmora."}\n')
    (tmp_path / "c.txt").write_text("Two men died in Ostrand.\n")
    found = " ".join(run("doors", tmp_path).output.split())
    assert found.count("note ") == 1
    assert "b has the same words as a; if it is one report, give it once" in found


def test_an_empty_folder_is_not_all_well_for_a_record_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two men died in Velmora.\n")
    (tmp_path / "nothing").mkdir()
    assert run("build", tmp_path / "a.txt", "--record", tmp_path / "my.record").exit_code == 0
    again = run("build", tmp_path / "nothing", "--record", tmp_path / "my.record")
    assert "There was no report in what was given" in again.output
    assert again.exit_code == 1


def test_objects_without_a_text_are_told_of_fields_not_of_headings() -> None:
    [found] = reasons(items(Upload("t.json", b'{"id": "a", "title": "Blast"}\n')))
    assert found.startswith("no field is known to hold the text; the objects have 'id', 'title'. Call it `text`")


def test_without_the_extra_a_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("trafilatura", "feedparser", "fastwarc.warc", "resiliparse.extract.html2text"):
        monkeypatch.setitem(sys.modules, name, None)
    found = items(*(one for one in articles.every_format(ARTICLE)))
    missing = [one for one in reasons(found) if "pip install 'crossreport[articles]'" in one]
    assert len(missing) == len(reasons(found)) == 9
    assert len(taken(found)) == 7


def test_a_build_keeps_how_a_report_was_captured_each_time(tmp_path: Path) -> None:
    path = tmp_path / "my.record"
    for hour in ("08", "08", "09"):
        content = articles.warc(ARTICLE).replace(b"T08:00:00Z", f"T{hour}:00:00Z".encode())
        api.build(Upload("crawl.warc", content), path).close()
    with api.open_record(path) as record:
        assert [one.at for one in record.captures("crawl")] == ["2024-05-16T08:00:00Z", "2024-05-16T09:00:00Z"]
        told = [value for name, value in record.show("crawl").fields if name == "captured"]
        assert len(told) == 2
        assert told[0].startswith("2024-05-16T08:00:00Z (warc), SHA-256 ")
    with api.open_record(path, unsealed=True) as record:
        assert record.check() == ()


def test_a_report_that_came_from_nowhere_in_particular_has_no_capture(tmp_path: Path) -> None:
    with api.build([Report("a", "Two men died."), Upload("b.txt", b"One man died.")]) as record:
        assert record.captures("a") == record.captures("b") == ()
        assert [name for name, _ in record.show("b").fields if name == "captured"] == []


def test_what_a_folder_tells_of_itself_is_no_report_unless_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Reports of the Velmora Post, May 2024.")
    (tmp_path / "mill.txt").write_text("Three people were killed at the mill.")
    found = list(ingest([tmp_path]))
    assert [one.report.id for one in found if isinstance(one, Item)] == ["mill"]
    assert [one.source for one in found if isinstance(one, Ignored)] == [str(tmp_path / "README.md")]
    assert [one.report.id for one in ingest([tmp_path / "README.md"]) if isinstance(one, Item)] == ["README"]
