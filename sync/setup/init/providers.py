"""Mail providers, as far as setting up knows them: their servers, and what they take for a password."""

from sync.core.providers import find_provider, is_microsoft
from sync.terminal.ask import Asker

SMTP_HOSTS = {
    "gmail.com": "smtp.gmail.com",
    "googlemail.com": "smtp.gmail.com",
    "icloud.com": "smtp.mail.me.com",
    "me.com": "smtp.mail.me.com",
    "mac.com": "smtp.mail.me.com",
    "yahoo.com": "smtp.mail.yahoo.com",
    "ymail.com": "smtp.mail.yahoo.com",
    "fastmail.com": "smtp.fastmail.com",
    "fastmail.fm": "smtp.fastmail.com",
    "gmx.de": "mail.gmx.net",
    "gmx.at": "mail.gmx.net",
    "gmx.ch": "mail.gmx.net",
    "gmx.net": "mail.gmx.net",
    "gmx.com": "mail.gmx.com",
    "t-online.de": "securesmtp.t-online.de",
    "posteo.de": "posteo.de",
    "outlook.com": "smtp-mail.outlook.com",
    "hotmail.com": "smtp-mail.outlook.com",
    "live.com": "smtp-mail.outlook.com",
}
"""Where mail is sent from, where that is not smtp. and the domain."""
IMAP_HOSTS = {
    "gmail.com": "imap.gmail.com",
    "googlemail.com": "imap.gmail.com",
    "icloud.com": "imap.mail.me.com",
    "me.com": "imap.mail.me.com",
    "mac.com": "imap.mail.me.com",
    "yahoo.com": "imap.mail.yahoo.com",
    "ymail.com": "imap.mail.yahoo.com",
    "aol.com": "imap.aol.com",
    "fastmail.com": "imap.fastmail.com",
    "fastmail.fm": "imap.fastmail.com",
    "messagingengine.com": "imap.fastmail.com",
    "gmx.de": "imap.gmx.net",
    "gmx.at": "imap.gmx.net",
    "gmx.ch": "imap.gmx.net",
    "gmx.net": "imap.gmx.net",
    "gmx.com": "imap.gmx.com",
    "web.de": "imap.web.de",
    "t-online.de": "secureimap.t-online.de",
    "posteo.de": "posteo.de",
    "posteo.net": "posteo.de",
    "mailbox.org": "imap.mailbox.org",
    "zoho.com": "imap.zoho.com",
    "zohomail.com": "imap.zoho.com",
    "yandex.ru": "imap.yandex.com",
    "yandex.com": "imap.yandex.com",
    "orange.fr": "imap.orange.fr",
    "free.fr": "imap.free.fr",
    "laposte.net": "imap.laposte.net",
    "comcast.net": "imap.comcast.net",
    "outlook.com": "outlook.office365.com",
    "hotmail.com": "outlook.office365.com",
    "live.com": "outlook.office365.com",
    "office365.com": "outlook.office365.com",
}
"""Where mail is read, by what the hosts or the addresses of a provider share."""
_MICROSOFT = (
    "Microsoft takes no password from a program, no app password either, or will not from 2027 on;"
    " better use the mail server of another provider."
)
_PASSWORDS = {
    "gmail.com": "Gmail wants an app password, not your usual one: https://myaccount.google.com/apppasswords",
    "me.com": "iCloud wants an app-specific password, not your usual one: https://account.apple.com",
    "yahoo.com": "Yahoo wants an app password, not your usual one.",
    "aol.com": "AOL wants an app password, not your usual one.",
    "fastmail.com": "Fastmail wants an app password, not your usual one.",
}


def find_smtp_host(domain: str) -> str:
    """Return where mail of addresses in that domain is sent from, as a rule."""
    return SMTP_HOSTS.get(domain, f"smtp.{domain}")


def find_imap_host(smtp_host: str, address: str) -> str:
    """Return where the mail of an address is read, as a rule.

    The mail server tells more than the address: many domains are hosted elsewhere.
    """
    domain = address.rpartition("@")[2].lower()
    if known := IMAP_HOSTS.get(find_provider(smtp_host)) or IMAP_HOSTS.get(domain):
        return known
    kind, _, rest = smtp_host.partition(".")
    if kind.lower() in {"smtp", "mail"} and rest:
        return f"imap.{rest}" if kind.lower() == "smtp" else smtp_host
    return smtp_host or f"imap.{domain}"


def tell_about_passwords(host: str, asker: Asker) -> None:
    """Tell what to know of a provider's passwords before one is asked for."""
    if is_microsoft(host):
        asker.tell(f"  {_MICROSOFT}")
    elif hint := _PASSWORDS.get(find_provider(host)):
        asker.tell(f"  {hint}")
