"""Every link of the chain: whole, doubtful or broken, each on a line with its cure."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.setup.check.chain import check_chain
from sync.setup.demo.sample import make_demo
from sync.terminal.console import now
from tests.google import errors, faults
from tests.setups import Setup, set_up

LINKS = [
    "settings",
    "permissions",
    "key file",
    "token",
    "clock",
    "sheet",
    "tab",
    "right to write",
    "headers",
    "protected ranges",
    "mail server",
    "login",
    "recipient",
    "cron",
    "last run",
]


def lines_of(setup: Setup, *options: str) -> dict[str, str]:
    """Return the lines of a check by their link, marks included; the status is under "status"."""
    done = setup.invoke("check", *options)
    assert done.stderr == ""
    found = {line[2:].partition(":")[0]: line for line in done.stdout.splitlines()}
    return found | {"status": str(done.exit_code)}


def test_all_links_are_whole_once_it_runs(setup: Setup) -> None:
    setup.invoke("cron", "--install")
    setup.invoke("run", "-q")
    lines = lines_of(setup)
    assert lines.pop("status") == "0"
    assert list(lines) == LINKS
    assert all(line.startswith("✓ ") for line in lines.values())


def test_before_the_first_run_two_links_are_doubtful(setup: Setup) -> None:
    lines = lines_of(setup)
    assert lines["status"] == "0"
    assert {what for what, line in lines.items() if line.startswith("!")} == {"cron", "last run"}
    assert lines["cron"].endswith("run keep-in-touch cron --install")
    assert lines["headers"].endswith("E Next due (to be added)")


def test_nothing_is_changed_by_it(setup: Setup) -> None:
    before = setup.owner.snapshot()
    files = sorted(setup.folder.rglob("*"))
    lines_of(setup)
    assert setup.owner.snapshot() == before
    assert setup.inbox.envelopes == []
    assert sorted(setup.folder.rglob("*")) == files
    assert [exchange.kind for exchange in setup.google.log] == ["token", "read", "write"]


def test_a_test_mail_is_sent_if_asked_for(setup: Setup) -> None:
    assert lines_of(setup, "--send-test")["test mail"] == "✓ test mail: sent to me@example.com"
    [envelope] = setup.inbox.envelopes
    assert b"Subject: Keep in touch: a test" in (envelope.content or b"")


Break = Callable[[Setup], object]


def oauth_client(setup: Setup) -> None:
    setup.key.write_text(json.dumps({"installed": {"client_id": "x"}}))


def refuse(setup: Setup) -> None:
    setup.inbox.refuses["me@example.com"] = "550 5.1.1 no such user"


BREAKS: list[tuple[Break, str, str, int]] = [
    (lambda s: s.settings.unlink(), "settings", "run keep-in-touch init", 78),
    (lambda s: s.write(sheet={"tabb": "x"}), "settings", "sheet.tabb: is no key", 78),
    (lambda s: s.settings.chmod(0o666), "settings", "chmod 600", 78),
    (lambda s: s.key.unlink(), "permissions", "no such key file", 78),
    (lambda s: s.key.chmod(0o644), "permissions", "chmod 600", 78),
    (oauth_client, "key file", "OAuth client, not the key of a service account", 78),
    (lambda s: s.key.write_text("{"), "key file", "no JSON", 78),
    (lambda s: s.write(sheet={"location": None}), "sheet", "is missing", 78),
    (
        lambda s: s.write(sheet={"location": "https://drive.google.com/drive/folders/1a"}),
        "sheet",
        "Drive folder",
        78,
    ),
    (lambda s: s.owner.share(None), "sheet", "share it with sa@example.iam", 77),
    (lambda s: s.owner.trash(), "sheet", "no such Google Sheet", 78),
    (lambda s: s.write(sheet={"tab": "Gone"}), "sheet", "the tab is not there", 78),
    (lambda s: s.owner.share("reader"), "right to write", "share it with sa@example.iam", 77),
    (lambda s: s.owner.type("A1", ["Who"]), "headers", "no header row", 78),
    (lambda s: s.owner.type("E1", ["Email"]), "headers", "B1 and E1 are both headers for Email", 78),
    (lambda s: s.owner.protect("E:E"), "protected ranges", "column E is protected; let sa@", 77),
    (lambda s: s.owner.protect(""), "protected ranges", "column E is protected; let sa@", 77),
    (lambda s: s.write(smtp={"port": 9}), "mail server", "127.0.0.1:9: ", 75),
    (lambda s: (s.folder / "smtp-password").write_text("wrong"), "login", "check the username", 77),
    (lambda s: (s.folder / "smtp-password").chmod(0o644), "login", "chmod 600", 78),
    (lambda s: s.write(smtp={"password_file": None}), "login", "there is no password", 78),
    (refuse, "recipient", "no such user", 78),
]


@pytest.mark.parametrize(("breaks", "what", "text", "status"), BREAKS)
def test_a_broken_link_is_told_with_its_cure(
    setup: Setup, breaks: Break, what: str, text: str, status: int
) -> None:
    breaks(setup)
    lines = lines_of(setup)
    assert lines[what].startswith(f"✗ {what}: ")
    assert text in lines[what]
    assert lines["status"] == str(status)
    assert [line for line in lines.values() if line.startswith("✗")] == [lines[what]]
    told = lines[what].removeprefix(f"✗ {what}: ")
    assert not told.startswith((f"{what}:", f"{what} ")), "it stutters"
    assert f": the {what} " not in told, "it stutters"


def test_what_hangs_on_a_broken_link_is_not_told_but_the_rest_is(setup: Setup) -> None:
    setup.owner.share(None)
    lines = lines_of(setup)
    assert "headers" not in lines
    assert lines["recipient"].startswith("✓")


def test_a_sheet_that_may_only_be_read_is_looked_at_to_the_end(setup: Setup) -> None:
    setup.owner.share("reader")
    lines = lines_of(setup)
    assert lines["right to write"].startswith("✗ right to write: ")
    assert lines["headers"].startswith("✓ headers: A Name, B Email")
    assert lines["protected ranges"].startswith("✓")
    assert lines["status"] == "77"
    setup.owner.type("A1", ["Who"])
    assert lines_of(setup)["headers"].startswith("✗ headers: tab Sheet1: no header row")


def test_the_worst_finding_gives_the_status(setup: Setup) -> None:
    setup.owner.share(None)
    setup.write(smtp={"port": 9})
    assert lines_of(setup)["status"] == "77"


@pytest.mark.parametrize(
    ("description", "what", "status"),
    [
        (errors.SKEWED_CLOCK, "clock", 78),
        (errors.INVALID_SIGNATURE, "token", 77),
        (errors.ROBOT_DISABLED, "token", 77),
    ],
)
def test_a_refused_token_is_the_keys_fault_or_the_clocks(
    setup: Setup, description: errors.Json, what: str, status: int
) -> None:
    setup.google.fault(faults.answer(400, description), on="token", times=None)
    lines = lines_of(setup)
    assert lines[what].startswith(f"✗ {what}: ")
    assert lines["status"] == str(status)


def test_a_clock_that_goes_a_little_wrong_is_doubtful(setup: Setup) -> None:
    late = check_chain(setup.settings, lambda: now() - timedelta(seconds=150))
    [line] = [str(finding) for finding in late if finding.what == "clock"]
    assert line.startswith("! clock: -1")
    assert "set it" in line


def test_where_the_probe_itself_is_refused_the_right_to_write_is_unknown(setup: Setup) -> None:
    refusal = errors.body(400, "INVALID_ARGUMENT", "No metadata found.")
    setup.google.fault(faults.answer(400, refusal), on="write")
    assert lines_of(setup)["right to write"].startswith("! right to write: unknown until the first run")


def test_settings_that_others_can_read_are_doubtful(setup: Setup) -> None:
    setup.settings.chmod(0o644)
    lines = lines_of(setup)
    assert (
        lines["settings"] == f"! settings: {setup.settings} can be read by others; chmod 600 {setup.settings}"
    )
    assert lines["status"] == "0"


def test_all_faults_of_the_settings_are_told(setup: Setup) -> None:
    setup.write(sheet={"tabb": "x"}, contacts={"every": "often"})
    done = setup.invoke("check")
    assert done.exit_code == 78
    assert done.stdout.splitlines() == [
        "✗ settings: sheet.tabb: is no key of the settings; correct or remove it",
        "✗ settings: contacts.every: is no interval; write it like 3 months, 6 weeks or monthly",
    ]


def test_a_list_without_notes_or_addresses_is_doubtful(setup: Setup) -> None:
    setup.owner.type("B1", ["Town", "Age", "Pets"], ["Oslo", 5, 1])
    setup.owner.type("E1", ["Every"])
    done = setup.invoke("check")
    told = [line for line in done.stdout.splitlines() if line.startswith("! headers")]
    assert [line.partition(";")[0] for line in told] == [
        "! headers: no column of notes",
        "! headers: no way to reach anybody",
    ]


def test_an_empty_tab_is_told_of_init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with set_up(tmp_path / "machine", rows=[]) as setup:
        monkeypatch.setenv("SHEETS_EMULATOR_HOST", setup.google.host)
        lines = lines_of(setup)
    assert lines["headers"] == "✗ headers: tab Sheet1 is empty; run keep-in-touch init to put them there"


def test_without_a_mail_server_the_summary_is_only_printed(setup: Setup) -> None:
    del setup.sections["smtp"]
    setup.write()
    assert lines_of(setup)["mail server"].startswith("! mail server: none is set")


def test_without_a_login_there_is_none_to_check(setup: Setup) -> None:
    setup.write(smtp={"username": None})
    assert lines_of(setup)["login"] == "✓ login: none, as no username is set"


def test_a_password_that_is_empty_is_missing(setup: Setup) -> None:
    (setup.folder / "smtp-password").write_text("\n")
    lines = lines_of(setup)
    assert "the password file is empty; write the password into it" in lines["login"]
    assert (lines["status"], setup.inbox.logins) == ("78", [])
    setup.write(smtp={"password_file": None, "password_command": ["true"]})
    assert "it says nothing, so there is no password" in lines_of(setup)["login"]


def test_a_key_in_the_environment_needs_no_file(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP_IN_TOUCH_CREDENTIALS", setup.key.read_text())
    setup.key.unlink()
    setup.invoke("cron", "--install")
    lines = lines_of(setup)
    assert lines["permissions"] == "✓ permissions: the key is the one in $KEEP_IN_TOUCH_CREDENTIALS"
    assert lines["key file"].startswith("✓")
    assert lines["cron"].startswith("! cron: it does not know $KEEP_IN_TOUCH_CREDENTIALS; set credentials")
    monkeypatch.setenv("KEEP_IN_TOUCH_CREDENTIALS", "{}")
    assert lines_of(setup)["key file"].startswith("✗ key file: $KEEP_IN_TOUCH_CREDENTIALS: this is no key of")


def test_a_path_with_a_space_can_be_pasted(setup: Setup) -> None:
    setup.move(setup.folder / "my settings")
    for mode in (0o644, 0o666):
        setup.settings.chmod(mode)
        assert lines_of(setup)["settings"].endswith(f"; chmod 600 '{setup.settings}'")


def test_a_machine_without_crontab_is_doubtful(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(setup.folder))
    assert lines_of(setup)["cron"].startswith("! cron: this machine has no crontab command")


def test_cron_without_the_password_is_doubtful(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP_IN_TOUCH_SMTP_PASSWORD", "correct horse ü")
    setup.write(smtp={"password_file": None})
    setup.invoke("cron", "--install")
    lines = lines_of(setup)
    assert lines["login"].startswith("✓")
    assert lines["cron"].startswith("! cron: it does not know $KEEP_IN_TOUCH_SMTP_PASSWORD")


def test_a_line_that_starts_what_is_gone_is_doubtful(setup: Setup) -> None:
    line = setup.invoke("cron", "--install").stdout.splitlines()[1]
    setup.table.write_text(line.replace("/keep-in-touch --config", "/gone --config") + "\n")
    assert "/gone, which is gone; run keep-in-touch cron --install" in lines_of(setup)["cron"]
    setup.table.write_text(line.replace("30 7 * * * ", "@daily '") + "\n")
    assert lines_of(setup)["cron"].startswith("✓ cron: @daily")


def test_the_last_run_is_told_with_how_it_went(setup: Setup) -> None:
    setup.invoke("run", "-q")
    later = datetime.now(UTC) + timedelta(days=3)
    findings = check_chain(setup.settings, lambda: later)
    [line] = [str(finding) for finding in findings if finding.what == "last run"]
    assert line.startswith("! last run: ")
    assert line.endswith("which is long ago; see whether cron runs")
    setup.owner.share(None)
    setup.invoke("run", "-q")
    assert ", with status 77; run it by hand" in lines_of(setup)["last run"]


def test_a_run_that_was_not_a_whole_one_does_not_count(setup: Setup) -> None:
    for options in (["--no-mail"], ["--dry-run"], ["--today", "2026-01-01", "--no-mail"]):
        setup.invoke("run", "-q", *options)
    assert lines_of(setup)["last run"].startswith("! last run: none on this machine yet")


def test_a_workbook_has_links_of_its_own(setup: Setup) -> None:
    settings = make_demo(setup.folder / "demo", datetime.now(UTC).date())
    setup.settings.write_bytes(settings.read_bytes().replace(b"contacts.xlsx", b"demo/contacts.xlsx"))
    lines = lines_of(setup)
    assert list(lines)[1:6] == ["workbook", "tab", "right to write", "headers", "protected ranges"]
    assert lines["status"] == "0"
    (setup.folder / "demo" / ".~lock.contacts.xlsx#").touch()
    lines = lines_of(setup)
    assert lines["right to write"].startswith("✗ right to write: ")
    assert lines["status"] == "75"
    setup.write(sheet={"location": "gone.xlsx"})
    assert lines_of(setup)["workbook"].startswith("✗ workbook: ")


def test_no_secret_is_ever_told(setup: Setup) -> None:
    setup.inbox.refuses["me@example.com"] = "550 no"
    (setup.folder / "smtp-password").write_text("geheim")
    said = ""
    for command in (
        ["check"],
        ["run", "-v", "--send"],
        ["run", "--json", "--send"],
        ["check", "--send-test"],
    ):
        done = setup.invoke(*command)
        said += done.stdout + done.stderr
    key = json.loads(setup.key.read_text())
    for secret in ("geheim", key["private_key"][40:80], key["private_key_id"]):
        assert secret not in said
