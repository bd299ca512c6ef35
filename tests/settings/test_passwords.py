"""Where passwords come from, and where they must not."""

from pathlib import Path
from typing import Any

import pytest

from sync.errors import SetUpError
from sync.settings.passwords import (
    find_mailbox_password,
    find_smtp_password,
    find_variables,
)
from sync.settings.sections import Settings, parse_settings

SERVER = {"host": "smtp.example.org", "from": "me@example.com", "username": "me"}


def make_settings(folder: Path, **smtp: Any) -> Settings:
    return parse_settings({"summary": {"to": ["me@example.com"]}, "smtp": SERVER | smtp}, folder)


def test_a_command_gives_the_password_without_its_line_break(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, password_command=["printf", " pass word \\n\\n"])
    assert find_smtp_password(settings) == " pass word \n"


def test_no_shell_is_in_between(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, password_command=["echo", "$HOME; `x`"])
    assert find_smtp_password(settings) == "$HOME; `x`"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["false"], "it ended with status 1"),
        (["no-such-command-here"], "it cannot be run"),
        (["sleep", "5"], "it did not end within"),
        (["true"], "it says nothing, so there is no password"),
        (["printf", " \\n"], "it says nothing, so there is no password"),
    ],
)
def test_a_command_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], why: str
) -> None:
    monkeypatch.setattr("sync.settings.passwords.COMMAND_TIMEOUT", 0.1)
    with pytest.raises(SetUpError, match=why):
        find_smtp_password(make_settings(tmp_path, password_command=command))


def test_what_a_failing_command_said_is_not_told(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo geheim; echo geheim >&2; exit 3"]
    with pytest.raises(SetUpError) as caught:
        find_smtp_password(make_settings(tmp_path, password_command=command))
    assert "geheim" not in str(caught.value)


def test_a_file_gives_the_password_if_it_is_private(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, password_file="secret")
    with pytest.raises(SetUpError, match="no such password file"):
        find_smtp_password(settings)
    file = tmp_path / "secret"
    file.write_text("geheim\n")
    for mode in (0o640, 0o604, 0o620):
        file.chmod(mode)
        with pytest.raises(SetUpError, match="chmod 600"):
            find_smtp_password(settings)
    file.chmod(0o600)
    assert find_smtp_password(settings) == "geheim"
    file.write_bytes(b"\xff")
    with pytest.raises(SetUpError, match="cannot be read"):
        find_smtp_password(settings)
    for nothing in ("", "\n", "  \n\n"):
        file.write_text(nothing)
        with pytest.raises(SetUpError, match="the password file is empty; write the password into it"):
            find_smtp_password(settings)


def test_systemd_hands_it_over_in_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(tmp_path / "gone", password_file="secret")
    handed = tmp_path / "credentials" / "secret"
    handed.parent.mkdir()
    handed.write_text("geheim\n")
    handed.chmod(0o440)  # as it looks where systemd lets the user in with an access list
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed.parent))
    assert find_smtp_password(settings) == "geheim"


def test_the_environment_gives_it_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = make_settings(tmp_path)
    monkeypatch.setenv("KEEP_IN_TOUCH_SMTP_PASSWORD", "")
    with pytest.raises(SetUpError, match=r"there is no password; set smtp\.password_command"):
        find_smtp_password(settings)
    monkeypatch.setenv("KEEP_IN_TOUCH_SMTP_PASSWORD", "geheim")
    assert find_smtp_password(settings) == "geheim"
    assert find_variables(settings) == ("KEEP_IN_TOUCH_SMTP_PASSWORD",)
    assert find_variables(make_settings(tmp_path, password_file="x")) == ()
    assert find_variables(Settings()) == ()


def test_where_nothing_is_set_up_there_is_no_password() -> None:
    for find in (find_smtp_password, find_mailbox_password):
        with pytest.raises(SetUpError, match="is set; add "):
            find(Settings())


BOX = {"host": "imap.example.org"}
IMAP = "KEEP_IN_TOUCH_IMAP_PASSWORD"


@pytest.mark.parametrize(
    ("mailbox", "password"),
    [
        (BOX, "of the mail server"),
        (BOX | {"username": "ME"}, "of the mail server"),
        (BOX | {"password_command": ["printf", "of the mailbox"]}, "of the mailbox"),
        (BOX | {"username": "you"}, None),
        ({"host": "imap.example.com"}, None),
        ({"host": "example.org.evil.example"}, None),
    ],
)
def test_the_mailbox_has_the_mail_servers_password_where_user_and_provider_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mailbox: dict[str, Any], password: str | None
) -> None:
    monkeypatch.delenv(IMAP, raising=False)
    smtp = SERVER | {"password_command": ["printf", "of the mail server"]}
    values = {"summary": {"to": ["me@example.com"]}, "smtp": smtp, "mailbox": mailbox}
    settings = parse_settings(values, tmp_path)
    if password:
        assert find_mailbox_password(settings) == password
        assert find_variables(settings) == ()
        return
    with pytest.raises(SetUpError, match=r"mailbox: there is no password; set mailbox\.password_command"):
        find_mailbox_password(settings)
    assert find_variables(settings) == (IMAP,)
    monkeypatch.setenv(IMAP, "from the environment")
    assert find_mailbox_password(settings) == "from the environment"


def test_a_mailboxs_own_variable_comes_before_the_mail_servers_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(IMAP, "its own")
    smtp = SERVER | {"password_command": ["printf", "of the mail server"]}
    values = {"summary": {"to": ["me@example.com"]}, "smtp": smtp, "mailbox": BOX}
    assert find_mailbox_password(parse_settings(values, tmp_path)) == "its own"
