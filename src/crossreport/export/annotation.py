"""The evidence as W3C Web Annotations (JSON-LD): each claim tied to its words by their quote and by their position.

Positions are code points of the report's text, or of its title, exactly as it was given, whose SHA-256 hash stands beside
them; the end is exclusive. The quote selector must have the words of the text to find them, so where a name in them is
masked there is none, and the masked words stand in the body alone.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from crossreport.export import jsonl
from crossreport.export.fields import some
from crossreport.export.levels import UNREVIEWED, agreement_on, review
from crossreport.export.source import Scope, Source
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim
from crossreport.store.names import MASK
from crossreport.store.protection import Shown

NAME = "evidence.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after the words, which tell equal words apart
FIELDS = {
    "id": "the claim, as a fragment of this document: `#claim-ID`",
    "type": "always `Annotation`",
    "motivation": "always `identifying`: the words are where the value was read",
    "creator": "the program that read it, as a fragment of this document",
    "body": "two texts: what was read, in a line for people (`text/plain`), and the claim with all its fields and the levels"
    " of its events as JSON (`application/json`), as in claims.jsonl",
    "target": "one a span: `source` (the report's text or title, with its address, hash, language and title), `state` (the"
    " day of publication) and `selector`",
    "selector": "a TextQuoteSelector (`exact`, `prefix`, `suffix`; absent where a name in the words is masked) and a"
    " TextPositionSelector (`start`, `end`)",
}
DOCS = {NAME: FIELDS}


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}."""
    return {NAME: _pieces(source)}


def _pieces(source: Source) -> Iterator[bytes]:
    creator = some(
        id="#crossreport", type="Software", name=f"Crossreport {source.made_with.get('code', '')}".strip(),
        **{"schema:description": f"{UNREVIEWED}; rules {source.made_with.get('rules', '')}"},
    )  # fmt: skip
    head = {"@context": CONTEXT, "id": "#page", "type": "AnnotationPage", "creator": creator}
    yield msgspec.json.encode(head)[:-1] + b',"items":['
    start = b"\n"
    for annotation in annotations(source):
        yield start + msgspec.json.encode(annotation)
        start = b",\n"
    yield b"\n]}\n"


def annotations(source: Source) -> Iterator[dict[str, Any]]:
    """An annotation a claim, in the order of reports."""
    own: dict[str, list[Claim]] = defaultdict(list)
    for claim in source.derived.claims:
        own[claim.report].append(claim)
    for report, shown in source.texts():
        targets = _Targets(report, shown)
        for claim in own.get(report.id, ()):
            yield {
                "id": f"#claim-{quote(claim.id, safe='')}",
                "type": "Annotation",
                "motivation": "identifying",
                "creator": "#crossreport",
                "body": _bodies(claim, source),
                "target": [targets.of(span) for span in claim.spans],
            }


def _bodies(claim: Claim, source: Source) -> list[dict[str, Any]]:
    events = [source.events[one] for one in claim.events if one in source.events]
    levels = [
        some(
            event=one.id,
            corroboration=one.corroboration,
            responsibility=one.responsibility,
            agreement=agreement_on(claim, one),
            review=review(one.review),
        )
        for one in events
    ]
    whole = {**jsonl.claim(claim), "levels": levels, "review": review(events[0].review if events else "machine")}
    return [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": "en",
            "value": described(claim),
        },
        {
            "type": "TextualBody",
            "purpose": "classifying",
            "format": "application/json",
            "value": msgspec.json.encode(whole).decode(),
        },
    ]


def described(claim: Claim) -> str:
    """What was read, in a line: '“3 men were killed”: figure, killed, exactly 3; the police, stated, +'."""
    parts: list[str] = [claim.type]
    if claim.figure:
        low, high = ("open" if end is None else str(end) for end in (claim.figure.low, claim.figure.high))
        parts.append(f"{claim.figure.outcome} {claim.figure.form} {low if low == high else f'{low} to {high}'}")
    if claim.attribution:
        said = claim.attribution
        parts.append(f"{said.source or 'the report'}: {said.stance} {said.polarity}")
    parts.append(claim.status + (f" ({claim.reason})" if claim.reason else ""))
    return f"“{claim.quote}”: {'; '.join(parts)}"


class _Targets:
    """Points at the words of one report."""

    def __init__(self, report: Report, shown: Shown) -> None:
        self._report, self._shown = report, shown
        self._masked = shown.reports[0]
        self._known: dict[bool, dict[str, Any]] = {}

    def of(self, span: Span) -> dict[str, Any]:
        """The target of one span."""
        position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        quoted = self._quoted(span)
        day = self._report.published
        return {
            "type": "SpecificResource",
            "source": self._source(span.title),
            **({"state": {"type": "TimeState", "sourceDate": day}} if day else {}),
            "selector": [quoted, position] if quoted else [position],
        }

    def _source(self, title: bool) -> dict[str, Any]:
        if title not in self._known:
            text = (self._report.title or "") if title else self._report.text
            part = "title" if title else "text"
            url = self._masked.url
            whole = url if url and url == self._report.url else None
            self._known[title] = some(
                id=f"#{part}-{quote(self._report.id, safe='')}",
                type="Text",
                format="text/plain",
                language=self._report.language,
                **{
                    "schema:name": self._masked.title,
                    "schema:publisher": self._report.outlet,
                    "schema:url": whole,
                    "schema:sha256": hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest(),
                },
            )
        return self._known[title]

    def _quoted(self, span: Span) -> dict[str, Any] | None:
        """The words with what stands around them; None where a name in them is masked."""
        moved = self._shown.moved(span, self._report.id)
        exact = moved.words(self._masked)
        if exact != span.words(self._report):
            return None
        text = (self._masked.title or "") if span.title else self._masked.text
        # Up to the first sign of a mask, which may itself be cut by the distance.
        before, after = text[max(0, moved.start - AROUND) : moved.start], text[moved.end : moved.end + AROUND]
        return {
            "type": "TextQuoteSelector",
            "exact": exact,
            "prefix": before.rpartition(MASK[0])[2],
            "suffix": after.partition(MASK[0])[0],
        }
