from xml.etree import ElementTree

import pytest

from evals import svg


def drawn(plot: svg.Plot, tag: str) -> list[dict[str, str]]:
    return [element.attrib for element in ElementTree.fromstring(plot.figure()).iter(tag)]  # noqa: S314 - our own output


def test_bars_are_as_long_as_their_values() -> None:
    figure = svg.bars([("who", 0.5, "0.50 of 4"), ("why", 1.0, "all")], title="By kind")
    widths = [float(rect["width"]) for rect in drawn(figure, "rect")]
    assert widths == [75, 150]


def test_labels_are_escaped() -> None:
    figure = svg.bars([("<script>", 0.5, "&")], title='"<b>')
    for text in (figure.figure(), svg.file([figure])):
        assert "<script>" not in text
        assert "<b>" not in text
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


def test_a_file_stands_alone_and_holds_every_plot() -> None:
    one = svg.bars([("who", 0.5, "")], title="First")
    two = svg.curve([(0, 0), (1, 1)], title="Second", across="x", up="y")
    root = ElementTree.fromstring(svg.file([one, two]))  # noqa: S314 - our own output
    names = [element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()]
    assert names[0] == "svg"
    assert (names.count("rect"), names.count("polyline"), names.count("style")) == (1, 1, 1)
    assert float(root.attrib["height"]) == one.height + two.height + 80
    assert svg.file([]).startswith("<svg")
