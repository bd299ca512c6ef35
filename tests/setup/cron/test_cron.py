"""Debian's own cron, with a minute in a second, starts what `cron --install` put in.

All of it happens in a mount namespace: the spool, the system's crontabs, /run and sendmail are the test's own
there, so that no crontab of this machine is touched, whatever becomes of the test.
"""

import os
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.setups import COMMAND, Setup

PROGRAMS = ("cron", "crontab", "faketime", "unshare")
PRIVATE = ["unshare", "--mount", "--propagation", "private"]
OTHERS = "# my own\nMAILTO=me\nHOME={home}\nSHEETS_EMULATOR_HOST={host}\n17 4 * * * true 100\\%\n"
PREPARE = """\
set -eu
mkdir -p {t}/spool {t}/sbin {t}/cron.d
touch {t}/crontab
chgrp crontab {t}/spool && chmod 1730 {t}/spool
cp "$(command -v cron)" {t}/cron
printf '#!/bin/sh\\ncat >> {t}/mail\\n' > {t}/sbin/sendmail && chmod 755 {t}/sbin/sendmail
mount -t tmpfs none /run
mount --bind {t}/spool /var/spool/cron/crontabs
mount --bind {t}/crontab /etc/crontab
mount --bind {t}/cron.d /etc/cron.d
"""
START = """\
crontab {t}/others
{cron} --install --at 10:01
crontab -l > {t}/installed
{change}
mount --bind {t}/sbin /usr/sbin
exec faketime -f '@2026-11-22 10:00:20 x60' {t}/cron -f -L 15
"""
INVERSE = """\
{cron} --install
{cron} --remove
if crontab -l; then exit 1; fi
crontab {t}/others
{cron} --install
{cron} --install
crontab -l > {t}/installed
{cron} --remove
{cron} --remove
crontab -l > {t}/removed
"""
EVERY_MINUTE = "sed 's/^1 10 [*]/* * */' {t}/installed | crontab -"


def _find_obstacle() -> str:
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing:
        return f"needs {' and '.join(missing)}"
    if os.geteuid() != 0:
        return "needs root"
    done = subprocess.run([*PRIVATE, "true"], capture_output=True, check=False)
    return "needs mount namespaces" if done.returncode else ""


OBSTACLE = _find_obstacle()
pytestmark = [pytest.mark.cron, pytest.mark.skipif(bool(OBSTACLE), reason=OBSTACLE)]


def start(setup: Setup, folder: Path, script: str, change: str = "") -> "subprocess.Popen[bytes]":
    """Start the script where the spool is the test's own."""
    folder.mkdir()
    (folder / "others").write_text(OTHERS.format(home=setup.folder, host=setup.google.host))
    cron = f"{COMMAND} --config {shlex.quote(str(setup.settings))} cron"
    text = (PREPARE + script).format(t=folder, cron=cron, change=change.format(t=folder))
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TZ": "UTC", "HOME": "/nowhere"}
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        [*PRIVATE, "/bin/sh", "-c", text],
        env=environment,
        start_new_session=True,
        stdout=nowhere,
        stderr=nowhere,
    )


@contextmanager
def running_cron(setup: Setup, folder: Path, change: str = "") -> Iterator[None]:
    """Put the job in beside other lines, and let cron run from 10:00:20 on, sixty times as fast."""
    process = start(setup, folder, START, change)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def until(condition: Callable[[], object]) -> None:
    """Wait until it holds, twenty seconds at most."""
    for _ in range(400):
        if condition():
            return
        threading.Event().wait(0.05)
    raise TimeoutError


def mail_in(folder: Path) -> str:
    """Return what cron has mailed."""
    file = folder / "mail"
    return file.read_text() if file.exists() else ""


@pytest.mark.parametrize("name", ["plain", '100% "odd" it\'s $HOME'])
def test_the_job_runs_in_crons_bare_environment(setup: Setup, tmp_path: Path, name: str) -> None:
    setup.move(setup.folder / name)
    with running_cron(setup, tmp_path / "cron"):
        until(lambda: setup.inbox.envelopes)
        until((setup.folder / ".local/state/keep-in-touch").exists)
        installed = (tmp_path / "cron" / "installed").read_text()
    assert installed.startswith((tmp_path / "cron" / "others").read_text())
    assert installed.count("\n") == OTHERS.count("\n") + 1
    assert setup.owner.values("E1:E3") == [["Next due"], ["4/14/2026"], ["5/2/2026"]]
    assert mail_in(tmp_path / "cron") == ""


def test_a_failing_run_leaves_its_one_line_for_cron_to_mail(setup: Setup, tmp_path: Path) -> None:
    setup.owner.share(None)
    with running_cron(setup, tmp_path / "cron"):
        until(lambda: "Editor" in mail_in(tmp_path / "cron"))
    header, _, body = mail_in(tmp_path / "cron").partition("\n\n")
    assert "To: me" in header.splitlines()
    assert body.startswith("keep-in-touch: sheet: it is not shared with the job; share it with ")
    assert len(body.splitlines()) == 1


def test_two_overlapping_starts_run_once(setup: Setup, tmp_path: Path) -> None:
    hold = setup.google.hold(on="read")
    with running_cron(setup, tmp_path / "cron", EVERY_MINUTE):
        assert hold.arrived.wait(20)
        until(lambda: "another run is at it" in mail_in(tmp_path / "cron"))
        hold.release()
        until(lambda: setup.inbox.envelopes)
    assert len(setup.inbox.envelopes) == 1


def test_crontab_itself_gets_back_every_byte(setup: Setup, tmp_path: Path) -> None:
    folder = tmp_path / "cron"
    assert start(setup, folder, INVERSE).wait(60) == 0
    others = (folder / "others").read_bytes()
    assert (folder / "removed").read_bytes() == others
    installed = (folder / "installed").read_bytes()
    assert installed.startswith(others)
    assert installed.count(b"\n") == others.count(b"\n") + 1
