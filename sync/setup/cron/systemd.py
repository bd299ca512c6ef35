"""The job as a systemd service and timer of its user, for machines that sleep or have no cron.

A user's units need nobody else's leave; they stop at log-out, unless `loginctl enable-linger` says otherwise.
See systemd.service(5), systemd.timer(5) and systemd.exec(5).
"""

import os
import subprocess
from collections.abc import Mapping
from datetime import time
from hashlib import sha256
from pathlib import Path

from platformdirs import user_config_path

from sync.errors import SetUpError
from sync.files.private import replace_private
from sync.settings.sections import Settings

TIMEOUT = 30
"""Seconds that systemctl(1) may take."""
MACHINES = Path("/etc/systemd/system/keep-in-touch.timer")
"""Where a timer of the whole machine stands, which root may have put in."""
RESTART = "Restart=on-failure\nRestartSec=5min\nRestartPreventExitStatus=1 2 77 78"
"""A machine that wakes has no network yet; what does not pass by itself is left to the owner."""


def make_units(settings: Settings, settings_file: Path, at: time, command: list[str]) -> Mapping[Path, str]:
    """Return the two units, each with the path at which it belongs, the timer last.

    Raises `SetUpError` for a path that no unit can hold.
    """
    timer = _find_path(settings_file)
    service = timer.with_suffix(".service")
    return {service: _make_service(settings_file, command), timer: _make_timer(settings, at)}


def find_timer(settings_file: Path) -> Path | None:
    """Return the timer that is in for these settings, or for the whole machine; None where there is none."""
    return next((timer for timer in (_find_path(settings_file), MACHINES) if timer.exists()), None)


def install_units(units: Mapping[Path, str]) -> None:
    """Put the units in, and start the timer.

    Raises `SetUpError` where systemd does not take it; units that were not there before are taken out then.
    """
    new = [path for path in units if not path.exists()]
    *_, timer = units
    try:
        for path, text in units.items():
            replace_private(path, text)
        _call("daemon-reload")
        _call("enable", "--now", timer.name)
    except OSError as error:
        why = f"a unit cannot be written ({error.strerror})"
        raise SetUpError("systemd", why, "see to it that its folder can be written") from None
    except SetUpError:
        for path in new:
            path.unlink(missing_ok=True)
        raise


def remove_units(settings_file: Path) -> bool:
    """Stop the timer and take the units out; return whether they were there."""
    timer = _find_path(settings_file)
    service = timer.with_suffix(".service")
    there = [path for path in (timer, service) if path.exists()]
    if not there:
        return False
    _call("disable", "--now", timer.name)
    for path in there:
        path.unlink(missing_ok=True)
    _call("daemon-reload")
    return True


def _find_path(settings_file: Path) -> Path:
    """Return the timer's path: each list's own, so that two lists do not take turns."""
    mark = sha256(os.fsencode(settings_file.absolute())).hexdigest()[:8]
    return user_config_path("systemd") / "user" / f"keep-in-touch-{mark}.timer"


def _make_service(settings_file: Path, command: list[str]) -> str:
    words = [*command, "--config", str(settings_file.absolute()), "run", "-q"]
    if {'"', "'", "\\"} & set(words[0]):
        raise SetUpError("systemd", "a program’s path with a quote is beyond a unit", "move the program")
    arguments = " ".join(_quote(word).replace("$", "$$") for word in words[1:])
    return f"""\
[Unit]
Description=Keep in touch: who to write to this week
StartLimitIntervalSec=2h
StartLimitBurst=4

[Service]
Type=oneshot
ExecStart={_quote(words[0])} {arguments}
{RESTART}
TimeoutStartSec=15min
UMask=0077
NoNewPrivileges=true
"""


def _make_timer(settings: Settings, at: time) -> str:
    zone = f" {settings.sheet.timezone}" if settings.sheet.timezone else ""
    return f"""\
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
    if not word.isprintable() or word.endswith("\\"):
        raise SetUpError("systemd", "a path with a line break is beyond a unit", "move the files")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("%", "%%") + '"'


def _call(*arguments: str) -> None:
    command = ["systemctl", "--user", *arguments]
    cure = "use keep-in-touch cron --install, or put the units in by hand"
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603 - a fixed program
    except FileNotFoundError:
        raise SetUpError("systemd", "this machine has no systemctl command", cure) from None
    except (OSError, subprocess.TimeoutExpired):
        raise SetUpError("systemd", "the systemctl command cannot be run", cure) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise SetUpError("systemd", f"systemctl refused ({said[0] if said else done.returncode})", cure)
