"""Idempotency keys: a request that is sent again gets the answer that it got before."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

from fastapi import HTTPException

from ui import schemas
from ui.service import Service

_KEPT = 10_000


class Once:
    """Remembers what was added under a key, for as long as the program runs."""

    def __init__(self) -> None:
        self._done: OrderedDict[tuple[str, str], tuple[bytes, schemas.Added]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(
        self, service: Service, key: str | None, content: bytes, work: Callable[[], schemas.Added]
    ) -> schemas.Added:
        """Do the work, unless this caller has sent the same key before.

        Raises:
            HTTPException: 409 when the key was sent with other content.
        """
        if key is None:
            return work()
        digest = hashlib.sha256(content).digest()
        with self._lock:  # one keyed request at a time: the second of two at once must wait for the first
            known = self._done.get((service.owner, key))
            if known is None:
                known = self._done[service.owner, key] = digest, work()
                if len(self._done) > _KEPT:
                    self._done.popitem(last=False)
        if known[0] != digest:
            raise HTTPException(409, f"The Idempotency-Key {key} was sent with another request. Take a new one.")
        return known[1]
