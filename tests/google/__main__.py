"""Run the emulator by hand: ``python -m tests.google --port 8900 --csv contacts.csv``."""

import argparse
import signal
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.google import errors, faults
from tests.google.server import Emulator

FAULTS: dict[str, Callable[[], faults.Fault]] = {
    "500": lambda: faults.answer(500, errors.INTERNAL),
    "503": lambda: faults.answer(503, errors.UNAVAILABLE),
    "503-applied": lambda: faults.answer(503, errors.UNAVAILABLE, applied=True),
    "429": lambda: faults.answer(429, errors.QUOTA_WRITE),
    "502-html": faults.html,
    "cut": faults.cut,
    "hang": faults.hang,
}


def make_parser() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m tests.google", description=__doc__)
    parser.add_argument("--port", type=int, default=8900)
    parser.add_argument("--csv", type=Path, help="what the first spreadsheet holds")
    parser.add_argument("--locale", default="en_US")
    parser.add_argument("--time-zone", default="Etc/GMT")
    parser.add_argument("--key", type=Path, help="where to write the made-up key file")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds that every answer takes")
    parser.add_argument("--quota", action="store_true", help="60 reads and 60 writes a minute")
    parser.add_argument("--fault", choices=sorted(FAULTS), help="what the first write meets")
    return parser


def prepare(options: argparse.Namespace) -> Emulator:
    """Return an emulator as the options say, with its first spreadsheet; it is not started."""
    google = Emulator(port=options.port, accept_replay=True)
    google.delay, google.quota = options.delay, options.quota
    if options.csv:
        google.create_from_csv(options.csv, locale=options.locale, time_zone=options.time_zone)
    else:
        google.create(locale=options.locale, time_zone=options.time_zone)
    if options.fault:
        google.fault(FAULTS[options.fault](), on="write")
    return google


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted or told to end; then the made-up key is gone too."""
    options = make_parser().parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="sheets-emulator-") as folder, prepare(options) as google:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: google.stopping.set())
        key = google.key_file(options.key or Path(folder) / "credentials.json")
        print(f"spreadsheet   {google.address(google.person().book_id)}")  # noqa: T201
        print(f"key           {key}")  # noqa: T201
        print(f"environment   SHEETS_EMULATOR_HOST={google.host}", flush=True)  # noqa: T201
        google.stopping.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
