"""One article as every format writes it, so that tests can ask whether all doors give the same report."""

import csv
import gzip
import io
import json
import zipfile
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import NamedTuple

from crossreport.ingest.given import Upload


class Article(NamedTuple):
    """What an outlet published; paragraphs are separated by blank lines."""

    paragraphs: tuple[str, ...]
    title: str
    outlet: str = "Ostrand Courier"
    url: str = "https://courier.example/a/1"
    published: str = "2024-05-15T10:00:00+02:00"
    language: str = "en"

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


ARTICLE = Article(
    (
        "A bomb killed three people in a market in Velmora on Tuesday, police said.",
        "The police chief, Maren Odle, said that seven others were hurt. Nobody has claimed responsibility.",
        "Two hospitals took in the wounded, and one of them asked for blood on Wednesday morning.",
    ),
    "Three killed in Velmora market blast",
)


def body(article: Article) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in article.paragraphs)


def html(article: Article, date: str | None = None) -> bytes:
    stated = article.published if date is None else date
    head = f'<meta property="article:published_time" content="{escape(stated)}">' if stated else ""
    return (
        f'<!DOCTYPE html><html lang="{article.language}"><head><meta charset="utf-8">'
        f"<title>{escape(article.title)} - {escape(article.outlet)}</title>"
        f'<meta property="og:title" content="{escape(article.title)}">'
        f'<meta property="og:site_name" content="{escape(article.outlet)}">{head}'
        f'<link rel="canonical" href="{escape(article.url)}"></head>'
        '<body><nav><a href="/">Home</a> <a href="/w">World</a></nav>'
        f"<main><h1>{escape(article.title)}</h1><article>{body(article)}</article></main>"
        "<footer>All rights reserved. <a href='/about'>About us</a></footer></body></html>"
    ).encode()


def txt(article: Article) -> bytes:
    head = f"Title: {article.title}\nDate: {article.published}\nOutlet: {article.outlet}\nURL: {article.url}\n"
    return f"{head}Language: {article.language}\n\n{article.text}".encode()


def row(article: Article) -> dict[str, str]:
    named = article._asdict() | {"text": article.text}
    del named["paragraphs"]
    return named


def jsonl(article: Article) -> bytes:
    return json.dumps({"id": "velmora-1", **row(article)}).encode() + b"\n"


def table(article: Article, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    names = {
        "Headline": "title",
        "Newspaper": "outlet",
        "Link": "url",
        "Date": "published",
        "Lang": "language",
        "Body": "text",
    }
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(names)
    writer.writerow([row(article)[field] for field in names.values()])
    return out.getvalue().encode(encoding)


def rss(article: Article) -> bytes:
    day = format_datetime(datetime.fromisoformat(article.published))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{escape(article.outlet)}</title><language>{article.language}</language><item>"
        f"<title>{escape(article.title)}</title><link>{escape(article.url)}</link><pubDate>{day}</pubDate>"
        f"<description>short</description><content:encoded>{escape(body(article))}</content:encoded></item></channel></rss>"
    ).encode()


def atom(article: Article) -> bytes:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{article.language}"><title>{escape(article.outlet)}</title>'
        f"<entry><id>tag:courier.example,2024:1</id><title>{escape(article.title)}</title>"
        f'<link href="{escape(article.url)}"/><published>{article.published}</published>'
        f'<content type="html">{escape(body(article))}</content></entry></feed>'
    ).encode()


def ninjs(article: Article, **fields: object) -> bytes:
    item = {
        "uri": "urn:newsml:courier.example:20240515:velmora-1",
        "type": "text",
        "versioncreated": article.published,
        "headline": article.title,
        "body_text": " ".join(article.paragraphs),
        "body_xhtml": body(article),
        "language": article.language,
        "copyrightholder": article.outlet,
        "url": article.url,
        "usageterms": "not for use",
    }
    return json.dumps({**item, **fields}, indent=1).encode()


def ninjs3(article: Article) -> bytes:
    item = {
        "standard": {"name": "ninjs", "version": "3.0"},
        "uri": "urn:newsml:courier.example:20240515:velmora-1",
        "type": "text",
        "versionCreated": article.published,
        "pubStatus": "usable",
        "headlines": [{"role": "alternative", "value": "Blast"}, {"role": "main", "value": article.title}],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "value": " ".join(article.paragraphs)},
            {"role": "richtext", "contentType": "application/xhtml+xml", "value": body(article)},
        ],
        "language": article.language,
        "infoSources": [{"name": article.outlet}],
        "link": article.url,
    }
    return json.dumps(item).encode()


def record(kind: str, uri: str, payload: bytes, form: str = "application/http; msgtype=response", extra: str = "") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-05-16T08:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: {form}\r\nContent-Length: {len(payload)}\r\n{extra}\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def answer(content: bytes, form: str = "text/html; charset=utf-8", status: str = "200 OK", extra: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {form}\r\n{extra}\r\n".encode() + content


def warc(article: Article) -> bytes:
    return (
        record("warcinfo", "", b"software: test", "application/warc-fields")
        + record("response", article.url, answer(html(article)))
        + record("response", article.url + ".png", answer(b"xx", "image/png"))
    )


def warc_gz(article: Article) -> bytes:
    packed = answer(gzip.compress(html(article)), extra="Content-Encoding: gzip\r\n")
    return gzip.compress(record("warcinfo", "", b"", "application/warc-fields")) + gzip.compress(
        record("response", article.url, packed)
    )


def mhtml(article: Article) -> bytes:
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: " + article.url.encode() + b"\r\n"
        b"Date: Thu, 16 May 2024 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="BB"\r\n\r\n--BB\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + html(article) + b"\r\n--BB--\r\n"
    )


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def every_format(article: Article) -> list[Upload]:
    """The article in each format, a file each, all of the stem velmora-1."""
    return [
        Upload("velmora-1.txt", txt(article)),
        Upload("velmora-1.md", txt(article)),
        Upload("velmora-1.jsonl", jsonl(article)),
        Upload("velmora-1.json", b"[" + jsonl(article) + b"]"),
        Upload("velmora-1.csv", table(article)),
        Upload("velmora-1.tsv", table(article, "\t")),
        Upload("velmora-1.csv", table(article, ";", "utf-16")),
        Upload("velmora-1.html", html(article)),
        Upload("velmora-1.mhtml", mhtml(article)),
        Upload("velmora-1.xml", rss(article)),
        Upload("velmora-1.atom", atom(article)),
        Upload("velmora-1.json", ninjs(article)),
        Upload("velmora-1.json", ninjs3(article)),
        Upload("velmora-1.warc", warc(article)),
        Upload("velmora-1.warc.gz", warc_gz(article)),
        Upload("all.zip", zipped(("a/velmora-1.html", html(article)))),
    ]
