"""A loopback server in the shape of a model's API that produces one fault after another.

The fault is the first part of the path, so a client is given ``server.url("cut")`` as its base URL.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

KEY = "sk-test-4f9d1c-do-not-show"
STATUSES = {"wrong-key": 401, "forbidden": 403, "no-model": 404, "busy": 429, "broken": 500, "down": 503}
RETRY_AFTER = {"busy": "37", "busy-once": "0"}
TOO_LONG = {"error": {"message": f"maximum context length is 10 tokens ({KEY})", "code": "context_length_exceeded"}}
FILTERED = {"error": {"message": "content management policy", "code": "content_filter"}}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        fault = self.path.split("/")[1]
        if fault in STATUSES:
            self._fail(STATUSES[fault], {"error": {"message": "no"}})
        else:
            self._json({"data": [{"id": "tiny"}], "models": [{"name": "tiny"}]})

    def do_POST(self) -> None:
        self.server.keys.append(self.headers.get("Authorization", ""))
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        fault = self.path.split("/")[1]
        if fault == "busy-once" and len(self.server.asked) == 1:
            self._fail(429, {"error": {"message": "slow down"}}, RETRY_AFTER[fault])
        elif fault in STATUSES:
            # A provider's message may repeat the key: it must not be passed on.
            self._fail(STATUSES[fault], {"error": {"message": f"fault {KEY}"}}, RETRY_AFTER.get(fault))
        elif fault == "too-long":
            self._fail(400, TOO_LONG)
        elif fault == "filtered-request":
            self._fail(400, FILTERED)
        elif fault == "silent":
            time.sleep(self.server.silence)
        else:
            self._stream(fault)

    def _fail(self, status: int, body: object, retry_after: str | None = None) -> None:
        self._json(body, status, {"retry-after": retry_after} if retry_after else {})

    def _json(self, body: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": len(data),
            "Connection": "close",
            **(headers or {}),
        }.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, fault: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        words = [] if fault == "empty" else self.server.reply.split(" ")
        if fault in ("cut", "cut-quietly"):
            words = words[:3]
        for word in words:
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": f"{word} "}}]})
        if fault == "cut":
            self.close_connection = True
            self.connection.close()
            return
        if fault != "cut-quietly":
            reason = {"filtered": "content_filter", "long": "length"}.get(fault, "stop")
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
            self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _event(self, body: dict[str, object]) -> None:
        whole = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "tiny", **body}
        self._chunk(f"data: {json.dumps(whole)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


class FaultServer(ThreadingHTTPServer):
    """Answers ``reply`` unless the path names a fault; keeps the bodies and keys of all requests."""

    daemon_threads = True

    def __init__(self, reply: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reply = reply
        self.silence = 3.0
        self.asked: list[dict[str, object]] = []
        self.keys: list[str] = []

    def url(self, fault: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{fault}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up is part of the test


@contextmanager
def fault_server(reply: str = "Mike Waltz urged Kyiv to tone it down [1].") -> Iterator[FaultServer]:
    server = FaultServer(reply)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
