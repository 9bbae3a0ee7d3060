from ingest import add, add_sample, add_text
from ingest.draft import Block, Draft
from ingest.pipeline import store

TEXT = "The council met on Monday night.\n\nIt voted, by nine to two, to close the old bridge until spring."


def test_the_sample_is_stored_whole(library, embedder):
    added = add_sample(library, embedder)
    assert added.outcome == "added"
    assert library.article(added.article.id) == added.article
    passages = library.passages(added.article.id)
    assert [library.words(p.span) for p in passages] == [p.text for p in passages]
    assert " ".join(p.text for p in passages).split() == added.article.text.split()


def test_the_same_text_twice_changes_nothing(library, embedder):
    first, again = add_text(TEXT, library, embedder), add_text(f"\n{TEXT}\n", library, embedder)
    assert again.outcome == "unchanged"
    assert again.article == first.article
    assert library.count() == 1


def test_the_same_url_with_another_text_is_a_new_version(library, embedder):
    url = "https://example.org/bridge"
    first = store(Draft(blocks=[Block("It rained.")], title="Rain", url=url), library, embedder)
    second = store(Draft(blocks=[Block("It poured.")], title="Rain", url=url), library, embedder)
    assert (first.outcome, second.outcome) == ("added", "updated")
    assert (second.article.id, second.article.version) == (first.article.id, 2)
    assert library.article(first.article.id, 1).text == "It rained."
    assert [p.text for p in library.passages(first.article.id)] == ["It poured."]


def test_an_html_file(library, embedder, tmp_path):
    page = tmp_path / "page.html"
    body = "".join(f"<p>{TEXT} It was the {n}th vote of the year on the matter.</p>" for n in range(4, 9))
    page.write_text(f"<html><head><title>Bridge closes</title></head><body><article>{body}</article></body></html>")
    added = add(page, library, embedder)
    assert added.article.title == "Bridge closes"
    assert "8th vote" in added.article.text
