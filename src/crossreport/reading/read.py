"""Reads one report at a time: the order of the readers, and nothing else. A reading depends on its report alone."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from crossreport.errors import SetupError
from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.reading.actions.read import read_actions
from crossreport.reading.actions.sufferers import told_of_sufferers
from crossreport.reading.dates.read import read_dates
from crossreport.reading.denials import with_denials
from crossreport.reading.figures.belied import without_belied
from crossreport.reading.figures.composition import with_composition
from crossreport.reading.figures.freed import with_freed
from crossreport.reading.figures.overall import overall
from crossreport.reading.figures.periods import set_apart
from crossreport.reading.figures.read import read_figures
from crossreport.reading.figures.sides import with_sides
from crossreport.reading.figures.sources import with_sources
from crossreport.reading.language import is_english
from crossreport.reading.layout import Document, documents
from crossreport.reading.mentions.read import read_mentions
from crossreport.reading.notices import with_notices
from crossreport.reading.parties.read import read_parties
from crossreport.reading.people.read import identify
from crossreport.reading.places.read import read_places
from crossreport.reading.readers import Reader, Readers
from crossreport.reading.said.read import read_attributions
from crossreport.reading.statements.read import read_statements
from crossreport.reading.unread import find_unread


def read_english(report: Report) -> Reading:
    """All that is read in one report in English."""
    return _read(next(documents([report])))


ENGLISH = Reader("en", "English", is_english, read_english)
READERS = Readers(ENGLISH)


def read(report: Report) -> Reading:
    """All that is read in one report, by the reader of its language."""
    return READERS.read(report)


def read_all(reports: Sequence[Report]) -> Iterator[Reading | Exception]:
    """What became of each report, in their order: its reading, or the error that reading it ended in.

    Those in English are parsed together; all are in memory. SetupError, which would end each reading, is raised.
    """
    english = [READERS.of(report) is ENGLISH for report in reports]
    pages = _parsed(compress(reports, english))
    for report, is_ours in zip(reports, english, strict=True):
        try:
            page = next(pages) if is_ours else None
            yield _read(page) if page is not None else read(report)
        except SetupError:
            raise
        except Exception as error:  # a fault in reading one report must not cost the others
            yield error


def _parsed(reports: Iterable[Report]) -> Iterator[Document | None]:
    """Each report laid out and parsed; None for each where one of them cannot be, so that it is sought alone."""
    found: list[Document | None] = []
    asked = list(reports)
    try:
        found += documents(asked)
    except SetupError:
        raise
    except Exception:
        found = [None] * len(asked)
    return iter(found)


def _read(document: Document) -> Reading:
    dates = read_dates(document)
    places = read_places(document)
    parties = read_parties(document, places)
    attributions = read_attributions(document, parties)
    figures = without_belied(document, read_figures(document, dates, places, parties, attributions))
    figures = overall(document, set_apart(document, figures))
    figures = with_sides(document, with_sources(document, figures, attributions, places), dates, places, parties)
    figures = with_composition(document, with_freed(document, figures))
    figures, attributions = with_notices(document, figures, attributions)
    people, figures = identify(document, figures)
    actions = told_of_sufferers(document, read_actions(document, parties, attributions), figures)
    statements = read_statements(document, actions, attributions, parties, dates, places)
    found = read_mentions(document, figures, people, actions, statements, dates, places, parties, attributions)
    return Reading(
        report=document.report.id,
        dates=dates,
        places=places,
        parties=parties,
        attributions=attributions,
        figures=with_denials(document, found.figures, attributions),
        actions=found.actions,
        people=found.people,
        statements=found.statements,
        mentions=found.mentions,
        unread=find_unread(document, found.figures, found.mentions, found.actions, found.statements),
        furniture=tuple(document.span(one.start, one.end) for one in document.paragraphs if one.kind == "furniture"),
        credit=document.report.credit,
    )
