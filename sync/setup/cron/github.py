"""The job as a workflow of GitHub's, for who has no machine that is always on (design.md, section 13).

See the syntax of workflows, `on.schedule` (its `timezone` since March 2026) and the hardening guide at
docs.github.com. It passes the published schema (tests/setup/test_github.py).
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timezone, tzinfo
from pathlib import Path
from types import MappingProxyType

from sync.errors import SetUpError
from sync.run.zones import find_name
from sync.settings.sections import FILE_NAME, Settings
from sync.sheets.address import parse_location

PLACE = ".github/workflows/keep-in-touch.yml"

# An action's tag can be moved to other code, a commit cannot.
CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
SETUP_PYTHON = "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0"
PYTHON = "3.13"

KEY = "KEEP_IN_TOUCH_CREDENTIALS"
PASSWORDS: Mapping[str, str] = MappingProxyType(
    {"smtp": "KEEP_IN_TOUCH_SMTP_PASSWORD", "mailbox": "KEEP_IN_TOUCH_IMAP_PASSWORD"}
)
"""The variable of each section that has a login; there, a secret of the same name."""
_WHERE = "cron --github"
_OF_THIS_MACHINE = ("password_command", "password_file")


def make_workflow(settings: Settings, at: time, zone: tzinfo) -> str:
    """Return the workflow that runs the job each day at that time of the sheet's zone, and by hand.

    Raises `SetUpError` for settings that cannot work there: without a mail server, for a workbook, and in a
    zone of which GitHub cannot be told.
    """
    check_settings(settings)
    secrets = [KEY, *_find_passwords(settings)]
    environment = "\n".join(f"          {name}: ${{{{ secrets.{name} }}}}" for name in secrets)
    return f"""\
{_explain(settings, secrets)}
name: Keep in touch

on:
  schedule:
{_make_schedule(at, zone)}
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: keep-in-touch
  cancel-in-progress: false

jobs:
  run:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: {CHECKOUT}
        with:
          persist-credentials: false
      - uses: {SETUP_PYTHON}
        with:
          python-version: "{PYTHON}"
      - name: Install
        run: python -m pip install --quiet .
      - name: Run
        run: keep-in-touch --config {FILE_NAME} run -q
        env:
{environment}
"""


def check_settings(settings: Settings) -> None:
    """Raise `SetUpError` for settings that cannot work there: without a mail server, or for a workbook."""
    if settings.smtp is None:
        why = "without a mail server the summary, notes and all, would be printed into a log"
        raise SetUpError(_WHERE, why, "add [smtp] to the settings")
    if isinstance(parse_location(settings.sheet.location or "", settings.folder), Path):
        raise SetUpError(
            _WHERE, "nothing is kept there, a workbook neither", "move the list to Google Sheets"
        )


def _make_schedule(at: time, zone: tzinfo) -> str:
    """Return when it is started, in the zone by its name or, where it is an offset, in UTC."""
    if name := find_name(zone):
        return f'    - cron: "{at.minute} {at.hour} * * *"\n      timezone: "{name}"'
    if isinstance(zone, timezone):
        moment = datetime.combine(date.min.replace(year=2000), at, zone).astimezone(UTC)
        return f'    - cron: "{moment.minute} {moment.hour} * * *" # UTC: {at:%H:%M} in {zone}'
    why = "the zone of the sheet has no name that GitHub knows"
    raise SetUpError(_WHERE, why, 'write it like timezone = "Europe/Berlin" under [sheet]')


def _find_passwords(settings: Settings) -> Iterator[str]:
    for section, values in settings.model_dump().items():
        if section in PASSWORDS and values and values.get("username"):
            yield PASSWORDS[section]


def _find_of_this_machine(settings: Settings) -> Iterator[str]:
    for section, values in settings.model_dump().items():
        for key in _OF_THIS_MACHINE:
            if section in PASSWORDS and values and values.get(key):
                yield f"{section}.{key}"


def _explain(settings: Settings, secrets: list[str]) -> str:
    """Return the comment that says what to do, and why the copy must be private."""
    keys = ", ".join(_find_of_this_machine(settings))
    without = f"\n#      Take {keys} out of the copy: it is of this machine." if keys else ""
    listed = "\n".join(f"#        {name}: {_describe(name)}" for name in secrets)
    return f"""\
# {PLACE}, in a private copy of this program's repository.
#
# Why private: the settings tell where your list is and who you are, and the log of a run tells what went
# wrong with which row and whom. Everybody could read both in a public copy. A fork of a public repository
# is public: make a new, private repository, and push this one into it.
#
# Once:
#   1. Put this file and {FILE_NAME} into the copy, the latter with `git add --force`, since .gitignore
#      keeps it out. The key and the passwords stay out.{without}
#   2. Settings, Secrets and variables, Actions: add the secrets
{listed}
#   3. Actions, Keep in touch, Run workflow: it ends green.
#
# Nothing is stored there from run to run: the sheet remembers. GitHub starts it late when it is busy, most
# of all at full hours, and now and then not at all: the next run makes up for it. When a run fails, GitHub
# mails you. Where it sees no commit for 60 days it may switch the schedule off: Actions, Enable workflow.
"""


def _describe(secret: str) -> str:
    return "all that is in the key file" if secret == KEY else "the password, as your provider gave it"
