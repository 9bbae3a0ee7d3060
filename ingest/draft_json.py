"""A draft as JSON, to go from one process to another: nothing in it can be run."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict

from ingest.dates import Moment
from ingest.draft import Block, Draft, Dropped, Kind


def dump(draft: Draft) -> str:
    """Write a draft as JSON that :func:`load` reads back as an equal one."""
    return json.dumps(asdict(draft), default=lambda moment: moment.isoformat())


def load(text: str) -> Draft:
    """Read what :func:`dump` wrote."""
    facts = json.loads(text)
    facts["blocks"] = [Block(block["text"], Kind(block["kind"])) for block in facts["blocks"]]
    facts["dropped"] = [Dropped(**dropped) for dropped in facts["dropped"]]
    facts["authors"] = tuple(facts["authors"])
    for name in ("published", "modified"):
        facts[name] = _moment(facts[name])
    return Draft(**facts)


def _moment(text: str | None) -> Moment | None:
    if text is None:
        return None
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
