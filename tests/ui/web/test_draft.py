from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from rag import Pullquote
from ui.web.draft import page


@pytest.fixture
def client(sample_pullquote: Pullquote, make_app) -> TestClient:
    return TestClient(make_app(sample_pullquote), base_url="http://localhost")


def test_the_form_stands_alone_until_there_is_a_draft(client: TestClient) -> None:
    shown = client.get("/draft")
    assert '<textarea id="draft-text" name="text"' in shown.text
    assert "findings" not in shown.text
    assert "default-src 'self'" in shown.headers["content-security-policy"]


def test_each_sentence_is_shown_with_verdict_reason_and_the_words_that_decide(
    client: TestClient, sample_id: str
) -> None:
    draft = "Mike Waltz spoke in an interview with Fox News. The resolution was being sponsored by over 70 nations."
    shown = client.post("/draft", data={"text": draft}).text
    assert '<li class="supported"><p class="sentence">Mike Waltz spoke in an interview with Fox News.' in shown
    assert "The article does not say over 70 here; it says over 50" in shown
    assert f'<a href="/#a={sample_id}&amp;v=1&amp;s=' in shown
    assert "2 sentences: 1 supported, 0 supported in part, 1 not supported." in shown


def test_nothing_of_a_draft_is_read_as_html(sample_pullquote: Pullquote) -> None:
    shown = "".join(page("</textarea><script>alert(1)</script> He said <b>so</b>.", sample_pullquote.library))
    assert "<script" not in shown
    assert "<b>" not in shown


def test_a_draft_without_words_says_so(sample_pullquote: Pullquote) -> None:
    assert "<li>The draft is empty: there is nothing to check.</li>" in "".join(page("...", sample_pullquote.library))
