"""Charts as Vega-Lite writes them, drawn as SVG on this machine by vl-convert (extra `charts`); pages say the same in words.

A chart is asked for by the page as a picture, apart from the page itself, so that no page waits for it.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from importlib.util import find_spec
from threading import Lock
from typing import Any, Literal

from crossreport.answers.plain import plain
from crossreport.answers.words import short_day
from crossreport.errors import SetupError
from crossreport.web.views.over_time import Bars
from crossreport.web.views.plots import PointView

Theme = Literal["light", "dark"]
Size = Literal["wide", "narrow"]
WIDTH: dict[Size, int] = {"wide": 760, "narrow": 330}
# Rows that one plot holds; the table beside it has all.
MOST_ROWS = 40
# Bars that a plot has room for, at least; the days of each unit; a day in milliseconds, the last day there is.
LEAST_BARS = 15
DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
A_DAY, MOST_DAY = 86_400_000, date.max.toordinal()
# Numbers of persons beside a plot, with room for six digits, so that two plots above each other begin alike.
COUNTED = {"tickMinStep": 1, "tickCount": 3, "format": ",d", "minExtent": 52, "maxExtent": 52}
# Letters of an event's title that stand before who tells of it, where a plot is of several events.
OF_TITLE = 30
# Pixels that a letter of a name takes at most, on the whole.
LETTER = 7
# Pictures that are kept for the next who asks.
MOST_KEPT = 64
FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', Helvetica, Arial, sans-serif"
# What words are measured in: each further name in a list of fonts is looked for again for each word.
MEASURED = "sans-serif"
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
    return find_spec("vl_convert") is not None


def get_ready() -> None:
    """Draws something that nobody sees: the first picture takes longer than all others."""
    if are_there():
        svg({"data": {"values": [{"at": 0}]}, "mark": "text", "encoding": {"x": {"field": "at"}}}, "light")


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


def svg(spec: Mapping[str, Any], theme: Theme) -> str:
    """A Vega-Lite chart as SVG in the colours of a theme, on no ground of its own."""
    import vl_convert

    color = COLORS[theme]
    # Without limits: to hold a label against one, it is measured, and most of drawing a chart is measuring its labels.
    axis = {
        "labelColor": color["ink"], "titleColor": color["dim"], "gridColor": color["rule"], "domainColor": color["rule"],
        "labelLimit": 0, "titleLimit": 0,
    }  # fmt: skip
    config = {
        "background": "transparent",
        "font": MEASURED,
        "view": {"stroke": None},
        "axis": {**axis, "tickColor": color["rule"], "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
        "legend": {"labelColor": color["ink"], "titleColor": color["dim"], "labelFontSize": 12, "orient": "bottom"},
    }
    return in_font(str(vl_convert.vegalite_to_svg({**spec, "config": config})))


def in_font(drawn: str) -> str:
    """A drawing with its words in the pages' font."""
    return drawn.replace(f'font-family="{MEASURED}"', f'font-family="{FONT}"')


def numbers(points: Iterable[PointView], theme: Theme, size: Size) -> str:
    """The numbers of one outcome, a row for each time that somebody says one: a dot for the value, a rule for its range."""
    color = COLORS[theme]
    rows = plotted(points)
    narrow = size == "narrow"
    for row in rows:
        row["name"] = shortened(row["name"], 34 if narrow else 58)
        row["shown"] = f"{short_day(row['at']) if row['at'] else 'no day'} · {row['name']}"
    # An open end runs to the plot's edge and bears an arrow's head.
    most = max(max(row["high"] or 0, row["low"] or 0, row["point"] or 0) for row in rows) or 1
    for row in rows:
        row["from"], row["to"] = (
            row["low"] if row["low"] is not None else 0,
            row["high"] if row["high"] is not None else most * 1.08,
        )
    is_current = "datum.status == 'current'"
    kind = {"condition": {"test": is_current, "value": color["main"]}, "value": color["dim"]}
    shape = {"condition": {"test": is_current, "value": "circle"}, "value": "square"}
    # Names have as much room as their letters may take, and are words beside the plot, no labels of its axis: to have each
    # measured time and again costs more than all the rest.
    room = LETTER * max(len(row["shown"]) for row in rows)
    names = {"grid": True, "labels": False, "minExtent": room, "maxExtent": room}
    y = {"field": "shown", "type": "nominal", "sort": [row["shown"] for row in rows], "title": None, "axis": names}
    scale, counted = {"domainMin": 0, "nice": True}, {"tickMinStep": 1, "format": ",d"}
    first = {"field": "from", "type": "quantitative", "title": None, "scale": scale, "axis": counted}
    last, point = {"field": "to", "type": "quantitative"}, {"field": "point", "type": "quantitative"}
    words = {"type": "text", "align": "left", "dx": 9, "color": color["dim"], "fontSize": 11}
    name = {"type": "text", "align": "right", "dx": -9, "color": color["ink"], "fontSize": 12}
    return svg(
        {
            "data": {"values": rows},
            "width": WIDTH[size] - (190 if narrow else 400),
            "height": {"step": 22},
            "encoding": {"y": y},
            "layer": [
                {
                    "mark": {"type": "rule", "strokeWidth": 2},
                    "encoding": {"x": first, "x2": {"field": "to"}, "color": kind},
                },
                {
                    "transform": [{"filter": "datum.high === null"}],
                    "mark": {"type": "point", "shape": "triangle-right", "filled": True, "size": 50},
                    "encoding": {"x": last, "color": kind},
                },
                {
                    "transform": [{"filter": "datum.point !== null"}],
                    "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                    "encoding": {"x": point, "color": kind, "shape": shape},
                },
                {"mark": words, "encoding": {"x": last, "text": {"field": "number"}}},
                {
                    "transform": [{"aggregate": [], "groupby": ["shown"]}],
                    "mark": name,
                    "encoding": {"x": {"value": 0}, "text": {"field": "shown"}},
                },
            ],
        },
        theme,
    )


