from documents import page

from ingest.body import blocks
from ingest.dom import parse


def found(body: str):
    return list(blocks(parse(page(body)).find("body")))


def test_blocks_follow_the_elements_of_the_page():
    body = "loose <p>One <b>bold</b><i>er</i></p><h2>Two</h2><ul><li>a<li>b</ul><div>Three<p>Four</div>five"
    assert [(f.text, f.tag) for f in found(body)] == [
        ("loose", "div"), ("One bolder", "p"), ("Two", "h2"), ("a", "li"), ("b", "li"), ("Three", "div"),
        ("Four", "p"), ("five", "div"),
    ]  # fmt: skip


def test_two_line_breaks_part_paragraphs_and_one_does_not():
    assert [f.text for f in found("<p>one<br>two<br><br>three</p>")] == ["one\ntwo", "three"]
    line = "The council met on Monday night and voted, by nine to two, to close the old bridge."
    assert [f.text for f in found(f"<p>{line}<br>{line}</p>")] == [line, line]
    assert [f.text for f in found(f"<p>{line}<br>By night</p>")] == [f"{line}\nBy night"]


def test_line_ends_in_the_source_are_spaces():
    assert [f.text for f in found("<p>one\n two\r\n three</p>")] == ["one two three"]


def test_the_share_of_links():
    (block,) = found("<p><a href='/'>12345</a>67890</p>")
    assert block.link_share == 0.5


def test_tables_of_data_become_lines_and_tables_for_layout_their_blocks():
    data = "<table><tr><th>Vote</th><th>Count</th></tr><tr><td>Yes</td><td>9</td></tr></table>"
    assert [f.text for f in found(data)] == ["Vote | Count\nYes | 9"]
    captioned = data.replace("<table>", "<table><caption>How they\nvoted</caption>")
    assert [f.text for f in found(captioned)] == ["How they voted\nVote | Count\nYes | 9"]
    layout = f"<table><tr><td><p>{'long text ' * 40}</p></td><td>side</td></tr><tr><td>x</td><td>y</td></tr></table>"
    assert len(found(layout)) == 4


def test_comments_and_processing_instructions_are_passed_over():
    assert [f.text for f in found("<p>one<!-- no --><?php no ?> two</p>")] == ["one two"]
