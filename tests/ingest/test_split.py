from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.split import LONGEST, SHORTEST, split
from rag.sentences import sentences

SENTENCE = "The council met on Monday night and voted to close the old bridge until spring."  # 15 words


def text_of(*counts: int) -> str:
    return "\n\n".join(" ".join([SENTENCE] * count) for count in counts)


def test_passages_are_exact_slices_that_hold_every_sentence_once():
    text = text_of(3, 5, 2, 9, 1, 1, 1, 4)
    passages = split(text, "abc", 2)
    assert all(text[p.span.start : p.span.end] == p.text for p in passages)
    assert [p.id for p in passages] == [f"abc:2:{n}" for n in range(len(passages))]
    inside = [s for p in passages for s in sentences(text) if p.span.start <= s[0] and s[1] <= p.span.end]
    assert inside == sentences(text)


def test_passages_are_60_to_130_words():
    sizes = [len(p.text.split()) for p in split(text_of(*[2, 3, 1, 4] * 10), "abc")]
    assert all(SHORTEST <= size <= LONGEST for size in sizes)


def test_cuts_fall_between_paragraphs_where_they_can():
    text = text_of(6, 6, 6)
    assert [p.text for p in split(text, "abc")] == text.split("\n\n")


def test_a_heading_stays_with_the_text_below_it():
    heading = "What comes next"
    text = f"{text_of(7)}\n\n{heading}\n\n{text_of(7)}"
    start = text.index(heading)
    passages = split(text, "abc", subheads=[(start, start + len(heading))])
    assert [p.text.startswith(heading) for p in passages] == [False, True]


def test_a_sentence_without_end_is_cut_between_words():
    text = "word " * 10_000
    passages = split(text, "abc")
    assert max(len(p.text.split()) for p in passages) <= LONGEST
    assert " ".join(p.text for p in passages) == text.strip()


def test_a_short_article_is_one_passage():
    assert [p.text for p in split("It rained.", "abc")] == ["It rained."]


def test_no_text_has_no_passages():
    assert split("", "abc") == []


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.sets(st.integers(0, 11)))
def test_passages_tile_any_article(counts, headings):
    paragraphs = [" ".join([SENTENCE] * c) if i not in headings else "Heading" for i, c in enumerate(counts)]
    text, subheads, position = "\n\n".join(paragraphs), [], 0
    for paragraph in paragraphs:
        if paragraph == "Heading":
            subheads.append((position, position + 7))
        position += len(paragraph) + 2
    passages = split(text, "abc", subheads=subheads)
    gaps = [text[a.span.end : b.span.start] for a, b in pairwise(passages)]
    assert passages[0].span.start == 0
    assert passages[-1].span.end == len(text)
    assert not "".join(gaps).strip()
