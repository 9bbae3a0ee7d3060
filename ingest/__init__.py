"""News in: a source becomes an article in the library, whole, clean, dated, once."""

from ingest.batch import Item
from ingest.bulk import Progress, add_many
from ingest.changes import Change, changes
from ingest.draft import Block, Draft, Dropped, Kind, to_dict
from ingest.extract import extract, extract_bytes, extract_text
from ingest.feeds import expand, expand_all
from ingest.fetch import Fetcher
from ingest.pipeline import Added, aadd, add, add_bytes, add_sample, add_text, refresh
from ingest.split import split

__all__ = [
    "Added",
    "Block",
    "Change",
    "Draft",
    "Dropped",
    "Fetcher",
    "Item",
    "Kind",
    "Progress",
    "aadd",
    "add",
    "add_bytes",
    "add_many",
    "add_sample",
    "add_text",
    "changes",
    "expand",
    "expand_all",
    "extract",
    "extract_bytes",
    "extract_text",
    "refresh",
    "split",
    "to_dict",
]
