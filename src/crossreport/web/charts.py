"""Charts and maps as SVG, drawn on this machine by altair and vl-convert (the extra `charts`); pages tell the same in words.

A chart is asked for by the page as a picture, apart from the page itself, so that no page waits for it.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from importlib.util import find_spec
from threading import Lock
from typing import Any, Literal

from crossreport.answers.words import short_day
from crossreport.errors import SetupError
from crossreport.web.render import plain
from crossreport.web.views.plots import PointView
from crossreport.web.views.tallies import Bars

Theme = Literal["light", "dark"]
Size = Literal["wide", "narrow"]
WIDTH: dict[Size, int] = {"wide": 760, "narrow": 330}
# Rows that one plot holds; the table beside it has all.
MOST_ROWS = 40
# Bars that a plot has room for, at least; the days of each unit; a day in milliseconds, the last day there is.
LEAST_BARS = 15
DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
A_DAY, MOST_DAY = 86_400_000, date.max.toordinal()
# Pictures that are kept for the next who asks.
MOST_KEPT = 64
FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', Helvetica, Arial, sans-serif"
COLORS: dict[Theme, dict[str, str]] = {
    "light": {
        "ink": "#211f1b",
        "dim": "#5f5a51",
        "rule": "#d8d2c6",
        "main": "#1c5270",
        "second": "#a4501a",
        "land": "#ece7dc",
    },
    "dark": {
        "ink": "#e7e4dd",
        "dim": "#aba69c",
        "rule": "#3a3c40",
        "main": "#93c4e0",
        "second": "#e79a5e",
        "land": "#2a2c30",
    },
}


def are_there() -> bool:
    """Is what draws charts installed?"""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


class Kept:
    """The pictures drawn last, by what they show; none is drawn twice while it is kept."""

    def __init__(self) -> None:
        self._made: OrderedDict[Any, bytes] = OrderedDict()
        self._lock = Lock()

    def picture(self, key: Any, draw: Callable[[], Any]) -> bytes:
        """The SVG under this key, drawn where it is not kept. SetupError where nothing that draws is installed."""
        if not are_there():
            raise SetupError("Charts need the extra `charts`: pip install 'crossreport[charts]'.")
        with self._lock:
            if key not in self._made:
                self._made[key] = draw().encode()
                while len(self._made) > MOST_KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]


def svg(chart: Any, theme: Theme) -> str:
    """A chart as SVG in the colours of a theme, on no ground of its own."""
    import vl_convert

    color = COLORS[theme]
    axis = {"labelColor": color["ink"], "titleColor": color["dim"], "gridColor": color["rule"], "domainColor": color["rule"]}
    config = {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**axis, "tickColor": color["rule"], "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
        "legend": {"labelColor": color["ink"], "titleColor": color["dim"], "labelFontSize": 12, "orient": "bottom"},
    }
    return str(vl_convert.vegalite_to_svg({**chart.to_dict(), "config": config}))


def numbers(points: Iterable[PointView], theme: Theme, size: Size) -> str:
    """The numbers of one outcome, a row for each time that somebody says one: a dot for the value, a rule for its range."""
    import altair as alt

    color = COLORS[theme]
    rows = plotted(points)
    narrow = size == "narrow"
    for row in rows:
        row["name"] = row["name"][: 22 if narrow else 48]
        row["shown"] = f"{short_day(row['at']) if row['at'] else 'no day'} · {row['name']}"
    order = [row["shown"] for row in rows]
    # An open end runs to the plot's edge and bears an arrow's head.
    most = max(max(row["high"] or 0, row["low"] or 0, row["point"] or 0) for row in rows) or 1
    for row in rows:
        row["from"], row["to"] = (
            row["low"] if row["low"] is not None else 0,
            row["high"] if row["high"] is not None else most * 1.08,
        )
    data = alt.InlineData(values=rows)
    kind = alt.condition("datum.status == 'current'", alt.value(color["main"]), alt.value(color["dim"]))
    y = alt.Y("shown:N", sort=order, title=None, axis=alt.Axis(labelLimit=170 if narrow else 340, grid=True))
    x = alt.X("from:Q", title=None, scale=alt.Scale(domainMin=0, nice=True), axis=alt.Axis(tickMinStep=1, format=",d"))
    base = alt.Chart(data).encode(y=y)
    ranges = base.mark_rule(strokeWidth=2).encode(x=x, x2="to:Q", color=kind)
    ends = base.transform_filter("datum.high === null").mark_point(shape="triangle-right", filled=True, size=50)
    dots = base.transform_filter("datum.point !== null").mark_point(filled=True, size=70, opacity=1)
    texts = base.mark_text(align="left", dx=9, color=color["dim"], fontSize=11).encode(x="to:Q", text="number:N")
    layers = (ranges, ends.encode(x="to:Q", color=kind), dots.encode(x="point:Q", color=kind, shape=_shape(alt)), texts)
    return svg(alt.layer(*layers).properties(width=WIDTH[size] - (190 if narrow else 400), height={"step": 22}), theme)


def _shape(alt: Any) -> Any:
    return alt.condition("datum.status == 'current'", alt.value("circle"), alt.value("square"))


def plotted(points: Iterable[PointView]) -> list[dict[str, Any]]:
    """The rows of the plot by time: one number of one origin and moment once, however many reports pass it on."""
    rows: dict[Any, dict[str, Any]] = {}
    for one in sorted(points, key=lambda one: (one.at or "9", one.origin, one.claim)):
        if one.low is None and one.high is None and one.point is None:
            continue
        key = (one.origin, one.at[:10], one.low, one.high, one.point, one.status)
        name, number = plain(one.origin), plain(one.number)
        values = {"low": one.low, "high": one.high, "point": one.point, "status": one.status}
        rows.setdefault(key, {"at": one.at, "name": name, "number": number, **values})
    return list(rows.values())[-MOST_ROWS:]


def over_time(counted: Bars, steps: Sequence[dict[str, Any]], theme: Theme, size: Size) -> str:
    """Counted events as bars, stated totals as steps over the same days, each kind on a scale of its own."""
    import altair as alt

    color = COLORS[theme]
    wide = {"width": WIDTH[size] - 70}
    axis = alt.Axis(format="%-d %b %Y", labelAngle=0, labelOverlap=True, tickCount=4, tickMinStep=A_DAY)
    scale = alt.Scale(domain=_span(counted, steps))
    drawn = []
    if counted.bars:
        data = [{**one, "middle": _middle(one["day"], one["end"])} for one in counted.bars]
        base = alt.Chart(alt.InlineData(values=data))
        best = alt.Y(
            "best:Q",
            scale=alt.Scale(domainMin=0),
            title=f"counted, by {counted.unit}",
            axis=alt.Axis(tickMinStep=1, format=",d"),
        )
        bar = base.mark_bar(color=color["main"], stroke=color["main"], strokeWidth=1).encode(
            x=alt.X("day:T", title=None, axis=axis, scale=scale), x2="end:T", y=best, y2=alt.Y2Datum(0)
        )
        spread = base.transform_filter("datum.low !== datum.high").mark_rule(color=color["ink"])
        drawn.append((bar + spread.encode(x="middle:T", y="low:Q", y2="high:Q")).properties(height=150, **wide))
    if steps:
        stated = alt.Chart(alt.InlineData(values=list(steps)))
        time = alt.X("day:T", title=None, axis=axis, scale=scale)
        y = alt.Y("value:Q", title="stated totals", axis=alt.Axis(tickMinStep=1, format=",d"))
        # A series of one total is a dot; only those that go on are lines, and in the legend.
        several = Counter(one["series"] for one in steps)
        lasting = [one for one in steps if several[one["series"]] > 1]
        series = alt.StrokeDash("series:N", title=None, legend=alt.Legend(columns=1, labelLimit=WIDTH[size] - 60))
        line = alt.Chart(alt.InlineData(values=lasting)).mark_line(interpolate="step-after", color=color["second"])
        line = line.encode(x=time, y=y, strokeDash=series)
        dots = stated.mark_point(filled=True, size=60, color=color["second"], opacity=1).encode(x=time, y=y)
        if not lasting:
            line = dots
        drawn.append((line + dots).properties(height=150, **wide))
    return svg(alt.vconcat(*drawn, spacing=20).resolve_scale(x="shared" if len(drawn) > 1 else "independent"), theme)


def _span(counted: Bars, steps: Iterable[dict[str, Any]]) -> list[str]:
    """The first and last day that is drawn: room for some bars, so that two do not fill the plot."""
    ends = [one[end] for one in counted.bars for end in ("day", "end")] + [one["day"][:10] for one in steps]
    first, last = (date.fromisoformat(end).toordinal() for end in (min(ends), max(ends)))
    room = max(0, LEAST_BARS * DAYS[counted.unit] - (last - first)) // 2
    return [
        date.fromordinal(max(1, first - room)).isoformat(), date.fromordinal(min(MOST_DAY, last + room)).isoformat()
    ]  # fmt: skip


def _middle(day: str, end: str) -> str:
    first = datetime.fromisoformat(day)
    return (first + (datetime.fromisoformat(end) - first) / 2).isoformat()
