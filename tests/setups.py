"""A machine on which somebody has set the job up: settings, key, password, emulator and mail server."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from sync.cli import app
from sync.settings.file import Sections, write_toml
from sync.settings.sections import FILE_NAME
from tests.google.person import Person
from tests.google.server import Emulator
from tests.mail.servers import PASSWORD, USER, Inbox, serve

COMMAND = Path(sys.executable).with_name("keep-in-touch")
HEADERS = ["Name", "Email", "Phone number", "Relationship information"]
PEOPLE = [
    HEADERS,
    ["Ada Lovelace", "ada@friends.example", "", "2026-01-14 had a baby"],
    ["Ben Okri", "ben@friends.example", "+44 20 7946 0000", "2026-02-02 wrote a novel"],
]
CRONTAB = """\
#!/bin/sh
# A crontab command that keeps its table in one file, and refuses what Debian's refuses.
table="$(dirname "$0")/table"
case "$1" in
-l) if [ -e "$table" ]; then cat "$table"; else echo "no crontab for tester" >&2; exit 1; fi ;;
-r) rm "$table" ;;
-) cat > "$table.new"
   if [ -n "$(tail -c 1 "$table.new")" ]; then
       echo "new crontab file is missing newline before EOF, can't install." >&2; exit 1
   fi
   mv "$table.new" "$table" ;;
esac
"""


@dataclass
class Setup:
    """A folder with everything the job needs, and the environment to run it in."""

    folder: Path
    google: Emulator
    inbox: Inbox
    port: int
    environment: Mapping[str, str]
    settings: Path
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def key(self) -> Path:
        return self.folder / "credentials.json"

    @property
    def owner(self) -> Person:
        return self.google.person()

    @property
    def address(self) -> str:
        return self.google.address(self.owner.book_id)

    @property
    def table(self) -> Path:
        """The crontab."""
        return self.folder / "bin" / "table"

    def write(self, **changes: Mapping[str, Any]) -> None:
        """Write the settings, with these keys changed; None takes one out."""
        sections: Sections = {
            section: {**self.sections.get(section, {}), **changes.get(section, {})}
            for section in {**self.sections, **changes}
        }
        self.settings.write_text(write_toml(sections), encoding="utf-8")
        self.settings.chmod(0o600)

    def move(self, folder: Path) -> None:
        """Put the settings into another folder; the key and the password stay where they are."""
        folder.mkdir()
        self.settings = folder / FILE_NAME
        password = str(self.folder / "smtp-password")
        self.write(sheet={"credentials": str(self.key)}, smtp={"password_file": password})

    def invoke(self, *arguments: str) -> Result:
        """Run the command in this process, with its settings."""
        return CliRunner().invoke(app, ["--config", str(self.settings), *arguments])

    def start(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """Run the real command in a process of its own."""
        return subprocess.Popen(
            [str(COMMAND), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env={**os.environ, **self.environment},
            **options,
        )

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run the real command to its end."""
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)


@contextmanager
def set_up(folder: Path, *, rows: list[list[str]] | None = None, **options: Any) -> Iterator[Setup]:
    """Give a machine with working settings; `options` are the emulator's for the spreadsheet."""
    inbox = Inbox()
    with Emulator() as google, serve(inbox) as port:
        google.create(rows=PEOPLE if rows is None else rows, **options)
        programs = folder / "bin"
        programs.mkdir(parents=True)
        (programs / "crontab").write_text(CRONTAB, encoding="utf-8")
        (programs / "crontab").chmod(0o755)
        environment = {
            "SHEETS_EMULATOR_HOST": google.host,
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "HOME": str(folder),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }
        setup = Setup(folder, google, inbox, port, environment, folder / FILE_NAME)
        google.key_file(setup.key)
        password = folder / "smtp-password"
        password.touch(mode=0o600)
        password.write_text(f"{PASSWORD}\n", encoding="utf-8")
        setup.sections = {
            "sheet": {"location": setup.address},
            "summary": {"to": [USER]},
            "smtp": {
                "host": "127.0.0.1",
                "port": port,
                "security": "none",
                "username": USER,
                "password_file": password.name,
                "from": USER,
            },
        }
        setup.write()
        yield setup
