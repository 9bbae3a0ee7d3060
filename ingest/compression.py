"""Undo the compression of an HTTP body without ever holding more than a limit."""

from __future__ import annotations

import io
import zlib

import brotli
import zstandard

from rag.errors import FetchFailed

_LARGEST_WINDOW = 8 * 1024 * 1024


def decompress(data: bytes, encodings: str, limit: int) -> bytes:
    """Undo ``Content-Encoding``.

    Args:
        data: the body as it came.
        encodings: the header's value, such as ``gzip``.
        limit: in bytes, of the body behind each encoding.

    Raises:
        FetchFailed: the encoding is unknown, the data is damaged, or the body is larger than ``limit``.
    """
    names = [name for name in encodings.lower().replace(" ", "").split(",") if name not in {"", "identity"}]
    if len(names) > 2:
        raise FetchFailed("The page is compressed more than twice, so it is not read.")
    for name in reversed(names):
        try:
            data = _decompress(data, name, limit)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise FetchFailed(f"The page's {name} compression is damaged.") from error
        if len(data) > limit:
            raise FetchFailed(f"The page is larger than {limit // 1_000_000} MB when decompressed.")
    return data


def _decompress(data: bytes, name: str, limit: int) -> bytes:
    """At most ``limit`` + 1 bytes of the decompressed data, or a little more for brotli."""
    if name in {"gzip", "x-gzip"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, limit + 1)
    if name == "deflate":
        raw = data[:1] and data[0] & 0x0F != 8
        return zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS).decompress(data, limit + 1)
    if name == "br":
        return bytes(brotli.Decompressor().process(data, output_buffer_limit=limit + 1))
    if name == "zstd":
        reader = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).stream_reader(io.BytesIO(data))
        return reader.read(limit + 1)
    raise FetchFailed(f"The page is compressed by {name[:20]}, which cannot be read.")
