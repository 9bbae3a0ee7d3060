"""Markdown to a draft."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from ingest.body import blocks
from ingest.bylines import names
from ingest.dates import read_moment
from ingest.dom import parse, prune
from ingest.draft import Block, Draft, Dropped, Kind, tidy
from ingest.hidden import strip_hidden
from ingest.plaintext import read_head

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,4000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_QUOTED = re.compile(r"[\[\]]|(?<!\w)[\"']|[\"'](?!\w)")  # what a list of names is written with
_LIST = re.compile(r"\n[ \t]*-[ \t]+(.+)")
_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)


def read_markdown(text: str) -> Draft:
    """Read Markdown: front matter becomes metadata, the first top heading the title, and links their words."""
    draft = Draft()
    if front := _FRONT_MATTER.match(text):
        _read_fields(dict(_FIELD.findall(_LIST.sub(r", \1", front.group(1)))), draft)
        text = text[front.end() :]
    root = parse(f"<body>{MarkdownIt().enable('table').render(text)}</body>")
    if root is None:
        return draft
    draft.dropped += (Dropped(tidy(hidden), "hidden") for hidden in strip_hidden(root))
    prune(root)
    for found in blocks(root):
        if found.tag == "h1" and not draft.blocks:
            draft.title = draft.title or found.text
            continue
        heading = re.fullmatch(r"h\d", found.tag)
        draft.blocks.append(Block(found.text, Kind.HEADING if heading else Kind.PARAGRAPH))
    head = read_head([block.text for block in draft.blocks], draft) if draft.title else draft.blocks
    draft.blocks = draft.blocks[len(draft.blocks) - len(head) :]
    return draft


def _read_fields(fields: dict[str, str], draft: Draft) -> None:
    values = {key.lower(): value.strip("\"'") for key, value in fields.items()}
    draft.title = values.get("title")
    draft.url = values.get("url") or values.get("source")
    draft.publisher = values.get("publisher") or values.get("site")
    draft.authors = names([_QUOTED.sub("", values.get("author") or values.get("authors") or "")])
    draft.published = read_moment(values.get("published") or values.get("date") or "")
