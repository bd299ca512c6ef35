"""A server far away: a proxy on loopback that holds back what passes, and counts the round trips."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from time import monotonic, sleep
from types import TracebackType
from typing import Self


class Distance:
    """Passes connections on to `port`, one after another; a round trip takes so many `seconds` more.

    `round_trips` is how often something was sent after something had come, and once for each connecting.
    `octets` is how much came.
    """

    def __init__(self, port: int, seconds: float) -> None:
        self.target, self.seconds = port, seconds
        self.round_trips = self.octets = 0
        self._has_come = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(20)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                with near, socket.create_connection(("127.0.0.1", self.target)) as far:
                    self.round_trips += 1
                    self._has_come = True
                    sleep(self.seconds)  # what connecting itself takes
                    self._pass_on(near, far)

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        ways = [
            threading.Thread(target=self._carry, args=way)
            for way in ((near, far, self._count_sent), (far, near, self._count_come))
        ]
        for way in ways:
            way.start()
        for way in ways:
            way.join()

    def _count_sent(self, _octets: int) -> None:
        self.round_trips += self._has_come
        self._has_come = False

    def _count_come(self, octets: int) -> None:
        self._has_come = True
        self.octets += octets

    def _carry(self, source: socket.socket, target: socket.socket, count: Callable[[int], None]) -> None:
        """Take what comes, and hand each part on when its time has come."""
        parts: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        taker = threading.Thread(target=_take, args=(source, parts, self.seconds / 2))
        taker.start()
        with suppress(OSError):
            while True:
                due, part = parts.get()
                sleep(max(due - monotonic(), 0))
                if not part:
                    break
                count(len(part))
                target.sendall(part)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
        taker.join()


def _take(source: socket.socket, parts: "SimpleQueue[tuple[float, bytes]]", seconds: float) -> None:
    part = b"more"
    while part:
        try:
            part = source.recv(1 << 16)
        except OSError:
            part = b""
        parts.put((monotonic() + seconds, part))
