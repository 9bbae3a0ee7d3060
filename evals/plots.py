"""Plots by matplotlib, as SVG text with no script and nothing to load."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from html import escape

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

WIDTH, CURVE, BAR = 5.6, 3.0, 0.26
"""Inches: of every plot, of a curve's height, and of a bar's."""
_COLOR = "#2f5d8a"
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its length, the words at its end, and the lowest and highest length of its repeats."""

    label: str
    length: float
    words: str
    spread: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing with a title.

    Attributes:
        title: what is shown, for readers and for screen readers.
        height: in inches.
        draw: draws it.
    """

    title: str
    height: float
    draw: Callable[[Axes], None]

    def figure(self) -> str:
        """The plot as a figure of an HTML page whose policy allows images in its own text."""
        data = base64.b64encode(to_svg([self], titled=False).encode()).decode()
        title = escape(self.title)
        image = f'<img alt="{title}" src="data:image/svg+xml;base64,{data}">'
        return f"<figure><figcaption>{title}</figcaption>{image}</figure>"


def to_svg(plots: Sequence[Plot], *, titled: bool = True) -> str:
    """Plots under each other, as an SVG file that stands alone."""
    heights = [plot.height + 0.5 for plot in plots]
    with _style():
        figure = Figure(figsize=(WIDTH, sum(heights)), layout="constrained")
        every = figure.subplots(len(plots), 1, squeeze=False, height_ratios=heights).flat
        for axes, plot in zip(every, plots, strict=True):
            plot.draw(axes)
            if titled:
                axes.set_title(plot.title, loc="left", fontweight="bold")
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()


def _style() -> AbstractContextManager[None]:
    return matplotlib.rc_context(
        {
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "svg.fonttype": "none",  # words stay words
            "svg.hashsalt": "pullquote",  # the same plot is the same file
            "text.parse_math": False,  # a dollar sign in a label is a dollar sign
        }
    )


def bars(rows: Sequence[Bar], *, title: str, guide: float | None = None) -> Plot:
    """Horizontal bars, the first on top, with a line across all of them at ``guide``."""

    def draw(axes: Axes) -> None:
        places = range(len(rows))
        axes.barh(places, [row.length for row in rows], color=_COLOR)
        for place, row in zip(places, rows, strict=True):
            end = row.length
            if row.spread:
                axes.hlines(place, *row.spread, color="black", linewidth=1)
                end = max(row.spread)
            axes.annotate(row.words, (end, place), xytext=(4, 0), textcoords="offset points", va="center")
        if guide is not None:
            axes.axvline(guide, color="gray", linestyle=":")
        axes.set_yticks(places, [row.label for row in rows])
        axes.invert_yaxis()
        axes.margins(x=0.3)
        axes.set_xlim(left=0)
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)

    return Plot(title, BAR * len(rows), draw)


def curve(
    points: Sequence[Point],
    *,
    title: str,
    across: str,
    up: str,
    labels: Sequence[str] = (),
    joined: bool = True,
    diagonal: bool = False,
    unit: bool = False,
    logarithmic: bool = False,
) -> Plot:
    """A line, or dots, over axes that begin at 0.

    Args:
        points: (x, y), not below 0.
        title: what is shown.
        across: what the horizontal axis counts.
        up: what the vertical axis counts.
        labels: words beside each point.
        joined: draw a line through the points.
        diagonal: draw the line where both axes are equal.
        unit: both axes end at 1.
        logarithmic: the horizontal axis counts in powers of ten, so it does not begin at 0.
    """

    def draw(axes: Axes) -> None:
        marker = "o" if labels or not joined or logarithmic else ""
        axes.plot(*zip(*points, strict=True), color=_COLOR, marker=marker, linestyle="-" if joined else "")
        for label, point in zip(labels, points, strict=False):
            axes.annotate(label, point, xytext=(4, -10), textcoords="offset points")
        if diagonal:
            axes.axline((0, 0), slope=1, color="gray", linestyle=":")
        if logarithmic:
            axes.set_xscale("log")
            axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
            axes.set_ylim(bottom=0)
        else:
            axes.set(xlim=(0, 1) if unit else (0, None), ylim=(0, 1.02) if unit else (0, None))
        axes.set(xlabel=across, ylabel=up)
        axes.grid(color="#8884")

    return Plot(title, CURVE, draw)
