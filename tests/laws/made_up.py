"""Made-up texts: words of news, quotes in all marks, scripts of the world, and characters that nobody expects.

A text is a list of pieces: making that up is quick, and what breaks a law is cut down to the pieces that matter.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from hypothesis import strategies as st

from ingest.draft import Block, Draft, Kind, tidy
from rag.types import Article

_WORDS = (
    "the a mayor Olsen Ann Lee said that it he she of in on Monday 9 million 3.5 U.S. Mr. Dr. bridge Kyiv don’t "
    "nations’ well-known café Zürich naïve 橋は月曜日に開いた 🐕 İstanbul ﬁnally straße e\u0301 \u200d 1,000 $5m "
    "2025-02-20"
).split(" ")
_MARKS = "“ ” \" ‘ ’ « » „ ' '' `` 「 」 ( ) [ ] …".split(" ")
_ENDS = [". ", "? ", "! ", ", ", ".\n\n", ".\n\n", "\n\n", "\n\n# ", "。", ": ", ".” ", ",” said Ann Lee. “"]
_FURNITURE = [
    "\n\nAdvertisement\n\n",
    "\n\nPublished on 20 February 2025\n\n",
    "\n\nREAD MORE: The bridge\n\n",
    "\n\n(AP)\n\n",
    "\n\nFollow us on Facebook.\n\n",
]
_pieces = st.sampled_from([f"{word} " for word in _WORDS] * 3 + _MARKS + _ENDS * 3 + _FURNITURE)
_any = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_made_up = st.builds(
    lambda begin, strange, end: "".join(begin) + strange + "".join(end),
    st.lists(_pieces, max_size=40),
    _any,
    st.lists(_pieces, max_size=40),
)


def _draft(text: str) -> Draft:
    """Its paragraphs as blocks, as they are extracted: tidy, none of them empty; "# " marks a heading."""
    blocks = []
    for paragraph in text.split("\n\n"):
        kind = Kind.HEADING if paragraph.startswith("# ") else Kind.PARAGRAPH
        words = tidy(paragraph.removeprefix("# ")).replace("\n", " ").strip()
        blocks += [Block(words, kind)] if words else []
    return Draft(blocks=blocks)


drafts = _made_up.map(_draft)
texts = drafts.map(lambda draft: draft.text)
statements = st.builds(lambda pieces, strange: "".join(pieces) + strange, st.lists(_pieces, max_size=20), _any)
names = st.one_of(st.none(), st.lists(_pieces, max_size=4).map("".join))


def article(text: str) -> Article:
    """The article with this text."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article("a1", "Made up", text, sha256, 1, dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
