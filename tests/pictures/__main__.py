"""Draw the pictures in ``docs/`` from the demo, with Chromium and LibreOffice.

The day is always the same, so that the pictures change only when the program does.
"""

import subprocess
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.properties import PageSetupProperties

from sync.assembly import make_job
from sync.core.candidates.tab.columns import TITLE
from sync.job import run
from sync.run.importing import Errand, Told, import_files
from sync.run.look import Job, Order
from sync.settings.sections import load_settings
from sync.setup.demo.sample import WORKBOOK_NAME, make_demo

DOCS = Path(__file__).parents[2] / "docs"
SAMPLES = Path(__file__).parents[1] / "imports" / "samples"
TODAY = date(2026, 11, 23)
WIDTH, HEIGHT = 420, 860
PAGE = ("-r", "60")
TOP = ("-r", "130", "-x", "80", "-y", "110", "-W", "1290", "-H", "200")
"""Dots an inch of a whole page, and of what stands at its top."""
EXPORTS = ("linkedin/Connections.csv", "google/contacts.csv", "apple/iCloud.vcf")


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


def draw_sheet(workbook: Path, folder: Path, name: str, part: tuple[str, ...]) -> None:
    """Draw a part of the first page of the workbook as LibreOffice prints it."""
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
    picture = DOCS / name
    subprocess.run(["pdftoppm", "-png", "-singlefile", *part, str(pdf), str(picture)], check=True)


def offer_candidates(workbook: Path, job: Job, now: datetime) -> Path:
    """Import the samples, and return a copy of the workbook with the tab of candidates alone, on one page."""
    files = [
        SAMPLES / name for name in ("linkedin/Connections.csv", "google/contacts.csv", "apple/iCloud.vcf")
    ]
    import_files(job, Errand(files, limit=12), now, Told())
    book = load_workbook(workbook)
    tab = book[TITLE]
    for other in book.worksheets:
        if other is not tab:
            book.remove(other)
    tab.page_setup.orientation = "landscape"
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    copy = workbook.with_name("candidates.xlsx")
    book.save(copy)
    return copy


def main() -> None:
    """Draw all three."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        job = make_job(load_settings(make_demo(folder, TODAY)))
        now = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
        run(job, Order(today=TODAY), now)
        seen = run(job, Order(dry_run=True, today=TODAY), now)
        if seen.summary:
            draw_mail(seen.summary.html, folder)
        draw_sheet(folder / WORKBOOK_NAME, folder, "sheet", PAGE)
        draw_sheet(offer_candidates(folder / WORKBOOK_NAME, job, now), folder, "candidates", TOP)


if __name__ == "__main__":
    main()