def plotted(points: Iterable[PointView]) -> list[dict[str, Any]]:
    """The rows of the plot by time: one number of one origin and moment once, however many reports pass it on.

    Those of several events are told apart, the event told of first coming first. A number that holds for one of its claims
    holds, though another, as a headline's, is not used: the two would lie upon each other.
    """
    rows: dict[Any, dict[str, Any]] = {}
    ordered = sorted(points, key=lambda one: (one.at or "9", one.origin, one.claim))
    place = {event: at for at, event in enumerate(dict.fromkeys(one.event for one in ordered))}
    for one in sorted(ordered, key=lambda one: place[one.event]):
        if one.low is None and one.high is None and one.point is None:
            continue
        key = (one.event, one.origin, one.at[:10], one.low, one.high, one.point)
        name, number = plain(one.origin), plain(one.number)
        if len(place) > 1:
            name = f"{shortened(plain(one.event_title), OF_TITLE)}: {name}"
        values = {"low": one.low, "high": one.high, "point": one.point, "status": one.status}
        row = rows.setdefault(key, {"at": one.at, "name": name, "number": number, **values})
        if one.status == "current":
            row["status"] = one.status
    return list(rows.values())[-MOST_ROWS:]


def shortened(text: str, most: int) -> str:
    """Words, as many as there is room for, with a sign where there are more; no word is cut that is not alone too long."""
    if len(text) <= most:
        return text
    whole, space, _ = text[:most].rpartition(" ")
    return f"{whole if space else text[: most - 1]}…"


def over_time(counted: Bars, steps: Sequence[dict[str, Any]], theme: Theme, size: Size) -> str:
    """Counted events as bars, stated totals as steps over the same days, each kind on a scale of its own."""
    scale = {"domain": _span(counted, steps)}
    axis = {
        "format": "%-d %b %Y", "labelAngle": 0, "labelOverlap": "parity", "labelSeparation": 12,
        "tickCount": 4 if size == "wide" else 3, "tickMinStep": A_DAY,
    }  # fmt: skip
    days = {"type": "temporal", "title": None, "axis": axis, "scale": scale}
    drawn = []
    if counted.bars:
        # The days stand once, under the lower plot.
        drawn.append(_bars(counted, {**days, "axis": {**axis, "labels": not steps}}, theme))
    if steps:
        drawn.append(_steps(steps, days, theme, size))
    plots = [{**one, "width": WIDTH[size] - 90, "height": 150} for one in drawn]
    shared = "shared" if len(drawn) > 1 else "independent"
    return svg({"vconcat": plots, "spacing": 20, "resolve": {"scale": {"x": shared}}}, theme)


def _bars(counted: Bars, days: dict[str, Any], theme: Theme) -> dict[str, Any]:
    color = COLORS[theme]
    best = {"field": "best", "type": "quantitative", "scale": {"domainMin": 0}, "axis": COUNTED}
    return {
        "data": {"values": [{**one, "middle": _middle(one["day"], one["end"])} for one in counted.bars]},
        "layer": [
            {
                "mark": {"type": "bar", "color": color["main"], "stroke": color["main"], "strokeWidth": 1},
                "encoding": {
                    "x": {"field": "day", **days},
                    "x2": {"field": "end"},
                    "y": {**best, "title": f"counted, by {counted.unit}"},
                    "y2": {"datum": 0},
                },
            },
            {
                "transform": [{"filter": "datum.low !== datum.high"}],
                "mark": {"type": "rule", "color": color["ink"]},
                "encoding": {
                    "x": {"field": "middle", "type": "temporal"},
                    "y": {"field": "low", "type": "quantitative"},
                    "y2": {"field": "high"},
                },
            },
        ],
    }


def _steps(steps: Sequence[dict[str, Any]], days: dict[str, Any], theme: Theme, size: Size) -> dict[str, Any]:
    color = COLORS[theme]
    place = {
        "x": {"field": "day", **days},
        "y": {"field": "value", "type": "quantitative", "title": "stated totals", "axis": COUNTED},
    }
    dots = {"mark": {"type": "point", "filled": True, "size": 60, "color": color["second"], "opacity": 1}, "encoding": place}
    # A series of one total is a dot; only those that go on are lines, and in the legend.
    several = Counter(one["series"] for one in steps)
    lasting = [one for one in steps if several[one["series"]] > 1]
    legend = {"columns": 1, "labelLimit": WIDTH[size] - 120}
    line = {
        "data": {"values": lasting},
        "mark": {"type": "line", "interpolate": "step-after", "color": color["second"]},
        "encoding": {**place, "strokeDash": {"field": "series", "type": "nominal", "title": None, "legend": legend}},
    }
    return {"data": {"values": list(steps)}, "layer": [line, dots] if lasting else [dots]}


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
