from __future__ import annotations

import re
from dataclasses import replace

import pytest

from evals.hostile.measure import load_hostile
from rag.types import Answer, Article, Citation, Refusal, RefusalReason, Scope, Span, Statement, Verdict
from rag.writer.words import written
from ui.web.chat import answer_html, notice_html, question_html

EVIL = "<img src=x onerror=alert(1)>\n\n![x](http://evil.example/x.png) [y](javascript:alert(1)) <script>"


@pytest.fixture
def citation(article: Article) -> Citation:
    start = article.text.index("They need")
    return Citation(1, Span(article.id, 1, start, start + len("They need to tone it down")), "reader")


@pytest.fixture
def answer(citation: Citation) -> Answer:
    return Answer("who?", "Mike Waltz", (Statement("Mike Waltz", (citation,), Verdict.SUPPORTED),), confidence=0.87)


def test_the_short_answer_stands_first_with_its_citation(answer: Answer, library, article: Article) -> None:
    span = answer.citations[0].span
    link = f'href="#a={article.id}&amp;v=1&amp;s={span.start}-{span.end}"'
    assert re.match(
        rf'<div class="answer"><p class="short">Mike Waltz<a class="cite" {link}>1', answer_html(answer, library)
    )


def test_the_quote_is_the_slice_of_the_stored_text_with_its_source(answer: Answer, library) -> None:
    page = answer_html(answer, library)
    assert "<blockquote>They need to tone it down</blockquote>" in page
    assert '<span class="from">The Daily Test, 20 February 2025</span>' in page


def test_a_statement_that_is_its_own_quote_is_shown_once(answer: Answer, library) -> None:
    words = library.words(answer.citations[0].span)
    proof = replace(answer.statements[0], text=words)
    page = answer_html(replace(answer, statements=(proof,)), library)
    assert "statement" not in page
    assert page.count(f">{words}<") == page.count(f"<q>{words}</q>") + 1
    assert re.search(r'class="short">Mike Waltz<a class="cite"', page)


def test_how_sure_is_said_in_words_with_their_meaning(answer: Answer, library) -> None:
    assert "Quite sure" in answer_html(answer, library)
    assert "About 87 of 100 answers like this one are right." in answer_html(answer, library)
    assert "Not sure" in answer_html(replace(answer, confidence=0.2), library)


def test_a_follow_up_says_how_it_was_read(answer: Answer, library) -> None:
    page = answer_html(replace(answer, understood="who urged Kyiv to tone down?"), library)
    assert 'read as “<span>who urged Kyiv to tone down?</span>” <button type="button" class="correct">' in page


def test_an_unsupported_statement_is_struck_and_says_why(answer: Answer, library) -> None:
    wrong = Statement("He resigned.", (), Verdict.UNSUPPORTED)
    page = answer_html(replace(answer, statements=(*answer.statements, wrong)), library)
    assert "<s>He resigned.</s>" in page
    assert "Nothing in the articles supports this." in page


def test_what_a_model_wrote_shows_each_sentence_with_its_verdict_and_no_rating(citation: Citation, library) -> None:
    holds = Statement("Waltz asked Kyiv to tone it down.", (citation,), Verdict.SUPPORTED)
    wrong = Statement("Trump did.", (), Verdict.UNSUPPORTED, "the article gives this to Waltz")
    writing = Statement("And the", (), Verdict.UNCHECKED)
    answer = Answer("who?", holds.text, (holds, wrong, writing), answerer="ollama:tiny", prompt="passages-1")
    page = answer_html(answer, library)
    assert page.count(holds.text) == 1
    assert re.search(r'statement supported">Waltz asked Kyiv to tone it down.<a class="cite"', page)
    assert "<s>Trump did.</s>" in page
    assert "The article gives this to Waltz." in page
    assert 'statement unchecked">And the <span class="why">Not checked yet.' in page
    assert "written by ollama:tiny · each sentence held against the articles" in page
    assert "of 100 answers" not in page


def test_what_went_wrong_on_the_way_is_said(answer: Answer, library) -> None:
    assert '<p class="why">No &lt;key&gt;.</p><p class="short">' in answer_html(
        replace(answer, notice="No <key>."), library
    )


def test_a_refusal_shows_the_closest_passage(citation: Citation, library) -> None:
    refusal = Refusal(RefusalReason.NOT_SAID, "The article does not say why.", citation)
    page = answer_html(Answer("why?", refusal.text, refusal=refusal), library)
    assert page.startswith('<div class="refusal"><p class="short">The article does not say why.</p>')
    assert "They need to tone it down" in page


