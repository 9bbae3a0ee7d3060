"""A model in a GGUF file, run inside this process by llama.cpp."""

from __future__ import annotations

import functools
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import AnswererError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

CONTEXT = 4096
"""Tokens that a prompt and its answer may have together."""
_SILENT = -1
_SECONDS = 300.0


def open_gguf(path: Path) -> BaseChatModel:
    """Load a GGUF file, once for this process; it answers on a loopback port that only this process has the key of.

    Raises:
        AnswererError: the file is not a model.
    """
    from langchain_openai import ChatOpenAI

    server, key = _serve(path.resolve())
    return ChatOpenAI(
        model=path.stem,
        base_url=f"{server.listening_address}/v1",
        api_key=key,
        temperature=0,
        stream_usage=True,  # what it read and wrote is counted at the end
        timeout=_SECONDS,
        max_retries=0,
    )


def _processors() -> int:
    """The processors that this process may use; ``os.cpu_count`` counts those of the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@functools.cache
def _serve(path: Path) -> tuple[Any, Any]:
    import xllamacpp
    from pydantic import SecretStr

    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise AnswererError(f"{path} is not a GGUF file.")
    key = secrets.token_urlsafe(24)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.api_keys = [key]
    params.n_ctx, params.n_parallel, params.verbosity = CONTEXT, 1, _SILENT
    params.cpuparams.n_threads = _processors()
    try:
        return xllamacpp.Server(params), SecretStr(key)
    except RuntimeError as error:
        raise AnswererError(f"{path} cannot be loaded as a model.") from error
