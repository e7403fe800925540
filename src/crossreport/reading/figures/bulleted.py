"""Lists of names in lines of their own: "The dead:", and below it "- Ana Poe, 34, a nurse", "- Ivo Karn, 51, a driver"."""

import re
from dataclasses import replace

from crossreport.reading.figures.named import WHO, outcome_of_naming
from crossreport.reading.figures.names import name_end
from crossreport.reading.figures.numbers import bounded
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.rolls import listed
from crossreport.reading.figures.scene import Known, Scene, scene
from crossreport.reading.figures.victims import sum_of
from crossreport.reading.layout import Document, Sentence

# A line that announces a list of those of whom it tells: "The dead:", "Those killed were:", "Names of the victims:".
ANNOUNCES = re.compile(rf"[^.;\"]{{0,80}}\b{WHO}\b[^.;\"]{{0,80}}:\s*$", re.I)
SOME = re.compile(r"\b(?:among|includ\w+)\b", re.I)
DENIED = re.compile(r"\bnot\b|n't\b|\bno\b", re.I)
MARKS = frozenset("-–—*•·▪●◦")
NUMBERED = re.compile(r"\d{1,3}[.)]?$")
# What stands behind the name with which a line of a list begins, where no mark begins the line.
BEHIND = (",", "(", "-", "–", "—", ":", "[")


def find_bulleted(document: Document, heading: Sentence, known: Known) -> Harm | None:
    """Whom the lines below an announcement name, where each names somebody; None where there are not two such lines."""
    told = document.text[heading.start : heading.end]
    if not told.rstrip().endswith(":") or not ANNOUNCES.match(told) or DENIED.search(told):
        return None
    page = scene(document.doc, replace(heading, lowered=None), known)
    persons: list[Victims] = []
    lines = 0
    for line in _lines_below(document, heading):
        found = _named_in(document, line, known)
        if found is None:
            break
        lines, persons = lines + 1, [*persons, *found]
    if lines < 2:
        return None
    whole = sum_of(page, persons[0], persons[1:])
    if SOME.search(told):
        whole = replace(whole, number=bounded(whole.number, "at_least"))
    whole = replace(whole, who=" ".join((whole.who or "").split()))
    return Harm(outcome_of_naming(told), whole, page.first, page.end - 1, "named")


def _lines_below(document: Document, heading: Sentence) -> list[list[Sentence]]:
    """The paragraphs below a sentence, each with its sentences."""
    lines: list[list[Sentence]] = []
    for sentence in document.sentences[heading.index + 1 :]:
        if sentence.paragraph is heading.paragraph:
            return []
        if lines and lines[-1][0].paragraph is sentence.paragraph:
            lines[-1].append(sentence)
        else:
            lines.append([sentence])
    return lines


def _named_in(document: Document, line: list[Sentence], known: Known) -> list[Victims] | None:
    """The persons whom a line names that begins with a name, behind a mark or before what is said of him."""
    tokens = document.doc[line[0].tokens.start : line[-1].tokens.end]
    whole = replace(line[0], end=line[-1].end, tokens=tokens, lowered=None)
    page = scene(document.doc, whole, known)
    at = page.first
    while at < page.end and (page.doc[at].text in MARKS or page.doc[at].is_space or _is_number_of_line(page, at)):
        at += 1
    end = name_end(page, at, page.end) if at < page.end else None
    if end is None or end == at:
        return None
    after = page.doc[end + 1].text if end + 1 < page.end else ","
    if at == page.first and after not in BEHIND:
        return None
    first = next((one.tokens.end for one in line if one.tokens.end > end + 1), page.end)
    return listed(page, at, first) or None


def _is_number_of_line(page: Scene, at: int) -> bool:
    """ "1. Ana Poe", "2) Ivo Karn"."""
    marked = at > page.first and page.doc[at].text in (".", ")") and page.doc[at - 1].text.isdigit()
    return marked or (at == page.first and NUMBERED.match(page.doc[at].text) is not None)
