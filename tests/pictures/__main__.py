"""Draw ``docs/mail.png`` and ``docs/sheet.png`` from the demo, with Chromium and LibreOffice.

The day is always the same, so that the pictures change only when the program does.
"""

import subprocess
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from sync.assembly import make_job
from sync.job import run
from sync.run.look import Order
from sync.settings.sections import load_settings
from sync.setup.demo.sample import WORKBOOK_NAME, make_demo

DOCS = Path(__file__).parents[2] / "docs"
TODAY = date(2026, 11, 23)
WIDTH, HEIGHT = 420, 860
RESOLUTION = 60


def draw_mail(html: str, folder: Path) -> None:
    """Draw the first screen of the mail as a phone shows it."""
    page = folder / "mail.html"
    page.write_text(html, encoding="utf-8")
    flags = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
    )
    subprocess.run(
        [
            "chromium",
            *flags,
            f"--user-data-dir={folder}/chromium",
            f"--window-size={WIDTH},{HEIGHT}",
            f"--screenshot={DOCS / 'mail.png'}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )


def draw_sheet(workbook: Path, folder: Path) -> None:
    """Draw the first page of the sheet as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = (
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(workbook),
    )
    subprocess.run(convert, check=True, capture_output=True)
    pdf = folder / f"{workbook.stem}.pdf"
    picture = DOCS / "sheet"
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-r", str(RESOLUTION), str(pdf), str(picture)], check=True
    )


def main() -> None:
    """Draw both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        job = make_job(load_settings(make_demo(folder, TODAY)))
        now = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
        run(job, Order(today=TODAY), now)
        seen = run(job, Order(dry_run=True, today=TODAY), now)
        if seen.summary:
            draw_mail(seen.summary.html, folder)
        draw_sheet(folder / WORKBOOK_NAME, folder)


if __name__ == "__main__":
    main()
