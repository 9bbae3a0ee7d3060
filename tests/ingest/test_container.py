from documents import PARAGRAPHS, page

from ingest.body import blocks
from ingest.container import choose, keys, same_words
from ingest.dom import parse

TEXT = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
TEASERS = "".join(
    f"<li><a href='/{n}'>Another story of the day, number {n}, that is not read here</a></li>" for n in range(9)
)


def chosen(body: str, hints: set[str] = frozenset(), title: str | None = None) -> str | None:
    root = parse(page(body))
    return choose(root, list(blocks(root)), hints, title).get("id")


def test_the_deepest_element_with_most_of_the_prose():
    assert chosen(f"<div id=a><div id=b>{TEXT}</div><ul>{TEASERS}</ul></div>") == "b"


def test_prose_that_another_extractor_found_too_weighs_more():
    other = "".join(
        f"<p>A note on the weather of day {n} of the month, as it was seen from the tower.</p>" for n in range(6)
    )
    body = f"<div id=a><div id=b>{TEXT}</div><div id=c>{other}</div></div>"
    assert chosen(body, keys("\n".join(PARAGRAPHS))) == "b"


def test_the_article_around_the_headline():
    others = "".join(f"<article><h2>Other {n}</h2>{TEXT}</article>" for n in range(3))
    body = f"<article id=a><h1>Council closes bridge</h1>{TEXT}</article>{others}"
    assert chosen(body, title="Council closes bridge") == "a"


def test_text_in_several_like_parts_is_taken_whole():
    body = f"<div id=a><section class=part>{TEXT}{TEXT}</section><p>Ad</p><section class=part>{TEXT}</section></div>"
    assert chosen(body) == "a"


def test_a_list_is_a_part_of_the_text_around_it():
    items = "".join(f"<li>{p}</li>" for p in PARAGRAPHS * 2)
    assert chosen(f"<div id=a><p>{PARAGRAPHS[0]}</p><ol>{items}</ol></div>") == "a"


def test_headlines_that_say_the_same():
    assert same_words("Council closes bridge", "COUNCIL CLOSES BRIDGE | The Daily")
    assert not same_words("Council closes bridge", "Mayor opens road")
    assert not same_words("", "Council")
