"""News in: a source becomes an article in the library, whole, clean, dated, once."""

from ingest.draft import Block, Draft, Dropped, Kind
from ingest.extract import extract, extract_text
from ingest.pipeline import Added, add, add_sample, add_text
from ingest.split import split

__all__ = [
    "Added",
    "Block",
    "Draft",
    "Dropped",
    "Kind",
    "add",
    "add_sample",
    "add_text",
    "extract",
    "extract_text",
    "split",
]
