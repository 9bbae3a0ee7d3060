from documents import PARAGRAPHS, page

from ingest.body import blocks
from ingest.container import keys
from ingest.dom import parse
from ingest.furniture import sort_out

TITLE = "Council closes bridge"
TEXT = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def dropped(body: str, hints: set[str] = frozenset()) -> list[tuple[str, str]]:
    root = parse(page(body)).find("body")
    return [(b.text, reason) for b, reason in sort_out(list(blocks(root)), TITLE, hints) if reason]


def test_an_article_alone_is_kept():
    assert dropped(TEXT) == []


def test_what_stands_above_the_text_has_its_reason():
    body = (
        "<p>Breaking now</p><h1>Council closes bridge</h1><h2 class='standfirst'>The vote was nine to two, and the "
        f"night was long.</h2><p>By Ann Lee</p><p>Published February 20, 2025, 10:30 am</p><p>3 min read</p>{TEXT}"
    )
    assert [reason for _, reason in dropped(body)] == [
        "above the headline", "headline", "standfirst", "byline", "date line", "reading time",
    ]  # fmt: skip


def test_top_headings_inside_the_text_are_headings():
    assert dropped(f"<h1>Another headline</h1>{TEXT}<h1>Another heading</h1>{TEXT}") == [
        ("Another headline", "headline")
    ]


def test_captions_and_credits_are_not_text():
    figure = "<figure><figcaption>The bridge at night</figcaption></figure><p>Photo: Bo Diaz / Daily</p>"
    assert [reason for _, reason in dropped(TEXT + figure + TEXT)] == ["caption", "photo credit"]


def test_lines_and_lists_of_links_go_with_their_label():
    links = "<ul><li><a href='/1'>Another story of the day</a></li><li><a href='/2'>And one more of them</a></li></ul>"
    body = f"{TEXT}<p>More stories from the city</p>{links}<p><a href='/3'>Why the mayor left the room</a></p>{TEXT}"
    assert [reason for _, reason in dropped(body)] == ["promotion", "link", "link", "link"]


def test_a_linked_sentence_and_an_article_of_links_stay():
    sentence = f"<p><a href='/1'>{PARAGRAPHS[0]}</a></p>"
    assert dropped(TEXT + sentence + TEXT) == []
    products = "".join(f"<p><a href='/{n}'>Product number {n} of the list</a></p>" for n in range(9))
    assert dropped(f"<p>{PARAGRAPHS[0]}</p>{products}<p>{PARAGRAPHS[1]}</p>") == []


def test_below_what_both_extractors_found_only_neighbors_stay():
    body = (
        f"<div>{TEXT}<p>{PARAGRAPHS[0]} Again.</p></div><div><p>Support our work: we ask all of our readers.</p></div>"
    )
    assert [reason for _, reason in dropped(body, keys("\n".join(PARAGRAPHS)))] == ["below the text"]


def test_words_under_a_picture_are_a_caption_and_slanted_words_elsewhere_are_not():
    words = "The bridge seen from the ferry. (Bo Diaz/Daily)"
    assert dropped(f"{TEXT}<p><img src=a.jpg><em>{words}</em></p>{TEXT}") == [(words, "caption")]
    assert (
        dropped(f"{TEXT}<p><em>{words}</em></p><p><img src=a.jpg>It rained all day in the <em>old</em> town.</p>") == []
    )


def test_a_box_that_repeats_a_quote_goes_with_its_name_and_other_quotations_stay():
    box = "<div class='quote-box'><p>“We could not wait any longer,”</p><cite>Ann Lee, council</cite></div>"
    assert dropped(TEXT + box + TEXT) == [
        ("“We could not wait any longer,”", "pull quote"), ("Ann Lee, council", "pull quote"),
    ]  # fmt: skip
    assert dropped(f"{TEXT}<blockquote><p>We never said that the bridge is safe.</p></blockquote>{TEXT}") == []
    twice = "<blockquote><p>We never said that the bridge is safe.</p></blockquote>" * 2
    assert dropped(TEXT + twice + TEXT) == []


def test_a_time_that_counts_from_now_is_a_date_line():
    for stamp in ("Updated 3 hours ago", "1 day ago", "Posted: 20 mins ago"):
        assert dropped(f"<h1>{TITLE}</h1><span class='date'>{stamp}</span>{TEXT}") == [
            (TITLE, "headline"), (stamp, "date line"),
        ]  # fmt: skip
    assert dropped(f"{TEXT}<p>It rained three days ago.</p>{TEXT}") == []
