"""The ways to start the job every day: each shown, put in and taken out, with a line about it."""

import os
from collections.abc import Iterator
from datetime import time, tzinfo
from pathlib import Path

from sync.assembly import Place, find_place, open_sheet
from sync.run.traces.last_run import find_last_run
from sync.run.zones import find_zone
from sync.settings.passwords import find_variables
from sync.settings.sections import Settings
from sync.setup.cron import crontab, github, systemd
from sync.sheets.google.key import VARIABLE as KEY_VARIABLE


class Crontab:
    """A line of the user's crontab for the settings in the file."""

    def __init__(self, settings_file: Path) -> None:
        self.settings_file = settings_file
        self.mark = crontab.make_mark(settings_file)

    def show(self, _: Settings, at: time) -> str:
        """Return the line."""
        return crontab.make_line(self.settings_file, at, crontab.find_command())

    def install(self, settings: Settings, at: time) -> str:
        """Put the line in, and return that, with the line."""
        line = self.show(settings, at)
        return f"{'put in:' if crontab.install(line, self.mark) else 'there already:'}\n{line}"

    def remove(self) -> str:
        """Take the line out, and return whether it was there."""
        return "taken out" if crontab.remove(self.mark) else "there was no line of this job"

    def find_notes(self, settings: Settings) -> Iterator[str]:
        """Yield what the owner should know of it."""
        yield "The time is this machine’s. A run that it sleeps through is not made up:"
        yield "on a laptop use --systemd, or anacron with the same command."
        if settings.smtp is None:
            yield "No mail server is set: on its day the summary is printed, and cron mails what is printed"
            yield "where this machine can send mail."
        yield from _say_unknown("Cron", settings)


class Timer:
    """A timer and a service of the user's systemd for the settings in the file."""

    def __init__(self, settings_file: Path) -> None:
        self.settings_file = settings_file

    def show(self, settings: Settings, at: time) -> str:
        """Return both units, each under a comment that says where it belongs."""
        units = systemd.make_units(settings, self.settings_file, at, crontab.find_command())
        return "\n".join(f"# {path}\n{text}" for path, text in units.items()).rstrip("\n")

    def install(self, settings: Settings, at: time) -> str:
        """Put both in, start the timer, and return that, with their paths."""
        units = systemd.make_units(settings, self.settings_file, at, crontab.find_command())
        systemd.install_units(units)
        return "\n".join(["put in, and started:", *map(str, units)])

    def remove(self) -> str:
        """Stop the timer, take both out, and return whether they were there."""
        return "taken out" if systemd.remove_units(self.settings_file) else "there was no timer of this job"

    def find_notes(self, settings: Settings) -> Iterator[str]:
        """Yield what the owner should know of it."""
        yield "A run that the machine sleeps through is made up. To run while you are logged out as well:"
        yield "loginctl enable-linger"
        if settings.smtp is None:
            yield "No mail server is set: on its day the summary is printed, into systemd’s journal."
        yield from _say_unknown("The timer", settings)


class Workflow:
    """A workflow of GitHub's, which the owner puts into a private copy of the program's repository."""

    def show(self, settings: Settings, at: time) -> str:
        """Return the workflow. Raises the errors of `sync.errors` for settings that cannot work there."""
        github.check_settings(settings)
        return github.make_workflow(settings, at, find_sheet_zone(settings)).rstrip("\n")

    def find_notes(self, _: Settings) -> Iterator[str]:
        """Yield what the owner should know of it."""
        yield f"Put this into {github.PLACE} in a private copy of the repository;"
        yield "its first lines say how, and why private."


def find_sheet_zone(settings: Settings) -> tzinfo:
    """Return the settings' zone, else the sheet's: as this machine last read it, else asked of the sheet."""
    name = settings.sheet.timezone
    if name is None:
        place = find_place(settings)
        last = find_last_run(place.state)
        name = (last and last.zone) or _ask_zone(place, settings)
    return find_zone(name)


def _ask_zone(place: Place, settings: Settings) -> str | None:
    sheet = open_sheet(place, settings)
    try:
        return sheet.read().zone
    finally:
        sheet.close()


def find_unknown(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield what of the environment a run needs that neither cron nor systemd knows, with the key to set."""
    for variable in find_variables(settings):
        yield variable, "a password_file"
    key_file = settings.find_path(settings.sheet.credentials)
    if os.environ.get(KEY_VARIABLE) and not key_file.exists():
        yield KEY_VARIABLE, "credentials"


def _say_unknown(what: str, settings: Settings) -> Iterator[str]:
    for variable, key in find_unknown(settings):
        yield f"{what} does not know ${variable}: set {key} in the settings."
