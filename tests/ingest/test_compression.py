import gzip
import zlib

import brotli
import pytest
import zstandard

from ingest.compression import decompress
from rag.errors import FetchFailed

PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": lambda data: zstandard.ZstdCompressor().compress(data),
}


@pytest.mark.parametrize("name", PACK)
def test_each_encoding_is_undone(name):
    assert decompress(PACK[name](b"words " * 1000), name, 10_000) == b"words " * 1000


def test_deflate_without_its_header():
    packer = zlib.compressobj(wbits=-15)
    assert decompress(packer.compress(b"words") + packer.flush(), "deflate", 100) == b"words"


def test_two_encodings_are_undone_last_first():
    assert decompress(brotli.compress(gzip.compress(b"words")), "gzip, br", 1000) == b"words"


@pytest.mark.parametrize("name", PACK)
def test_a_bomb_stops_at_the_limit(name):
    with pytest.raises(FetchFailed, match="larger than 1 MB"):
        decompress(PACK[name](bytes(50_000_000)), name, 1_000_000)


@pytest.mark.parametrize("name", PACK)
def test_damaged_data_is_an_error(name):
    with pytest.raises(FetchFailed, match="damaged"):
        decompress(b"\x12not compressed at all", name, 1000)


@pytest.mark.parametrize("name", PACK)
def test_data_that_ends_too_early_is_damaged(name):
    words = " ".join(str(n * n) for n in range(20_000)).encode()
    with pytest.raises(FetchFailed, match="damaged"):
        decompress(PACK[name](words)[:-20], name, 1_000_000)


def test_unknown_and_piled_up_encodings_are_refused():
    with pytest.raises(FetchFailed, match="compressed by lzma"):
        decompress(b"x", "lzma", 1000)
    with pytest.raises(FetchFailed, match="more than twice"):
        decompress(b"x", "gzip, gzip, gzip", 1000)
