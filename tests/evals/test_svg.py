from xml.etree import ElementTree

import pytest

from evals import svg


def drawn(figure: str, tag: str) -> list[dict[str, str]]:
    return [element.attrib for element in ElementTree.fromstring(figure).iter(tag)]  # noqa: S314 - our own output


def test_bars_are_as_long_as_their_values() -> None:
    figure = svg.bars([("who", 0.5, "0.50 of 4"), ("why", 1.0, "all")], title="By kind")
    widths = [float(rect["width"]) for rect in drawn(figure, "rect")]
    assert widths == [100, 200]


def test_labels_are_escaped() -> None:
    figure = svg.bars([("<script>", 0.5, "&")], title='"<b>')
    assert "<script>" not in figure
    assert "<b>" not in figure
    assert drawn(figure, "svg")[0]["aria-label"] == '"<b>'


def test_a_curve_runs_from_corner_to_corner() -> None:
    figure = svg.curve([(0, 0), (2, 4)], title="t", across="x", up="y", top=4, right=2)
    first, last = (tuple(map(float, p.split(","))) for p in drawn(figure, "polyline")[0]["points"].split())
    assert first == (svg.LEFT, svg.HEIGHT - svg.BOTTOM)
    assert last == (svg.WIDTH - svg.RIGHT, svg.TOP)


def test_dots_and_diagonal() -> None:
    plain = svg.curve([(0.5, 0.5)], title="t", across="x", up="y", dots=True)
    guided = svg.curve([(0.5, 0.5)], title="t", across="x", up="y", dots=True, diagonal=True)
    assert len(drawn(plain, "circle")) == len(drawn(guided, "circle")) == 1
    assert len(drawn(guided, "path")) == len(drawn(plain, "path")) + 1
    (dot,) = drawn(plain, "circle")
    assert float(dot["cx"]) == pytest.approx((svg.LEFT + svg.WIDTH - svg.RIGHT) / 2)
