import itertools
import threading
import time

import pytest
from documents import article

from ingest import extract
from ingest.batch import Item
from ingest.bulk import Progress, add_many
from rag.errors import FetchFailed, LibraryDamaged, SourceError


def write(folder, count):
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(f"The council met {n} times.\n\nIt voted {n * 2} times on the bridge.")
    return sorted(folder.glob("*.txt"))


def test_each_source_is_added_once_and_in_any_number(library, embedder, tmp_path):
    files = write(tmp_path, 30)
    items = list(add_many([*files, files[0]], library, embedder))
    assert sorted(str(i.source) for i in items) == sorted(map(str, [*files, files[0]]))
    assert [i.added.outcome for i in items].count("unchanged") == 1
    assert library.count() == 30


def test_a_bad_source_is_told_and_the_others_are_added(library, embedder, tmp_path):
    files = write(tmp_path, 4)
    files[2].write_bytes(b"\x89PNG")
    items = list(add_many(files, library, embedder))
    (failed,) = [i for i in items if i.error]
    assert failed.source == files[2]
    assert "a picture" in str(failed.error)
    assert library.count() == 3


def test_whatever_a_source_makes_a_parser_raise_is_its_own_failure(library, embedder, tmp_path, monkeypatch):
    files = write(tmp_path, 2)
    real = __import__("ingest.bulk", fromlist=["extract"]).extract

    def fragile(source, fetcher):
        if source == files[0]:
            raise MemoryError("too much")
        return real(source, fetcher)

    monkeypatch.setattr("ingest.bulk.extract", fragile)
    items = list(add_many(files, library, embedder))
    assert [str(i.error) for i in items if i.error] == [f"{files[0]} cannot be read (MemoryError: too much)."]
    assert library.count() == 1


def test_stopping_early_leaves_whole_articles_and_a_rerun_goes_on(library, embedder, tmp_path):
    files = write(tmp_path, 400)
    stopped = add_many(files, library, embedder)
    first = list(itertools.islice(stopped, 5))
    stopped.close()
    there = library.count()
    assert len(first) == 5 <= there < 400
    assert all(library.passages(a.id) for a in library.articles())
    again = [i.added.outcome for i in add_many(files, library, embedder)]
    assert again.count("unchanged") == there
    assert library.count() == 400


def test_told_to_stop_no_more_is_embedded_than_is_begun(library, embedder, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.bulk._UNINTERRUPTED", 1)
    real, begun = embedder.embed, []

    def slow(texts):
        begun.append(time.monotonic())
        time.sleep(0.01)
        return real(texts)

    monkeypatch.setattr(embedder, "embed", slow)
    stopped = add_many(write(tmp_path, 300), library, embedder)
    next(stopped)
    told = time.monotonic()
    stopped.close()
    assert sum(moment > told for moment in begun) <= 2, "one in each of the batches that are embedded"


def test_a_batch_is_begun_before_the_one_before_is_embedded(library, embedder, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.bulk._AT_FIRST", 1)
    monkeypatch.setattr("ingest.bulk._SOON", 60)
    real, at_once = embedder.embed, threading.Barrier(2)

    def embed(texts):
        at_once.wait(60)
        return real(texts)

    monkeypatch.setattr(embedder, "embed", embed)
    assert sum(item.added is not None for item in add_many(write(tmp_path, 5), library, embedder)) == 5


def test_articles_are_embedded_together_though_reading_takes_longer(library, embedder, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.bulk._SOON", 60)
    real, sizes = embedder.embed, []

    def embed(texts):
        sizes.append(len(texts))
        return real(texts)

    def slow(source, fetcher):
        time.sleep(0.005)
        return extract(source, fetcher)

    monkeypatch.setattr(embedder, "embed", embed)
    monkeypatch.setattr("ingest.bulk.extract", slow)
    list(add_many(write(tmp_path, 100), library, embedder))
    assert sizes == [16, 64, 20]


def test_an_article_is_stored_while_the_next_one_is_waited_for(library, embedder, tmp_path):
    files = write(tmp_path, 2)
    stored = threading.Event()
    in_time = []

    def sources():
        yield files[0]
        in_time.append(stored.wait(60))
        yield files[1]

    for item in add_many(sources(), library, embedder):
        assert item.added.outcome == "added"
        stored.set()
    assert in_time == [True]
    assert library.count() == 2


def test_an_error_of_the_embedder_ends_the_reading_thread(library, embedder, tmp_path):
    def fail(texts):
        raise RuntimeError("no memory")

    embedder.embed = fail
    with pytest.raises(RuntimeError, match="no memory"):
        list(add_many(write(tmp_path, 100), library, embedder))


def test_urls_that_are_there_are_not_fetched_again(library, embedder, site, fetcher):
    site.page("/a", article().encode())
    assert [i.added.outcome for i in add_many([f"{site.url}/a"], library, embedder, fetcher)] == ["added"]
    asked = len(site.requests)
    assert [i.added.outcome for i in add_many([f"{site.url}/a?utm_source=x"], library, embedder, fetcher)] == [
        "unchanged"
    ]
    assert len(site.requests) == asked


def test_a_url_that_fails_is_told(library, embedder, site, fetcher):
    (item,) = add_many([f"{site.url}/gone"], library, embedder, fetcher)
    assert isinstance(item.error, FetchFailed)


@pytest.mark.parametrize("address", ["http://[::1/", "http://℀.example/", "https://"])
def test_an_address_that_is_none_is_told_and_the_others_are_added(address, library, embedder, tmp_path):
    files = write(tmp_path, 3)
    items = list(add_many([files[0], address, *files[1:]], library, embedder))
    (failed,) = [i for i in items if i.error]
    assert failed.source == address
    assert "is not a web address" in str(failed.error)
    assert library.count() == 3


def test_what_ends_the_reading_is_raised_and_not_passed_over(library, embedder, tmp_path, monkeypatch):
    def damaged(url):
        raise LibraryDamaged("The record is damaged.")

    monkeypatch.setattr(library, "by_url", damaged)
    with pytest.raises(LibraryDamaged):
        list(add_many([*write(tmp_path, 3), "https://news.example/a"], library, embedder))


def test_progress_counts_and_tells_the_time_left(monkeypatch):
    now = itertools.count(10.0, 10.0)
    monkeypatch.setattr("ingest.bulk.time.monotonic", lambda: next(now))
    progress = Progress(total=4, started=0.0)
    assert progress.seconds_left is None
    progress.count(Item("a"))
    progress.count(Item("b", error=SourceError("no")))
    assert (progress.done, [i.source for i in progress.failed]) == (2, ["b"])
    assert progress.rate == pytest.approx(2 / 10)
    assert progress.seconds_left == pytest.approx(2 / (2 / 20))
