import datetime as dt

from ingest.draft import Kind
from ingest.markdown import read_markdown

TEXT = """---
title: "Front title"
author: Ann Lee
date: 2025-02-20
url: https://daily.example/bridge
---

# A heading

The council **met** on [Monday](https://evil.example) night.

## What comes next

- one
- two

| Vote | Count |
|------|-------|
| Yes  | 9     |

<script>alert(1)</script>
"""


def test_front_matter_headings_links_lists_and_tables():
    draft = read_markdown(TEXT)
    assert (draft.title, draft.authors, draft.url) == ("Front title", ("Ann Lee",), "https://daily.example/bridge")
    assert draft.published == dt.date(2025, 2, 20)
    assert [b.text for b in draft.blocks] == [
        "The council met on Monday night.", "What comes next", "one", "two", "Vote | Count\nYes | 9",
    ]  # fmt: skip
    assert draft.blocks[1].kind is Kind.HEADING


def test_without_front_matter_the_first_heading_is_the_title():
    draft = read_markdown("# Bridge closes\n\nThe council met.")
    assert draft.title == "Bridge closes"
    assert draft.text == "The council met."


def test_authors_in_a_list_and_in_the_text():
    for authors in ("author: [Ann Lee, 'Bo Diaz']", "authors:\n  - Ann Lee\n  - Bo Diaz"):
        draft = read_markdown(f"---\ntitle: T\n{authors}\n---\n# T\n\n*By Ann Lee*\n\nThe council met.")
        assert draft.authors == ("Ann Lee", "Bo Diaz")
        assert draft.text == "The council met."
