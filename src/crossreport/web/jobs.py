"""Builds that the pages start: one at a time, in a thread of its own, with how far it has come."""

import secrets
from collections.abc import Sequence
from threading import Lock, Thread

import msgspec

from crossreport.engines.processes import cores
from crossreport.errors import CrossreportError
from crossreport.ingest.given import Upload
from crossreport.model.report import Report
from crossreport.pipeline import Summary, build
from crossreport.web.desk import AT_WORK, Busy, Desk

# Builds that are remembered after their end.
MOST_KEPT = 20


class JobView(msgspec.Struct, omit_defaults=True):
    """A build: what it is doing, how much of it is done and of how much, and what came of it."""

    id: str
    state: str
    step: str = "starting"
    done: int = 0
    of: int | None = None
    message: str = ""
    taken: int = 0
    read: int = 0
    ignored: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    not_read: tuple[tuple[str, str], ...] = ()
    reports: int = 0
    events: int = 0
    claims: int = 0
    stories: int = 0
    is_unchanged: bool = False
    linked: int = 0
    why_all: str | None = None


class Jobs:
    """The builds of one server."""

    def __init__(self, desk: Desk):
        self.desk = desk
        self._jobs: dict[str, JobView] = {}
        self._lock = Lock()

    def get(self, ident: str) -> JobView | None:
        """A build by its id."""
        return self._jobs.get(ident)

    def running(self) -> JobView | None:
        """The build that is at work."""
        return next((one for one in self._jobs.values() if one.state == "running"), None)

    def start(self, given: Sequence[Upload | Report]) -> JobView:
        """Starts a build of uploaded files and reports. Busy where one is at work."""
        with self._lock:
            if self.running() is not None:
                raise Busy(AT_WORK)
            job = JobView(secrets.token_hex(8), "running")
            self._jobs[job.id] = job
            while len(self._jobs) > MOST_KEPT:
                del self._jobs[next(iter(self._jobs))]
        Thread(target=self._run, args=(job, given), daemon=True).start()
        return job

    def _run(self, job: JobView, given: Sequence[Upload | Report]) -> None:
        def tell(step: str, done: int, of: int | None) -> None:
            job.step, job.done, job.of = step, done, of

        try:
            with self.desk.held_still():
                made, summary = build(given, self.desk.path, workers=cores(), progress=tell)
                made.close()
            _tell_summary(job, summary)
            job.state, job.step = "done", "done"
        except CrossreportError as error:
            job.state, job.message = "failed", str(error)
        except Exception as error:  # its message may hold words of reports
            job.state, job.message = (
                "failed",
                f"An error that should not be: {type(error).__name__}. The record was left whole.",
            )


def _tell_summary(job: JobView, summary: Summary) -> None:
    job.taken, job.read, job.ignored = summary.taken, summary.read - len(summary.failed), summary.ignored
    job.refused = tuple((one.source + (f", line {one.line}" if one.line else ""), one.reason) for one in summary.refused)
    job.not_read = (*summary.failed, *summary.not_read)
    job.reports, job.events, job.claims, job.stories = summary.reports, summary.events, summary.claims, summary.stories
    job.is_unchanged, job.linked, job.why_all = summary.is_unchanged, summary.linked, summary.why_all
