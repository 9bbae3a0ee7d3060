"""Laws of texts: what is cut fits together again, and every place is where it says."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from made_up import drafts, texts

from ingest.clean import clean
from ingest.draft import Draft, tidy
from ingest.split import split
from rag.sentences import sentences


def bare(text: str) -> str:
    """The text without white space, which belongs to no passage."""
    return re.sub(r"\s+", "", text)


@given(texts)
@example("")
@example("One word")
def test_passages_tile_the_text(text: str) -> None:
    passages = split(text, "a1")
    assert bare("".join(passage.text for passage in passages)) == bare(text)
    before = 0
    for number, passage in enumerate(passages):
        span = passage.span
        assert (passage.id, span.article, span.version) == (f"a1:1:{number}", "a1", 1)
        assert before <= span.start < span.end <= len(text)
        assert passage.text == text[span.start : span.end]
        assert not text[before : span.start].strip()
        before = span.end
    assert not text[before:].strip()


@given(texts)
def test_sentences_tile_the_text(text: str) -> None:
    before = 0
    for start, end in sentences(text):
        assert before <= start < end <= len(text)
        assert not text[before:start].strip()
        assert text[start:end] == text[start:end].strip()
        before = end
    assert not text[before:].strip()


@given(drafts)
def test_a_heading_stays_with_the_text_below_it(draft: Draft) -> None:
    text, subheads = draft.text, draft.subheads
    passages = split(text, "a1", 1, subheads)
    assert bare("".join(passage.text for passage in passages)) == bare(text)
    for start, end in subheads:
        assert text[start:end] in [block.text for block in draft.blocks]


@given(drafts)
def test_cleaning_only_leaves_out_and_says_what(draft: Draft) -> None:
    before = [block.text for block in draft.blocks]
    cleaned = clean(draft)
    rest = iter(before)
    for block in cleaned.blocks:
        assert any(text.endswith(block.text) for text in rest), "kept in their order; a date line may be cut off"
    kept = bare("".join(block.text for block in cleaned.blocks))
    dropped = bare("".join(one.text for one in cleaned.dropped))
    assert sorted(kept + dropped) == sorted(bare("".join(before)))
    assert all(one.reason for one in cleaned.dropped)
    for start, end in cleaned.subheads:
        assert cleaned.text[start:end] in [block.text for block in cleaned.blocks]


@given(drafts)
def test_cleaning_twice_changes_nothing(draft: Draft) -> None:
    once = list(clean(draft).blocks)
    assert clean(Draft(blocks=list(once))).blocks == once


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
