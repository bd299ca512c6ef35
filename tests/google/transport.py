"""HTTP on loopback: requests read, logged, led astray where planned, and answered."""

import json
import logging
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from tests.google import errors
from tests.google.api.routes import Call, find_call
from tests.google.faults import Exchange, Fault

if TYPE_CHECKING:
    from tests.google.server import Emulator

Json = dict[str, Any]

_HTML_404 = "<!DOCTYPE html><title>Error 404 (Not Found)!!1</title><p>The requested URL was not found."
_DRIP = 64  # bytes at a time
_LIMIT = 60.0  # seconds that anything is held at most
_SILENT = frozenset({"cut", "reset", "hang"})


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "Server"

    def __getattr__(self, name: str) -> Any:
        """Serve every HTTP method alike."""
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def version_string(self) -> str:
        """Return what Google calls its front [R]."""
        return "ESF"

    def log_message(self, *_: object) -> None:
        """Keep quiet: the emulator has its own log."""

    def _serve(self) -> None:
        """Answer one request, or do what the plan says instead."""
        emulator = self.server.emulator
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        call, broken = self._read_call(raw)
        exchange = emulator.note(self.command, self.path, call, len(raw))
        for action in emulator.plan.actions(exchange):
            action(call.book_id)
        emulator.stopping.wait(emulator.delay)
        fault = emulator.plan.find_fault(exchange)
        if fault is None:
            self._send(exchange, *self._work(exchange, call, broken))
        else:
            self._stray(fault, exchange, call, broken)

    def _read_call(self, raw: bytes) -> tuple[Call, bool]:
        """Return the call, and whether its body is no JSON."""
        if self.path.partition("?")[0] == "/token":
            return find_call(self.command, self.path, raw), False
        try:
            return find_call(self.command, self.path, json.loads(raw) if raw else None), False
        except ValueError:
            return find_call(self.command, self.path, None), True

    def _work(self, exchange: Exchange, call: Call, broken: bool) -> tuple[int, Any]:
        """Let the request take effect and return status and body."""
        exchange.applied = True
        if broken:
            text = "Invalid JSON payload received. Unexpected token."
            return 400, errors.body(400, "INVALID_ARGUMENT", text)
        if call.kind == "other":
            return 404, _HTML_404
        try:
            return self.server.emulator.service.answer(call, self.headers.get("Authorization"))
        except Exception as error:
            logging.getLogger(__name__).exception("emulator: bug")
            self.server.emulator.bugs.append(error)
            return 500, errors.body(500, "INTERNAL", f"emulator: bug: {error}")

    def _stray(self, fault: Fault, exchange: Exchange, call: Call, broken: bool) -> None:
        """Do what the fault says."""
        stopping = self.server.emulator.stopping
        if fault.way == "hold" and fault.hold and not fault.applied:
            fault.hold.wait(_LIMIT)
        status, content = 0, None
        if fault.applied or fault.way == "hold":
            status, content = self._work(exchange, call, broken)
        if fault.way == "hold" and fault.hold and fault.applied:
            fault.hold.wait(_LIMIT)
        if fault.way == "hang":
            stopping.wait(_LIMIT)
        if fault.way in _SILENT:
            self._hang_up(hard=fault.way == "reset")
            return
        if fault.way == "answer":
            status, content = fault.status, fault.answer
        self._send(exchange, status, content, fault)

    def _hang_up(self, *, hard: bool) -> None:
        """Close the connection without a word; hard is with a reset."""
        self.close_connection = True
        if hard:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _send(self, exchange: Exchange, status: int, content: Any, fault: Fault | None = None) -> None:
        """Send an answer, whole or as the fault will have it."""
        is_html = isinstance(content, str)
        data = content.encode() if is_html else json.dumps(content, ensure_ascii=False).encode()
        way = fault.way if fault else ""
        if way == "truncated":
            data = data[: len(data) // 2]
        exchange.status, exchange.answer, exchange.bytes_out = status, content, len(data)
        try:
            self.send_response(status)
            self.send_header(
                "Content-Type", f"{'text/html' if is_html else 'application/json'}; charset=UTF-8"
            )
            self.send_header("Vary", "Origin, X-Origin, Referer")
            self.send_header("Cache-Control", "private")
            self.send_header("Content-Length", str(len(data)))
            for name, value in (fault.headers if fault else {}).items():
                self.send_header(name, value)
            self.end_headers()
            self._send_body(data, way, fault.pause if fault else 0.0)
        except OSError:
            self.close_connection = True  # the client is gone; that is its own business

    def _send_body(self, data: bytes, way: str, pause: float) -> None:
        if way == "cut_inside":
            self.wfile.write(data[: len(data) // 2])
            self.close_connection = True
        elif way == "drip":
            for start in range(0, len(data), _DRIP):
                self.wfile.write(data[start : start + _DRIP])
                self.wfile.flush()
                self.server.emulator.stopping.wait(pause)
        else:
            self.wfile.write(data)


class Server(ThreadingHTTPServer):
    """The listening socket and its open connections, all of which it closes in the end."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, emulator: "Emulator", port: int) -> None:
        self.emulator = emulator
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a new connection in a thread of its own."""
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a client that went away go; anything else is a bug, or a test's action that failed."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self.emulator.bugs.append(error)
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """Stop listening and end every connection, idle ones too."""
        self.shutdown()
        with self._open_lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue
        self.server_close()
