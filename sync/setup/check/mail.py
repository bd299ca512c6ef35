"""The links to the mailbox: mail server, login, recipients; all but the mail itself."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from functools import partial

from sync.assembly import make_post
from sync.core.summary.summary import Summary
from sync.errors import SetUpError
from sync.mail.message import Addresses, make_message, make_message_id
from sync.mail.relay import Server, connect
from sync.mail.sign_in import log_in
from sync.mail.smtp import address_to
from sync.mail.trouble import translated
from sync.settings.mail import SmtpSection
from sync.settings.passwords import find_smtp_password
from sync.settings.sections import Settings
from sync.setup.check.finding import Finding, Step, doubt, follow, good

_WORDS = "This is a test. The summaries will come like this one."
TEST = Summary("Keep in touch: a test", f"{_WORDS}\n", f"<!doctype html><p>{_WORDS}</p>\n", {}, 0)


class MailLinks:
    """The links to the mail server of the settings, in one connection."""

    connection: smtplib.SMTP

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], password: Callable[[], str] | None = None
    ) -> None:
        """Take the settings; a `password` stands in for what they say of it."""
        self.settings, self.now = settings, now
        self.password = password or partial(find_smtp_password, settings)

    def follow(self, *, send_test: bool = False) -> Iterator[Finding]:
        """Yield a finding for each link, and for the test mail if it is asked for."""
        smtp = self.settings.smtp
        if smtp is None:
            yield doubt("mail server", "none is set, so the summary is printed; add [smtp] to the settings")
            return
        try:
            yield from follow(self._find_steps(smtp, send_test=send_test))
        finally:
            if hasattr(self, "connection"):
                self.connection.close()

    def _find_steps(self, smtp: SmtpSection, *, send_test: bool) -> list[Step]:
        steps = [
            Step("mail server", lambda: self._check_server(smtp)),
            Step("login", lambda: self._check_login(smtp)),
            Step("recipient", lambda: self._check_recipients(smtp)),
        ]
        return [*steps, Step("test mail", lambda: self._send_test(smtp))] if send_test else steps

    def _check_server(self, smtp: SmtpSection) -> Iterator[Finding]:
        self.server = Server(smtp.host, smtp.port, smtp.security, smtp.username)
        self.connection = _open(self.server)
        yield good("mail server", f"{smtp.host}:{smtp.port}, {_SECURITY[smtp.security]}")

    def _check_login(self, smtp: SmtpSection) -> Iterator[Finding]:
        if smtp.username is None:
            yield good("login", "none, as no username is set")
            return
        log_in(self.connection, self.server, self.password)
        yield good("login", f"as {smtp.username}")

    def _check_recipients(self, smtp: SmtpSection) -> Iterator[Finding]:
        with translated(self.server):
            refused = address_to(self.connection, self.server, self._make_message(smtp))
        with suppress(OSError):
            self.connection.rset()
            self.connection.quit()
        for address, reply in refused.items():
            raise SetUpError("recipient", f"the server refused {address} ({reply})", "correct summary.to")
        yield good("recipient", ", ".join(self.settings.summary.to))

    def _send_test(self, smtp: SmtpSection) -> Iterator[Finding]:
        make_post(smtp, self.settings)(self._make_message(smtp))
        yield good("test mail", f"sent to {', '.join(self.settings.summary.to)}")

    def _make_message(self, smtp: SmtpSection) -> EmailMessage:
        now = self.now()
        message_id = make_message_id("test", now.date(), f"{now:%H%M%S}")
        return make_message(TEST, Addresses(smtp.sender, self.settings.summary.to), now, message_id)


def _open(server: Server) -> smtplib.SMTP:
    with translated(server):
        return connect(server, ssl.create_default_context())


_SECURITY = {"starttls": "encrypted with STARTTLS", "tls": "encrypted with TLS", "none": "on this machine"}