def test_a_refusal_says_what_was_looked_for_and_where(citation: Citation, library) -> None:
    refusal = Refusal(RefusalReason.NOT_SAID, "The article does not say why.", citation)
    answer = Answer("why?", refusal.text, refusal=refusal, understood="why did <b>he</b> leave?")
    assert "Looked for “why did &lt;b&gt;he&lt;/b&gt; leave?” in the whole library." in answer_html(answer, library)
    only = replace(answer, understood="", scope=Scope(publishers=("Post",)))
    assert "Looked for “why?” only in: Post." in answer_html(only, library)


def test_a_refusal_of_an_empty_library_says_of_nothing_that_it_was_looked_for(library) -> None:
    refusal = Refusal(RefusalReason.EMPTY_LIBRARY, "The library is empty.")
    assert "Looked for" not in answer_html(Answer("why?", refusal.text, refusal=refusal), library)


def test_an_answer_from_the_record_says_so_and_is_not_rated(library) -> None:
    page = answer_html(Answer("when?", "20 February 2025", confidence=1.0, answerer="record"), library)
    assert "from the article&#x27;s record" in page
    assert "sure" not in page


def test_a_citation_of_a_deleted_article_says_that_it_is_gone(answer: Answer, library, article: Article) -> None:
    library.remove(article.id)
    page = answer_html(answer, library)
    assert "href" not in page
    assert "was deleted" in page


@pytest.mark.parametrize("write", [question_html, notice_html])
def test_a_message_is_one_line_without_html_of_its_own(write) -> None:
    page = write(EVIL)
    assert "\n\n" not in page
    assert not re.findall(r"<(?:img|script|a)\b", page)


def test_nothing_of_an_answer_is_read_as_html(library) -> None:
    statement = Statement(EVIL, (), Verdict.PARTLY)
    page = answer_html(Answer(EVIL, EVIL, (statement,), answerer=EVIL, understood=EVIL + "?"), library)
    assert "\n" not in page
    assert not re.findall(r"<(?:img|script|a)\b", page)


def test_copies_of_a_report_and_the_quoted_article_are_one_source(make_article, scripted_library) -> None:
    first = make_article(id="a" * 12)
    copies = [make_article(id=f"{n}" * 12, copy_of=first.id, publisher=f"Paper {n}") for n in (1, 2)]
    answer = Answer(
        "who?", "The", (Statement("The", (Citation(1, Span(first.id, 1, 0, 3), "reader"),), Verdict.SUPPORTED),)
    )
    page = answer_html(answer, scripted_library([first, *copies]))
    assert "The Daily Test, 20 February 2025; the same report: Paper 1, Paper 2</span>" in page


def test_outlets_that_differ_have_a_line_each_with_the_number_of_its_proof(make_article, scripted_library) -> None:
    papers = [make_article(f"{name} wrote this.", id=name * 12, publisher=f"The {name}") for name in "ab"]
    statements = tuple(
        Statement("This.", (Citation(number, Span(paper.id, 1, 0, 1), "reader"),), Verdict.SUPPORTED)
        for number, paper in enumerate(papers, start=1)
    )

    def lines(*told: str) -> list[str]:
        proofs = tuple(replace(s, text="\n".join(told)) for s in statements)
        page = answer_html(Answer("who?", "\n".join(told), proofs), scripted_library(papers))
        short = re.search('<p class="short">(.*?)</p>', page)[1]
        return [re.sub("<span.*?</span>|<.*?>", "", line) for line in short.split("<br>")]

    assert lines("The a, 20 February 2025: yes", "The b, 20 February 2025: no") == [
        "The a, 20 February 2025: yes1",
        "The b, 20 February 2025: no2",
    ]
    assert lines("They met.", "", "They talked.") == ["They met.", "They talked.12"]
    assert lines("The a: yes") == ["The a: yes12"]


def test_a_quote_from_an_older_version_says_that_the_article_has_changed(make_article, scripted_library) -> None:
    old, new = make_article(id="a" * 12), make_article(id="a" * 12, version=2)
    answer = Answer(
        "who?", "The", (Statement("The", (Citation(1, Span(old.id, 1, 0, 3), "reader"),), Verdict.SUPPORTED),)
    )
    page = answer_html(answer, scripted_library([old, new]))
    assert "an older version: the article has changed since</span>" in page


def test_no_link_and_no_image_that_an_article_ordered_reaches_the_page(library) -> None:
    for hostile in load_hostile():
        statements = tuple(Statement(s.text, (), verdict) for s in written(hostile.obeyed) for verdict in Verdict)
        page = answer_html(Answer("why?", hostile.obeyed, statements, answerer="tiny", prompt="p"), library)
        assert not re.findall(r"<(?:img|script|a|iframe)\b|https?:|javascript:|data:", page)
