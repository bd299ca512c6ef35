"""Read a mailbox as a run does, before the sheet.

``python -m tests.bench.helpers.mailbox PORT CERTIFICATE NOW``: the password is read from standard input; the
seconds that it took, imports included, are printed.
"""

import ssl
import sys
import time
from datetime import datetime

USER = "me@example.com"


def main() -> None:
    """Read it once."""
    port, certificate, now = sys.argv[1:]
    password = sys.stdin.read()
    started = time.perf_counter()
    from sync.core.letters.mailbox import Owner
    from sync.letters.mailbox import read_mailbox
    from sync.letters.server import MailboxServer

    context = ssl.create_default_context(cafile=certificate)
    read_mailbox(
        MailboxServer("localhost", USER, int(port)),
        lambda: password,
        Owner((USER,), "0f1e2d3c4b5a"),
        datetime.fromisoformat(now),
        context,
    )
    print(time.perf_counter() - started)  # noqa: T201


if __name__ == "__main__":
    main()
