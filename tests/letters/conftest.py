"""What the tests of the mailbox share: a certificate, a real server, and an account on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.letters.accounts import FLAGGED
from tests.letters.dovecot import Account, Dovecot, run_dovecot
from tests.mail.servers import Certificate, make_certificate


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder in which the certificate lies, with its key, as localhost.pem."""
    return tmp_path_factory.mktemp("letters")


@pytest.fixture(scope="session")
def certificate(folder: Path) -> Certificate:
    """Give a certificate for this machine."""
    return make_certificate(folder)


@pytest.fixture(scope="session")
def dovecot(folder: Path, certificate: Certificate) -> Iterator[Dovecot]:
    """Give a running server; it is stopped once all is tried."""
    assert certificate
    with run_dovecot(folder / "localhost.pem", FLAGGED) as server:
        yield server


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    """Give an account of its own, in which nothing is yet."""
    dovecot.read_log()
    return dovecot.add()
