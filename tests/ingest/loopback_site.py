"""A web server on the loopback address, with the faults that real ones have."""

import gzip
import http.server
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Handler = Callable[[http.server.BaseHTTPRequestHandler], None]


class Site:
    """Pages by path; remembers the requests that it got."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    def page(
        self,
        path: str,
        body: bytes,
        status: int = 200,
        kind: str = "text/html",
        wait: threading.Event | None = None,
        **headers: str,
    ) -> None:
        """Answer with a page, once ``wait`` is set if there is one."""

        def answer(request: http.server.BaseHTTPRequestHandler) -> None:
            if wait:
                wait.wait(60)
            request.send_response(status)
            request.send_header("Content-Type", kind)
            request.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        self.pages[path] = answer

    def redirect(self, path: str, target: str) -> None:
        self.page(path, b"", status=302, Location=target)

    def drip(self, path: str, seconds: float) -> None:
        """Send a byte now and then, never finishing."""

        def answer(request: http.server.BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.end_headers()
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                request.wfile.write(b".")
                request.wfile.flush()
                time.sleep(0.05)

        self.pages[path] = answer

    def cut(self, path: str, body: bytes) -> None:
        """Promise more than is sent."""

        def answer(request: http.server.BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("Content-Length", str(2 * len(body)))
            request.end_headers()
            request.wfile.write(body)

        self.pages[path] = answer

    def bomb(self, path: str, size: int) -> None:
        self.page(path, gzip.compress(bytes(size)), Content_Encoding="gzip")


@contextmanager
def serve(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site()

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers)))
            handler = site.pages.get(self.path)
            try:
                if handler is None:
                    self.send_error(404)
                else:
                    handler(self)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    site.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
