"""The sample list shows every kind of row, on whatever day it is made."""

import os
import re
import shlex
import stat
from datetime import date, timedelta
from pathlib import Path

import pexpect
import pytest

from sync.core.contacts.contacts import Look
from sync.core.dates.reading import NoteDate, find_dates, settle
from sync.core.plan.plan import Plan, make_plan
from sync.errors import SetUpError
from sync.settings.sections import load_settings
from sync.setup.demo.invented import PEOPLE
from sync.setup.demo.sample import LOCALE, make_demo, write_dates
from sync.setup.demo.tour import tell_tour
from sync.sheets.xlsx.workbook import Workbook
from tests.setups import COMMAND, Setup

DAYS = (
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2026, 1, 1),
    date(2026, 5, 31),
    date(2026, 8, 17),
    date(2026, 11, 30),
    date(2026, 12, 31),
    date(2027, 3, 1),
    date(2028, 2, 29),
    date(2028, 12, 31),
)
PLACEHOLDER = re.compile(r"\{(-?\d+):([^}]+)\}")
FICTIONAL = (
    r"\+?1?\d{3}55501\d\d",  # North America: NANPA, 555-0100 to 555-0199
    r"07700900\d{3}",  # United Kingdom: Ofcom, TV and radio drama
    r"01632960\d{3}",
    r"(0|\+44)(113|117|121|131|141|161)4960\d{3}",
    r"(0|\+44)2079460\d{3}",
    r"(0|\+44)2920180\d{3}",
    r"\+49(3023125|8999998)\d{3}",  # Germany: Bundesnetzagentur
    r"063998\d{4}",  # France: Arcep
    r"07017406(0[5-9]|[1-9]\d)",  # Sweden: PTS
)


def plan_on(today: date, folder: Path) -> tuple[Workbook, Plan]:
    settings = load_settings(make_demo(folder, today))
    sheet = Workbook(settings.find_path(settings.sheet.location or ""), locale=settings.sheet.locale)
    return sheet, make_plan(Look(sheet.read(), today, settings.rules))


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_kind_of_row_is_there(today: date, tmp_path: Path) -> None:
    _, plan = plan_on(today, tmp_path)
    counts = plan.counts
    assert counts["overdue"] >= 6
    assert counts["due_today"] >= 3
    assert counts["coming_up"] >= 5
    assert counts["later"] >= 20
    assert (counts["paused"], counts["unreadable"]) == (1, 1)
    assert sum(counts.values()) == len(PEOPLE)
    assert 45 <= len(PEOPLE) <= 55


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_somebody_is_overdue_by_weeks_and_somebody_by_days(today: date, tmp_path: Path) -> None:
    _, plan = plan_on(today, tmp_path)
    overdue = [person.due for person in plan.people if person.status == "overdue" and person.due]
    days = sorted((today - due).days for due in overdue)
    assert days[0] <= 14
    assert days[-1] >= 42


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_is_to_be_put_right_is_the_same_on_any_day(today: date, tmp_path: Path) -> None:
    _, plan = plan_on(today, tmp_path)
    assert [(problem.who, problem.what) for problem in plan.problems] == [
        ("Ravi Thekkedath", "“ravi.thekkedath@example,com” is no email address"),
        ("Sam from the climbing wall", "no way to reach them"),
        ("Beatrix Holloway", "Every says “now and then”, which is no interval, so the usual one holds"),
        ("Grace Adeyemi", "looks like the same person as row 6"),
        ("", "nobody is named here"),
    ]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_second_run_changes_nothing(today: date, tmp_path: Path) -> None:
    sheet, plan = plan_on(today, tmp_path)
    sheet.write(plan.changes)
    assert make_plan(Look(sheet.read(), today)).changes == ()
    assert make_plan(Look(sheet.read(), today)).counts == plan.counts


@pytest.mark.parametrize("start", DAYS, ids=str)
def test_every_written_day_means_the_day_it_was_made_of(start: date) -> None:
    for today in (start + timedelta(days=days) for days in range(0, 366, 7)):
        for person in PEOPLE:
            note = write_dates(person.note, today)
            found = {settle(written, today) for written in find_dates(note, LOCALE)}
            assert found == meant_in(person.note, today), note


def meant_in(template: str, today: date) -> set[NoteDate]:
    days = {
        today - timedelta(days=int(back)): "d" in pattern for back, pattern in PLACEHOLDER.findall(template)
    }
    return {
        NoteDate(day if has_day else day.replace(day=1), plan=day > today) for day, has_day in days.items()
    }


