"""What a brief is made of: counts of the dead and hurt, stated totals, lines that reports tell alike or otherwise."""

import msgspec


class Count(msgspec.Struct, frozen=True, omit_defaults=True):
    """One outcome of one event: the numbers as shown, who says so, and the numbers of the evidence."""

    event: str
    when: str
    what: str
    low: str
    best: str
    high: str
    agreement: str
    says: str
    evidence: tuple[int, ...]
    notes: tuple[str, ...] = ()


class Total(msgspec.Struct, frozen=True, omit_defaults=True):
    """A total that a report states for a period or an area; `notes` hold its scope and how it differs from others."""

    what: str
    value: str
    says: str
    evidence: tuple[int, ...]
    notes: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that reports tell, with what each says where they do not say the same."""

    text: str
    says: str
    evidence: tuple[int, ...]
    details: tuple[str, ...] = ()


class Brief(msgspec.Struct, frozen=True, omit_defaults=True):
    """A story's brief. `evidence` holds the claim behind each number in brackets, the first being [1]."""

    story: str
    title: str
    head: str
    profile: str
    counts: dict[str, tuple[Count, ...]]
    totals: tuple[Total, ...]
    agree: tuple[Line, ...]
    differ: tuple[Line, ...]
    disputed: tuple[Line, ...]
    alone: tuple[Line, ...]
    evidence: tuple[str, ...]
    reports: int
    unread: int = 0

    @property
    def together(self) -> str:
        """The heading for what the reports agree on."""
        return "BOTH TELL" if self.reports == 2 else "MORE THAN ONE REPORT TELLS"
