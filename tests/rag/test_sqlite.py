from __future__ import annotations

from pathlib import Path

from rag_helpers import FewWordsEmbedder, make_article, make_passages, store

from rag.library import Library
from rag.types import Entry

TABLES = ["versions", "v", "passages", "p", "bands", "facts", "tags"]


def test_whatever_is_about_a_few_articles_looks_at_no_others(tmp_path: Path) -> None:
    with Library.open(tmp_path, FewWordsEmbedder()) as library:
        library.open_index()
        told: list[str] = []
        library._record._db.set_trace_callback(told.append)
        article = make_article("The dog ran.", article_id="a1", url="https://example.org/a")
        entry = Entry(article, tuple(make_passages(article)), ("a band",))
        library.add_all([entry], FewWordsEmbedder().embed(["The dog ran."]))
        copy = store(library, make_article("The cat ran.", article_id="a2", copy_of="a1"))
        assert library.sharing(["a band"]) == [article]
        assert library.copies(article) == [copy]
        assert library.originals(["a1", "a2"]) == {"a2": "a1"}
        assert library.by_text(copy.sha256) == copy
        assert library.by_url("https://example.org/a") == article
        assert library.search_words("Which cat?", 1) == library.passages("a2")
        library.remove("a2")
        library._record._db.set_trace_callback(None)
        asked = {one for one in told if one.startswith(("SELECT", "\nSELECT", "UPDATE", "DELETE", "INSERT"))}
        assert len(asked) > 20
        for one in asked:
            for step in library._record._db.execute(f"EXPLAIN QUERY PLAN {one}").fetchall():
                assert step["detail"].split()[:2] not in [["SCAN", table] for table in TABLES], one
                assert "(latest=?)" not in step["detail"], one
