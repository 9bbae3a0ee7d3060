import datetime as dt

from documents import PARAGRAPHS, SENTENCES

from ingest.copies import bands, original_of
from rag.types import Article

REPORT = " ".join(SENTENCES)
OTHER = " ".join(f"{n} people said that it was {n * 3} miles to the {n * 7}th house." for n in range(12))


def stored(text: str) -> Article:
    return Article(id="a1", title="T", text=text, sha256="", version=1, fetched=dt.datetime.now(dt.UTC))


def is_copy(text: str) -> bool:
    return bool(set(bands(text)) & set(bands(REPORT))) and original_of(text, [stored(REPORT)]) is not None


def test_the_same_report_with_small_changes_is_a_copy():
    assert is_copy("KYIV (AP) — " + REPORT.replace("Monday night", "Monday evening"))


def test_a_shortened_report_is_a_copy():
    assert original_of(" ".join(SENTENCES[:6]), [stored(REPORT)]) is not None


def test_another_report_is_not():
    assert not is_copy(OTHER)
    assert original_of(OTHER, [stored(REPORT)]) is None


def test_a_report_that_quotes_a_paragraph_of_another_is_not():
    assert original_of(f"{OTHER} {PARAGRAPHS[0]}", [stored(REPORT)]) is None


def test_very_short_texts_are_never_copies():
    assert bands("It rained.") == []
    assert original_of("It rained.", [stored("It rained.")]) is None
