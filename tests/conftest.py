"""What the tests of the commands share, and how Hypothesis looks for examples."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.setups import Setup, set_up

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of the program's
settings.load_profile("unhurried")

for size in ("COLUMNS", "LINES"):  # of the terminal the tests run in; the program asks the one it is given
    os.environ.pop(size, None)


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Setup]:
    """Give a machine on which the job is set up, and put this process on it."""
    with set_up(tmp_path / "machine") as made:
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("KEEP_IN_TOUCH_CONFIG", raising=False)
        for name in ("CREDENTIALS", "SMTP_PASSWORD", "IMAP_PASSWORD"):
            monkeypatch.delenv(f"KEEP_IN_TOUCH_{name}", raising=False)
        monkeypatch.chdir(made.folder)
        yield made
