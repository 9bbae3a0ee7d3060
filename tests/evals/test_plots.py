import base64
import re
from xml.etree import ElementTree

from evals.plots import Bar, bars, curve, to_svg

SVG = "{http://www.w3.org/2000/svg}"


def words(drawing: str) -> list[str]:
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own output
    return ["".join(element.itertext()).strip() for element in root.iter(f"{SVG}text")]


def test_every_label_and_title_is_drawn_as_it_is() -> None:
    rows = [Bar("<script> $x$", 0.5, "0.50 & more"), Bar("why", 1.0, "all", spread=(0.8, 1.2))]
    shown = words(to_svg([bars(rows, title="By <kind>", guide=1)]))
    assert {"<script> $x$", "0.50 & more", "why", "all", "By <kind>"} <= set(shown)


def test_plots_stand_under_each_other_in_one_file() -> None:
    one = bars([Bar("who", 0.5, "")], title="First")
    two = curve([(1, 1), (10, 4)], title="Second", across="x", up="y", labels=["a", "b"], logarithmic=True)
    shown = words(to_svg([one, two]))
    assert [word for word in shown if word in ("First", "Second")] == ["First", "Second"]
    assert {"x", "y", "a", "b"} <= set(shown)


def test_the_same_plot_is_the_same_file() -> None:
    plot = curve([(0, 0), (0.5, 1)], title="t", across="x", up="y", joined=False, diagonal=True, unit=True)
    assert to_svg([plot]) == to_svg([plot])


def test_a_figure_of_a_page_carries_its_image() -> None:
    figure = bars([Bar("who", 0.5, "half")], title='"<b>').figure()
    assert 'alt="&quot;&lt;b&gt;"' in figure
    (data,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', figure)
    drawing = base64.b64decode(data).decode()
    assert "half" in words(drawing)
    assert '"<b>' not in words(drawing)  # the caption says it
