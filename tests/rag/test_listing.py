from __future__ import annotations

import datetime as dt

import pytest
from rag_helpers import make_article

from rag.errors import NotInLibrary
from rag.listing import LONGEST_TAG, MOST_TAGS, Listing, Sort, Wanted
from rag.record import Record
from rag.types import Entry, Scope


def day(number: int) -> dt.date:
    return dt.date(2025, 2, 1) + dt.timedelta(number)


@pytest.fixture
def listing(record: Record) -> Listing:
    facts = [
        ("a", "Flood in Valencia", "Reuters", day(0), ("Ana Gil",)),
        ("b", "vote in Berlin", "Reuters", day(2), ()),
        ("c", "Über-Express stops", "The Post", day(1), ("Zoë Ort",)),
        ("d", "Undated", None, None, ()),
    ]
    record.add(
        Entry(
            make_article(
                f"Text of {name}.", article_id=name, title=title, publisher=paper, published=published, authors=authors
            ),
            (),
        )
        for name, title, paper, published, authors in facts
    )
    return Listing(record)


def ids(listing: Listing, **wanted: object) -> str:
    return "".join(one.id for one in listing.page(Wanted(**wanted), 50))


@pytest.mark.parametrize(
    ("query", "found"),
    [("", "bcad"), ("reuters FLOOD", "a"), ("zoë", "c"), ("ÜBER", "c"), ("gil february", "a"), ("100%", ""), ("_", "")],
)
def test_every_word_stands_in_some_fact(listing: Listing, query: str, found: str) -> None:
    assert ids(listing, query=query) == found
    assert listing.count(Wanted(query)) == len(found)


@pytest.mark.parametrize(
    ("sort", "found"), [(Sort.NEWEST, "bcad"), (Sort.OLDEST, "acbd"), (Sort.TITLE, "adbc"), (Sort.ADDED, "abcd")]
)
def test_a_list_is_sorted(listing: Listing, sort: Sort, found: str) -> None:
    assert ids(listing, sort=sort) == found


def test_a_list_is_narrowed_to_publishers_and_days(listing: Listing) -> None:
    assert ids(listing, scope=Scope(publishers=("Reuters",))) == "ba"
    assert ids(listing, scope=Scope(since=day(1), until=day(2))) == "bc"
    assert listing.publishers() == {"Reuters": 2, "The Post": 1}


def test_articles_are_filed_under_tags_and_found_by_them(listing: Listing, record: Record) -> None:
    listing.file("a", [" Rain  today ", "spain", "spain", " "])
    listing.file("b", ["spain"])
    assert listing.tags() == {"Rain today": 1, "spain": 2}
    assert ids(listing, tag="spain") == "ba"
    assert ids(listing, query="rain") == "a"
    assert listing.page(Wanted(tag="Rain today"), 1)[0].tags == ("Rain today", "spain")
    listing.file("a", [])
    record.remove(["b"])
    assert listing.tags() == {}
    with pytest.raises(NotInLibrary):
        listing.file("z", ["spain"])


def test_tags_are_few_and_short(listing: Listing) -> None:
    listing.file("a", [f"{number} {'long ' * 20}" for number in range(30)])
    assert len(listing.tags_of("a")) == MOST_TAGS
    assert max(map(len, listing.tags_of("a"))) <= LONGEST_TAG


@pytest.mark.parametrize("servers", ["files"], indirect=True)  # PostgreSQL keeps long texts apart by itself
def test_a_list_reads_no_texts(listing: Listing, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []
    rows = record.rows
    monkeypatch.setattr(record, "rows", lambda query, values=(): (sent.append((query, values)), rows(query, values))[1])
    listing.page(Wanted("flood"), 50)
    listing.count(Wanted("flood"))
    for query, values in sent.copy():
        plan = [row["detail"] for row in rows(f"EXPLAIN QUERY PLAN {query}", values)]
        assert any("v USING COVERING INDEX versions_for_lists" in step for step in plan)


@pytest.mark.parametrize("servers", ["files"], indirect=True)
def test_a_list_is_searched_without_calling_python(listing: Listing, record: Record) -> None:
    with record.transaction() as db:
        db.create_function("facts", 5, None)
    assert ids(listing, query="flood") == "a"


def test_an_article_is_found_by_the_facts_of_its_latest_version(listing: Listing, record: Record) -> None:
    newer = make_article("Text of a, corrected.", article_id="a", title="Deluge in Valencia", version=2)
    record.add([Entry(newer, ())])
    assert ids(listing, query="deluge") == "a"
    assert ids(listing, query="flood") == ""
    record.remove(["a"])
    assert ids(listing, query="valencia") == ""


def test_many_words_are_searched_for(listing: Listing) -> None:
    assert ids(listing, query="o " * 5_000) == "bca"
