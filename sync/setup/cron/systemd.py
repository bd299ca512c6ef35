"""The job as a systemd service and timer, for machines that sleep or have no cron.

They are units of the system, for the user that prints them: a user's own units stop at log-out. See
systemd.service(5), systemd.timer(5), systemd.exec(5) and, for the password, systemd.io/CREDENTIALS.
"""

import getpass
from datetime import time
from pathlib import Path

from sync.errors import SetUpError
from sync.settings.sections import Settings

FOLDER = "/etc/systemd/system"
NAME = "keep-in-touch"


def make_units(settings: Settings, settings_file: Path, at: time, command: list[str]) -> str:
    """Return both files, one after the other, each under a comment that says where it belongs.

    Raises `SetUpError` for a path that no unit can hold.
    """
    return f"{_make_service(settings, settings_file, command)}\n{_make_timer(settings, at)}"


def next_steps() -> str:
    """Return what to do with them."""
    return f"""\
Put each part into the file that its first line names (as root), then:
  sudo systemctl daemon-reload
  sudo systemctl enable --now {NAME}.timer
What it did: systemctl status {NAME}.service. A run missed while the machine slept is made up."""


def _make_service(settings: Settings, settings_file: Path, command: list[str]) -> str:
    words = [*command, "--config", str(settings_file.absolute()), "run", "-q"]
    if {'"', "'", "\\"} & set(words[0]):
        raise SetUpError("systemd", "a program’s path with a quote is beyond a unit", "move the program")
    arguments = " ".join(_quote(word).replace("$", "$$") for word in words[1:])
    lines = [
        f"# {FOLDER}/{NAME}.service",
        "[Unit]",
        "Description=Keep in touch: who to write to this week",
        "Wants=network-online.target",
        "After=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        f"User={getpass.getuser()}",
        f"ExecStart={_quote(words[0])} {arguments}",
        "TimeoutStartSec=15min",
        "UMask=0077",
        "NoNewPrivileges=true",
    ]
    if settings.smtp and settings.smtp.password_file:
        path = settings.find_path(settings.smtp.password_file).absolute()
        lines.append(f"LoadCredential={_check(path.name)}:{_check(str(path)).replace('%', '%%')}")
    return "\n".join(lines) + "\n"


def _make_timer(settings: Settings, at: time) -> str:
    zone = f" {settings.sheet.timezone}" if settings.sheet.timezone else ""
    return f"""\
# {FOLDER}/{NAME}.timer
[Unit]
Description=Keep in touch, every day

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00{zone}
Persistent=true
RandomizedDelaySec=10min
FixedRandomDelay=true

[Install]
WantedBy=timers.target
"""


def _quote(word: str) -> str:
    """Return the word as one of ExecStart=; in all but the first, a ``$`` is still to be doubled."""
    escaped = _check(word).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("%", "%%") + '"'


def _check(word: str) -> str:
    if word.isprintable() and not word.endswith("\\"):
        return word
    raise SetUpError("systemd", "a path with a line break is beyond a unit", "move the files")
