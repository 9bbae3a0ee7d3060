import pytest

from ingest.css import BLACK, WHITE, alike, attribute_color, read_style


@pytest.mark.parametrize(
    ("style", "display"),
    [
        ("display: none", "none"),
        ("DISPLAY:NONE", "none"),
        ("di\\73play: no/**/ne", None),
        ("di\\73play:/* no */none", "none"),
        ("display: none; display: block", "block"),
        ("display: none !important; display: block", "none"),
        ("color; display: none", "none"),
        ("color: red", None),
    ],
)
def test_a_style_is_read_as_browsers_read_it(style, display):
    assert read_style(style).word("display") == display


@pytest.mark.parametrize(
    ("style", "pixels"),
    [
        ("font-size: 0", 0),
        ("font-size: 1px", 1),
        ("font-size: 50%", 8),
        ("font-size: 2em", 32),
        ("font-size: small", None),
        ("font: 600 12px/1.5 serif", 12),
        ("font: 0/0 serif", 0),
        ("color: red", None),
    ],
)
def test_sizes_are_told_in_pixels(style, pixels):
    assert read_style(style).font_size == pixels


@pytest.mark.parametrize(
    "color", ["#fff", "#fffffe", "white", "rgb(255, 255, 255)", "rgb(255 255 255 / 80%)", "hsl(0 0% 100%)"]
)
def test_a_color_is_known_however_it_is_written(color):
    assert alike(read_style(f"color: {color}").color("color"), WHITE)
    assert not alike(read_style(f"color: {color}").color("color"), BLACK)


def test_what_is_no_color_or_beside_a_picture_is_not_known():
    for style in ("color: inherit", "color: oklch(1 0 0)", "color: currentcolor", "background: url(a.png) #fff"):
        style = read_style(style)
        assert style.color("color") is style.background is None
    assert attribute_color("nothing") is None
    assert attribute_color("#FFFFFF") == WHITE
    assert not alike(None, WHITE)


def test_a_background_without_color_lets_the_one_behind_it_through():
    assert not read_style("background: none").paints
    assert not read_style("background-color: rgba(0, 0, 0, 0)").paints
    assert read_style("background: url(a.png)").paints
    assert read_style("background: #000 no-repeat").background == BLACK


@pytest.mark.parametrize(
    ("style", "clipped"),
    [
        ("clip: rect(0 0 0 0)", True),
        ("clip: rect(1px, 1px, 1px, 1px)", True),
        ("clip: rect(0, 100px, 20px, 0)", False),
        ("clip: auto", False),
        ("clip-path: inset(50%)", True),
        ("clip-path: inset(10%)", False),
        ("clip-path: circle(40%)", False),
    ],
)
def test_a_clip_that_leaves_nothing_is_known(style, clipped):
    assert read_style(style).is_clipped is clipped