def test_the_notes_are_as_people_write_them() -> None:
    notes = [person.note for person in PEOPLE]
    assert "" in notes
    assert any(note and not PLACEHOLDER.search(note) for note in notes)
    assert any("\n" in note for note in notes)
    assert any("{-" in note for note in notes)
    assert any(note.endswith((")", "]")) for note in notes)


def test_nobody_in_it_can_be_reached() -> None:
    for person in PEOPLE:
        assert all(
            domain in {"com", "org", "net"} for domain in re.findall(r"@example[.,](\w+)", person.email)
        )
        assert person.email.count("@") == len(re.findall(r"@example[.,]", person.email))
        digits = re.sub(r"[^\d+]", "", str(person.phone))
        assert not digits or any(re.fullmatch(form, digits) for form in FICTIONAL), person.phone


def test_digits_alone_are_numbers_as_in_a_sheet() -> None:
    typed = {person.name: (person.phone, person.every) for person in PEOPLE}
    assert typed["Dev Ramanathan"] == (3125550142, "")
    assert typed["Zoë Brandt"] == ("+49 30 23125 118", 90)
    assert typed["Inês Carvalho"] == ("", "")


def test_the_settings_are_for_their_owner_only(tmp_path: Path) -> None:
    settings_file = make_demo(tmp_path / "new" / "folder", DAYS[0])
    assert settings_file == tmp_path / "new" / "folder" / "keep-in-touch.toml"
    assert stat.S_IMODE(settings_file.stat().st_mode) == 0o600
    settings = load_settings(settings_file)
    assert (settings.sheet.location, settings.sheet.locale) == ("contacts.xlsx", "en_GB")
    assert settings.contacts.every == "3 months"


@pytest.mark.parametrize("name", ["contacts.xlsx", "keep-in-touch.toml"])
def test_nothing_is_overwritten(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    settings_file = make_demo(tmp_path, DAYS[0])
    assert settings_file == tmp_path / "keep-in-touch.toml"
    assert (tmp_path / name).read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["contacts.xlsx", "keep-in-touch.toml"]


def test_made_again_it_stays_as_the_job_left_it(tmp_path: Path) -> None:
    sheet, plan = plan_on(DAYS[0], tmp_path)
    sheet.write(plan.changes)
    before = (tmp_path / "contacts.xlsx").read_bytes()
    make_demo(tmp_path, DAYS[-1])
    assert (tmp_path / "contacts.xlsx").read_bytes() == before


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_named(folder: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SetUpError, match="no sample can be made there") as caught:
        make_demo(tmp_path / folder, DAYS[0])
    assert str(caught.value).startswith(str(tmp_path / folder))


def tour_on(folder: Path, call: str = "keep-in-touch") -> list[str]:
    _, plan = plan_on(DAYS[0], folder)
    lines = tell_tour(plan, folder / "keep-in-touch.toml", call, is_open=False)
    return [line.plain for line in lines]


def test_the_tour_has_ten_lines_that_fit_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = tour_on(Path("keep-in-touch-demo"))
    assert len(lines) == 10
    assert [line for line in lines if len(line) > 80] == []
    assert not any("mailto" in line for line in lines)


def test_what_the_tour_says_to_type_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    folder = tmp_path / "my people"
    lines = tour_on(folder, "'/my venv/keep-in-touch'")
    calls = [shlex.split(line) for line in lines if "--config" in line]
    named = ["/my venv/keep-in-touch", "--config", str(folder / "keep-in-touch.toml")]
    assert calls == [[*named, "run"], [*named, "status"], [*named, "status", "marisol"]]
    assert f"'{folder / 'contacts.xlsx'}'" in "\n".join(lines)


def test_the_demo_leaves_the_summary_as_a_private_page(setup: Setup) -> None:
    done = setup.invoke("demo", "friends")
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 10
    page = setup.folder / "friends" / "summary.html"
    assert "Marisol" in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert setup.invoke("demo", "friends").exit_code == 0


def test_on_a_terminal_the_demo_is_coloured_and_the_summary_opened(setup: Setup) -> None:
    browser = setup.folder / "bin" / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {shlex.quote(str(setup.folder / "opened"))}\n')
    browser.chmod(0o755)
    environment = {**os.environ, **setup.environment, "TERM": "xterm-256color", "BROWSER": f"{browser} %s"}
    environment.pop("NO_COLOR", None)
    terminal = pexpect.spawn(
        str(COMMAND), ["demo"], cwd=str(setup.folder), env=environment, encoding="utf-8", timeout=20
    )
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert "\x1b[1;31m" in terminal.before
    assert "open in your browser now" in terminal.before
    opened = (setup.folder / "opened").read_text().strip()
    assert opened == (setup.folder / "keep-in-touch-demo" / "summary.html").as_uri()
