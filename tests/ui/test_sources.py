from __future__ import annotations

import datetime as dt

from ingest.draft import Block, Draft
from ingest.pipeline import store
from rag import Pullquote
from rag.types import Span
from ui import schemas
from ui.wording import source

REPORT = " ".join(
    f"Sentence {n} of the report tells what the council of the town decided about bridge number {n * n} that night."
    for n in range(12)
)


def add(pullquote: Pullquote, host: str, publisher: str | None, text: str = REPORT) -> str:
    draft = Draft([Block(text)], f"Council decides, by {host}", f"https://{host}/report", publisher)
    return store(draft, pullquote.library, pullquote.embedder).article.id


def test_copies_of_a_report_are_one_source_and_a_changed_article_says_so(sample_pullquote: Pullquote) -> None:
    library = sample_pullquote.library
    ids = [
        add(sample_pullquote, "a.example", "The Post"),
        add(sample_pullquote, "b.example", "The Gazette"),
        add(sample_pullquote, "c.example", None),
        add(sample_pullquote, "d.example", "The Post"),
    ]
    try:
        cited = schemas.cite(1, Span(ids[0], 1, 0, 10), library)
        assert cited.same_report == ["The Gazette", "Council decides, by c.example"]
        assert not cited.changed_since
        of_copy = schemas.cite(1, Span(ids[1], 1, 0, 10), library)
        assert source(of_copy) == (
            "The Gazette; the same report: The Post, Council decides, by c.example  https://b.example/report"
        )
        add(sample_pullquote, "a.example", "The Post", f"{REPORT} It was corrected.")
        assert "an older version: the article has changed since" in source(
            schemas.cite(1, Span(ids[0], 1, 0, 10), library)
        )
    finally:
        library.remove(*ids)


def test_an_article_alone_has_nothing_to_add(sample_pullquote: Pullquote, sample_id: str) -> None:
    published = dt.date(2025, 2, 20)
    cited = schemas.cite(1, Span(sample_id, 1, 0, 10), sample_pullquote.library)
    assert (cited.same_report, cited.changed_since, cited.published) == ([], False, published)
    assert ";" not in source(cited)
