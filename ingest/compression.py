"""Undo the compression of an HTTP body without ever holding more than a limit."""

from __future__ import annotations

import zlib

import brotli
import zstandard

from rag.errors import FetchFailed

_LARGEST_WINDOW = 8 * 1024 * 1024
_STEP = 64  # bytes; zstd makes at most 3 MB of so many


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
    """At most ``limit`` + 1 bytes of the decompressed data, or a little more for brotli and zstd."""
    if name in {"gzip", "x-gzip"}:
        return _inflate(data, zlib.MAX_WBITS | 16, limit)
    if name == "deflate":
        raw = data[:1] and data[0] & 0x0F != 8
        return _inflate(data, -zlib.MAX_WBITS if raw else zlib.MAX_WBITS, limit)
    if name == "br":
        unpacker = brotli.Decompressor()
        found = bytes(unpacker.process(data, output_buffer_limit=limit + 1))
        return _whole(found, unpacker.is_finished(), limit)
    if name == "zstd":
        return _unpack_zstd(data, limit)
    raise FetchFailed(f"The page is compressed by {name[:20]}, which cannot be read.")


def _inflate(data: bytes, window: int, limit: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    return _whole(unpacker.decompress(data, limit + 1), unpacker.eof, limit)


def _unpack_zstd(data: bytes, limit: int) -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).decompressobj()
    found = bytearray()
    for start in range(0, len(data), _STEP):
        found += unpacker.decompress(data[start : start + _STEP])
        if unpacker.eof or len(found) > limit:
            break
    return _whole(bytes(found), unpacker.eof, limit)


def _whole(found: bytes, finished: bool, limit: int) -> bytes:
    """The data, unless it ends before its end: half an article must not pass for a whole one."""
    if not finished and len(found) <= limit:
        raise zlib.error("the data ends too early")
    return found
