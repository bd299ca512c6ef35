"""The import as it is typed: what it prints, what it writes, and with which status it ends."""

from pathlib import Path

import openpyxl
import pexpect
import pytest

from tests.limits import within
from tests.setups import COMMAND, Setup
from tests.sheets.xlsx.workbooks import make

SAMPLES = Path(__file__).parent / "imports" / "samples"
CONNECTIONS = str(SAMPLES / "linkedin" / "Connections.csv")
MESSAGES = str(SAMPLES / "linkedin" / "messages.csv")
GOOGLE = str(SAMPLES / "google" / "contacts.csv")
HTML = str(SAMPLES / "facebook" / "your_friends.html")
HEADERS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def tabs(setup: Setup) -> list[str]:
    return [tab.title for tab in setup.owner.book.sheets]


def make_connections(path: Path, rows: int) -> Path:
    lines = (
        f"Given{n},Family{n},https://www.linkedin.com/in/person-{n},person{n}@example.org,Firm {n % 90},Job,"
        f"{1 + n % 28:02} Mar 2021"
        for n in range(rows)
    )
    path.write_text("\n".join([HEADERS, *lines, ""]), encoding="utf-8")
    return path


def test_each_file_is_told_with_its_figures_and_the_tab_is_named(setup: Setup) -> None:
    done = setup.invoke("import", CONNECTIONS, GOOGLE)
    assert done.exit_code == 0
    first, *_ = done.stdout.splitlines()
    assert first.startswith(f"{CONNECTIONS}: LinkedIn connections: ")
    assert sum("people found: " in line for line in done.stdout.splitlines()) == 3
    assert "in the tab “Candidates”: tick whom you want, and the next run adds them" in done.stdout
    assert tabs(setup) == ["Sheet1", "Candidates"]


def test_twice_is_nobody_new_and_nothing_written(setup: Setup) -> None:
    setup.invoke("import", CONNECTIONS, MESSAGES)
    before, log = setup.owner.snapshot(), len(setup.google.log)
    done = setup.invoke("import", CONNECTIONS, MESSAGES)
    assert done.exit_code == 0
    assert done.stdout.endswith("nobody new\n")
    assert setup.owner.snapshot() == before
    assert "write" not in [exchange.kind for exchange in setup.google.log[log:]]


def test_a_dry_run_says_the_same_and_writes_nothing(setup: Setup) -> None:
    dry = setup.invoke("import", CONNECTIONS, "--dry-run")
    assert tabs(setup) == ["Sheet1"]
    real = setup.invoke("import", CONNECTIONS)
    *same, last = real.stdout.splitlines()
    assert dry.stdout.splitlines()[:-1] == same
    assert dry.stdout.splitlines()[-1].partition(" would be offered")[0] == last.partition(" offered")[0]


def test_a_file_that_cannot_be_read_is_a_line_and_the_others_are_read(setup: Setup) -> None:
    done = setup.invoke("import", HTML, "nowhere.csv", CONNECTIONS)
    assert done.exit_code == 78
    lines = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in lines[:2]] == [HTML, "nowhere.csv"]
    assert "tick whom you want" in done.stdout


def test_where_no_file_can_be_read_nothing_is_written(setup: Setup) -> None:
    assert setup.invoke("import", HTML).exit_code == 78
    assert tabs(setup) == ["Sheet1"]


def test_no_more_than_the_limit_are_offered_at_once(setup: Setup, tmp_path: Path) -> None:
    done = setup.invoke("import", str(make_connections(tmp_path / "many.csv", 30)), "--limit", "7")
    assert "7 people offered" in done.stdout
    assert "23 more wait until you have decided about some, or give a larger --limit" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--region", "ZZ"], "ZZ is no country like GB"), (["--limit", "0"], "greater than or equal to 1")],
)
def test_what_makes_no_sense_is_refused(setup: Setup, arguments: list[str], told: str) -> None:
    done = setup.invoke("import", CONNECTIONS, *arguments)
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.replace("│", " ").split())


def test_another_run_keeps_an_import_out(setup: Setup) -> None:
    from sync.assembly import find_place, read_settings

    place = find_place(read_settings(setup.settings, needed=True))
    with place.state.lock():
        assert setup.invoke("import", CONNECTIONS).exit_code == 75
        assert setup.invoke("import", CONNECTIONS, "--dry-run").exit_code == 0


def test_who_is_ticked_joins_in_the_next_run(setup: Setup) -> None:
    setup.invoke("import", CONNECTIONS)
    setup.owner.tick("Candidates!A2")
    name = setup.owner.values("Candidates!B2:B2")[0][0]
    done = setup.invoke("run", "--no-mail", "-v")
    assert done.exit_code == 0
    assert f"row 4  added: {name}: " in done.stdout
    assert setup.owner.values("Sheet1!A4:A4") == [[name]]


def test_a_workbook_is_offered_people_as_well(setup: Setup, tmp_path: Path) -> None:
    path = make(tmp_path / "friends.xlsx")
    assert setup.invoke("import", CONNECTIONS, "--sheet", str(path)).exit_code == 0
    assert openpyxl.load_workbook(path).sheetnames == ["Contacts", "Candidates"]
    assert setup.invoke("import", CONNECTIONS, "--sheet", str(path)).stdout.endswith("nobody new\n")
    assert tabs(setup) == ["Sheet1"]


@pytest.mark.parametrize(("rows", "is_shown"), [(20, False), (1_500, True)])
def test_many_people_have_a_bar_on_a_terminal(
    setup: Setup, tmp_path: Path, rows: int, *, is_shown: bool
) -> None:
    path = make_connections(tmp_path / "many.csv", rows)
    arguments = ["--config", str(setup.settings), "import", str(path), "--dry-run"]
    with pexpect.spawn(str(COMMAND), arguments, timeout=60, encoding="utf-8") as child:
        shown = child.read()
    assert ("reading" in shown or "comparing" in shown) == is_shown
    assert "would be offered" in shown


@pytest.mark.long
def test_five_thousand_people_are_offered_in_one_write(setup: Setup, tmp_path: Path) -> None:
    path = make_connections(tmp_path / "many.csv", 5_000)
    with within(30):
        done = setup.invoke("import", str(path))
    assert "5,000 people found: 200 new, 4,800 waiting for room" in done.stdout
    assert setup.google.count("write") == 1
