"""A real IMAP server, Dovecot, on loopback and without root: its folders are filled as Maildirs.

Everything lies in a folder of its own under the system's folder for such, since the paths of its sockets may
not be long; as root it runs as nobody, since Dovecot serves no mail as root.
"""

import grp
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.mail.servers import find_free_port

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
PASSWORD = 'app-pass "word" \\1'

needs_dovecot = [pytest.mark.dovecot, pytest.mark.skipif(not PROGRAM, reason="needs dovecot-imapd")]
"""The marks of a module whose tests need it: its `pytestmark`."""

SENT_ONLY: Mapping[str, str] = MappingProxyType({"Sent": "\\Sent"})

_USE = """\
  mailbox "{name}" {{
    special_use = {use}
  }}"""
_CONFIGURATION = """\
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
mail_location = maildir:{folder}/mail/%u:LAYOUT=fs
maildir_very_dirty_syncs = yes
auth_failure_delay = 0
auth_username_chars =
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
protocol imap {{
  rawlog_dir = {folder}/rawlog
}}
namespace inbox {{
  inbox = yes
  separator = /
{uses}
}}
passdb {{
  driver = passwd-file
  args = {folder}/users/%u
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u
}}
"""


class Dovecot:
    """A running server; `port` is its TLS port."""

    def __init__(self, folder: Path, port: int, ids: tuple[int, int]) -> None:
        self.folder, self.port, self.ids = folder, port, ids
        self._users = count(1)

    def add(self, user: str = "", password: str = PASSWORD) -> "Account":
        """Open an account, of that name or of one of its own, with an inbox and no other folder."""
        user = user or f"me{next(self._users)}@example.com"
        (self.folder / "users" / user).write_text(f"{user}:{{PLAIN}}{password}\n", "utf-8")
        account = Account(self, user, password)
        account.make("INBOX")
        return account

    def read_log(self) -> list[str]:
        """Return the commands of all sessions since the last look, without their tags, in the order sent."""
        lines: list[str] = []
        for file in sorted((self.folder / "rawlog").glob("*.in")):
            lines += file.read_text("utf-8").splitlines()
            file.unlink()
        return [_STAMP_AND_TAG.sub("", line) for line in lines]


class Account:
    """Somebody's mail. Folders are made with what is put into them; their names are as IMAP has them."""

    def __init__(self, server: Dovecot, user: str, password: str) -> None:
        self.server, self.user, self.password = server, user, password
        self._names = count()

    def put(self, folder: str, mail: bytes, at: datetime, flags: str = "") -> None:
        """Put a mail into a folder, as if it had come `at` that time; `flags` as in a Maildir's names."""
        name = f"{int(at.timestamp())}.M{next(self._names)}P1.localhost:2,{flags}"
        file = self._make(folder) / "cur" / name
        file.write_bytes(mail)
        os.utime(file, (at.timestamp(), at.timestamp()))
        os.chown(file, *self.server.ids)

    def make(self, *folders: str) -> None:
        """Make folders that are empty."""
        for folder in folders:
            self._make(folder)

    def flags_of(self, folder: str) -> list[str]:
        """Return with which flags, as in a Maildir's names, the mails in a folder lie there."""
        return sorted(file.name.rpartition(",")[2] for file in (self._place(folder) / "cur").iterdir())

    def _place(self, folder: str) -> Path:
        mail = self.server.folder / "mail" / self.user
        return mail if folder == "INBOX" else mail / folder

    def _make(self, folder: str) -> Path:
        place = self._place(folder)
        if not (place / "cur").exists():
            for part in ("cur", "new", "tmp"):
                (place / part).mkdir(parents=True)
            mail = self.server.folder / "mail"
            for path in (place, *place.iterdir(), *place.relative_to(mail).parents[:-1]):
                os.chown(mail / path, *self.server.ids)
        return place


_STAMP_AND_TAG = re.compile(r"^(?:\d+\.\d+ )?\S+ ")


@contextmanager
def run_dovecot(pem: Path, uses: Mapping[str, str] = SENT_ONLY) -> Iterator[Dovecot]:
    """Run a server that shows the certificate in `pem` (key and all), and give it.

    `uses` are the flags of folders, by name, wherever such a folder is made.
    """
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="kit-imap-"))
    try:
        port = find_free_port()
        shutil.copy(pem, folder / "server.pem")
        configuration = _CONFIGURATION.format(
            folder=folder,
            port=port,
            user=account.pw_name,
            group=grp.getgrgid(account.pw_gid).gr_name,
            uses="\n".join(_USE.format(name=name, use=use) for name, use in uses.items()),
        )
        (folder / "dovecot.conf").write_text(configuration)
        for place in ("rawlog", "home", "mail", "users"):
            (folder / place).mkdir()
        for path in (folder, *folder.iterdir()):
            os.chown(path, account.pw_uid, account.pw_gid)
        with _running(folder, account):
            yield Dovecot(folder, port, (account.pw_uid, account.pw_gid))
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(folder: Path, account: pwd.struct_passwd) -> Iterator[None]:
    """Run the program until the test is over; it says when it has begun to listen."""
    assert PROGRAM
    is_other = os.geteuid() != account.pw_uid
    process = subprocess.Popen(
        [PROGRAM, "-F", "-c", folder / "dovecot.conf"],
        stderr=subprocess.PIPE,
        text=True,
        user=account.pw_uid if is_other else None,
        group=account.pw_gid if is_other else None,
        extra_groups=[] if is_other else None,
    )
    said: list[str] = []
    listens = threading.Event()
    reader = threading.Thread(target=_listen, args=(process, said, listens))
    reader.start()
    try:
        assert listens.wait(20), said
        assert process.poll() is None, said
        yield
    finally:
        process.terminate()
        process.wait(20)
        reader.join(20)


def _listen(process: subprocess.Popen[str], said: list[str], listens: threading.Event) -> None:
    assert process.stderr
    with process.stderr as lines:
        for line in lines:
            said.append(line)
            if "starting up" in line:
                listens.set()
    listens.set()
