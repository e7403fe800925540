"""What earlier versions of reports said, and what became of it; reports that were withdrawn."""

from collections.abc import Sequence

from crossreport.answers.show import Passage, Shown, claim_title, figure_words, said_by
from crossreport.answers.words import count
from crossreport.model.record import EarlierClaim
from crossreport.model.report import Report


def show_earlier(one: EarlierClaim, label: str) -> Shown:
    """A claim that counts no more: its words, why, and what is said in its place."""
    claim = one.claim
    fields = [
        ("report", f"{label}, a version that counts no more ({one.published or 'no date'})"),
        ("says so", said_by(claim)),
    ]
    if claim.figure:
        fields.append(("figure", figure_words(claim)))
    fields.append(("status", f"{claim.status}: {claim.reason}"))
    if one.replaced_by:
        change = f" ({one.change.replace('_', ' ')}: {one.why})" if one.change else ""
        fields.append(("now", f"{one.replaced_by}{change}"))
    return Shown(claim.id, f"earlier claim ({claim.type})", claim_title(claim), tuple(fields), (words_of(one),))


def words_of(one: EarlierClaim) -> Passage:
    """The claim's own words, all of them marked."""
    return Passage(one.claim.report, one.claim.id, one.claim.quote, ((0, len(one.claim.quote)),))


def show_withdrawn(report: Report, why: str, earlier: Sequence[EarlierClaim]) -> Shown:
    """A report that was withdrawn: by whom and why, and what it had said."""
    fields = [(key, str(getattr(report, key))) for key in ("outlet", "published", "url", "language") if getattr(report, key)]
    fields += [("status", why), ("claims", f"{count(len(earlier), 'claim')} that count no more")]
    title = report.title or report.text[:80]
    return Shown(report.id, "report (withdrawn)", title, tuple(fields), tuple(map(words_of, earlier)))
