"""Writes the record of a small library beside this file, as the Pullquote of today makes it.

Run it for every version that is released and for every new schema, and commit what it writes; a file that is there
stays as it is:

    python tests/rag/libraries/make.py
"""

from __future__ import annotations

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
SAYS = "The council voted for the new bridge on Tuesday.\n\n“It will open in May,” said Mayor Ann Lee."
SAID_FIRST = "The council voted for a bridge.\n\n“It will open in April,” said Mayor Ann Lee."
COPY = f"{SAYS}\n\nMore reports follow."
QUESTION = "When will the bridge open?"


def make(file: Path) -> None:
    """Make a library with a row in every table, and copy its record."""
    import datetime as dt
    import hashlib

    from ingest.copies import bands
    from ingest.split import split
    from rag import Pullquote, backup
    from rag.feedback import Fault, Feedback
    from rag.settings import Settings
    from rag.types import Article, Question, Turn

    def article(article_id: str, text: str, number: int = 1, **facts: object) -> Article:
        values = {"title": "A bridge for May", "fetched": dt.datetime(2026, 1, number, 8, tzinfo=dt.UTC)} | facts
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Article(id=article_id, text=text, sha256=sha256, version=number, **values)

    day = dt.date(2026, 1, 1)
    facts = {
        "url": "https://example.org/bridge",
        "publisher": "The Post",
        "authors": ("Bo Chen",),
        "published": day,
        "modified": day,
        "agency": "AP",
        "language": "en",
        "etag": "x1",
        "last_modified": "Thu, 01 Jan 2026 08:00:00 GMT",
        "published_at": dt.datetime(2026, 1, 1, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        "section": "City",
        "place": "Norrisk",
    }
    with tempfile.TemporaryDirectory() as folder, Pullquote(Settings(home=Path(folder))) as pullquote:
        library = pullquote.library
        for stored in (
            article("bridge", SAID_FIRST, **facts),
            article("bridge", SAYS, 2, **facts),
            article("copy", COPY, copy_of="bridge"),
        ):
            passages = split(stored.text, stored.id, stored.version, stored.subheads)
            library.add(stored, passages, pullquote.embedder.embed([p.text for p in passages]), bands(stored.text))
        library.listing.file("bridge", ["council"])
        answer = pullquote.ask(QUESTION)
        unknown = pullquote.ask(Question("Who paid?", (Turn.of(answer),)))
        mine = library.conversations("ann")
        for number, turn in enumerate((answer, unknown)):
            mine.save("talk", number, turn)
        mine.share("talk")
        library.feedback.give("ann", "talk", 0, Feedback(answer))
        library.feedback.give("ann", "talk", 1, Feedback(unknown, (Turn.of(answer),), Fault.MISSING, "The city."))
        backup.copy_database(Path(folder) / "record.sqlite", file)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[2]))
    from rag.schema import SCHEMA_VERSION

    target = HERE / f"{version('pullquote')}-schema{SCHEMA_VERSION}.sqlite"
    if target.exists():
        sys.exit(f"{target} is there already.")
    make(target)
