"""Laws of quotes and of spans: what is shown in marks is a slice of the stored text, whatever the text is."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st
from made_up import article, names, statements, texts

from rag.cite.align import window
from rag.cite.quotation import quotations
from rag.cite.quotes import _WORD, Match, _plain, _words, check_quote, quotes_in


def plain(text: str) -> list[str]:
    return [_plain(word) for word in _WORD.findall(text)]


@given(texts)
def test_normalized_words_keep_their_places(text: str) -> None:
    found = _words(text)
    assert [_plain(text[start:end]) for start, end in found.places] == list(found.words)
    assert all(one[1] <= other[0] for one, other in zip(found.places, found.places[1:], strict=False))


@given(texts, st.data())
def test_words_of_the_text_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    places = _words(text).places
    assume(places)
    first = data.draw(st.integers(0, len(places) - 1))
    last = data.draw(st.integers(first, min(first + 25, len(places) - 1)))
    quote = re.sub(r"[\[\]]", " ", text[places[first][0] : places[last][1]])
    assume(plain(quote) and "…" not in quote and "..." not in quote)
    shouted = f"  “{quote}” "
    for asked in (quote, shouted):
        found = check_quote(asked, None, [article(text)])
        assume(plain(found.quote) == plain(quote))  # marks at its ends do not count
        assert found.match in (Match.EXACT, Match.REPORTED)
        assert found.span
        assert plain(text[found.span.start : found.span.end]) == plain(quote)


@given(texts, statements, names)
def test_whatever_is_asked_a_span_lies_in_the_text(text: str, quote: str, speaker: str | None) -> None:
    found = check_quote(quote, speaker, [article(text)])
    if found.span is None:
        assert found.match is Match.NOT_FOUND
    else:
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert plain(text[found.span.start : found.span.end])
    if found.match is Match.EXACT:
        assert set(plain(text[found.span.start : found.span.end])) >= set(plain(quotes_taken_off(found.quote)))


def quotes_taken_off(quote: str) -> str:
    """Without what stands for words that were left out or put in."""
    return re.sub(r"\[[^\]]*\]|\[|\]", " ", quote)


@given(texts)
def test_quotations_lie_in_the_text_one_after_the_other(text: str) -> None:
    before = 0
    for found in quotations(text):
        start, end = found.inner
        assert before <= found.start <= start <= end <= found.end <= len(text)
        assert "\n\n" not in text[found.start : found.end]
        before = found.end
    for start, end in quotes_in(text, least=3):
        assert len(_WORD.findall(text[start:end])) >= 3


@given(statements, texts)
def test_what_a_statement_rests_on_are_sentences_of_the_text(statement: str, text: str) -> None:
    found = window(statement, text)
    assert 0.0 <= round(found.coverage, 9) <= 1.0
    assert len(found.sentences) <= 3
    for sentence in found.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip()
