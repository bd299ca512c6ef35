"""A mailbox far away, in a process of its own: ``python -m tests.bench.helpers.post``.

Told what to do by lines of JSON, as the emulator is. A real IMAP server on loopback, with six years of
letters; every round trip takes 50 ms.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.helpers.mailbox import USER
from tests.letters.accounts import FLAGGED, NOW, fill
from tests.letters.distance import Distance
from tests.letters.dovecot import PROGRAM, Dovecot, run_dovecot
from tests.mail.servers import make_certificate

AWAY = 0.05
"""Seconds of a round trip."""


class Post:
    """One account, and the way to it, which counts what passes."""

    def __init__(self, server: Dovecot, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.account = server.add(USER)
        self.way = Distance(server.port, AWAY)
        self.way.__enter__()

    def greet(self, sent: int, arrived: int) -> dict[str, Any]:
        """Fill the mailbox, and return where it is."""
        fill(self.account, sent, arrived)
        return {
            "port": self.way.port,
            "password": self.account.password,
            "certificate": str(self.folder / "localhost.pem"),
            "now": NOW.isoformat(),
        }

    def tally(self) -> dict[str, int]:
        """Return how many round trips there were since the last time, and how many bytes came."""
        told = {"trips": self.way.round_trips, "received": self.way.octets}
        self.way.round_trips = self.way.octets = 0
        return told

    def close(self) -> None:
        """Let nobody through any more."""
        self.way.__exit__(None, None, None)


def main() -> None:
    """Do as told until there is nothing more to read; answer null where there is no such server."""
    if not PROGRAM:
        print("null")  # noqa: T201
        return
    with tempfile.TemporaryDirectory(prefix="bench-post-") as name:
        folder = Path(name)
        make_certificate(folder)
        with run_dovecot(folder / "localhost.pem", FLAGGED) as server:
            post = Post(server, folder)
            for line in sys.stdin:
                called, *arguments = json.loads(line)
                print(json.dumps(getattr(post, called)(*arguments)), flush=True)  # noqa: T201
            post.close()


if __name__ == "__main__":
    main()
