"""The mail in a real browser: on a phone and a desk, by day and by night."""

import json
import re
import shutil
import subprocess
from html import escape
from pathlib import Path
from typing import TypedDict

import pytest

from sync.core.summary.summary import make_summary
from tests.core.summary.summaries import OCCASION, make_table, plan_of

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
HEIGHT = 3600

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (apt-get install chromium)"),
]

ROWS = [
    ("Ada Lovelace", "ada@example.com", "", "2026-08-04: had a baby, Byron; moved to Leeds\nLikes trains"),
    ("Grace Hopper", "grace@example.com", "", "14 Aug 2026: retired at last; sails to Bermuda in spring"),
    ("Tim Berners", "", "+44 20 7946 0958", "2026-08-16: opened the bakery"),
    ("محمد علي", "m@example.com", "", "2026-08-20 عيد ميلاد سعيد"),
    ("W" * 120, "w" * 60 + "@example.com", "", "2026-08-21: " + "endless" * 60),
    ("Friend", "", "", "somebody’s friend"),
    ("Kim", "kim@example.com", "", "2026-08-27: trains for a marathon"),
    ("Zed", "zed@example.com", "", "met at a conference"),
    ("Lou", "lou@" + "bad" * 60, "", ""),
    ("Mia", "mia@example.com", "", "", "soonish"),
    ("Paul", "paul@example.com", "", "", "pause"),
    ("Bea", "bea@example.com", "", "2026-09-20: sings in a choir"),
]

MEASURE = """
function luminance(rgb) {
  const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const numbers = color => color.match(/[\\d.]+/g).map(Number);
function background(element, view) {
  for (let at = element; at; at = at.parentElement) {
    const color = numbers(view.getComputedStyle(at).backgroundColor);
    if (color.length == 3 || color[3] == 1) return color.slice(0, 3);
  }
  return [255, 255, 255];
}
function measure(view) {
  const document = view.document, faint = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  while (nodes.nextNode()) {
    const element = nodes.currentNode.parentElement;
    if (!nodes.currentNode.data.trim() || !element.getClientRects().length) continue;
    texts += 1;
    const front = luminance(numbers(view.getComputedStyle(element).color).slice(0, 3));
    const back = luminance(background(element, view));
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (ratio < 4.5) faint.push(nodes.currentNode.data.trim() + ": " + ratio.toFixed(2));
  }
  const all = [...document.querySelectorAll("*")];
  const wide = all.filter(element => element.getBoundingClientRect().right > view.innerWidth);
  const buttons = [...document.querySelectorAll("a")].map(e => e.getBoundingClientRect().height);
  return {
    texts, faint, wide: wide.map(e => e.outerHTML.slice(0, 90)), lowest: Math.min(...buttons),
    scroll: document.documentElement.scrollWidth - view.innerWidth,
    height: document.documentElement.scrollHeight,
    page: luminance(background(document.body, view)),
  };
}
addEventListener("load", () => {
  const view = document.querySelector("iframe").contentWindow;
  document.getElementById("found").textContent = JSON.stringify(measure(view));
});
"""


class Measures(TypedDict):
    texts: int
    faint: list[str]
    wide: list[str]
    lowest: float
    scroll: float
    height: float
    page: float


def open_mail(html: str, width: int, folder: Path, *, dark: bool) -> tuple[Measures, Path]:
    """Return what is measured in a frame of that width (no window is as narrow), and its picture."""
    page = folder / "page.html"
    frame = (
        f'<iframe srcdoc="{escape(html)}" style="border:0;display:block;width:{width}px;height:{HEIGHT}px">'
    )
    page.write_text(
        '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        f'<body style="margin:0">{frame}</iframe><pre id="found"></pre><script>{MEASURE}</script>'
    )
    picture = folder / f"{width}-{'dark' if dark else 'light'}.png"
    mode = [f"--blink-settings=preferredColorScheme={0 if dark else 1}", f"--user-data-dir={folder}/user"]
    size = f"--window-size={width},{HEIGHT}"
    chromium = [CHROMIUM or "", *FLAGS, *mode, size]
    subprocess.run(
        [*chromium, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True, timeout=60
    )
    dumped = subprocess.run(
        [*chromium, "--dump-dom", page.as_uri()], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    found = re.search(r'<pre id="found">(.*?)</pre>', dumped)
    assert found
    measures: Measures = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return measures, picture


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 640])
def test_the_mail_is_legible_everywhere(tmp_path: Path, width: int, *, dark: bool) -> None:
    occasion = OCCASION._replace(is_first=True, unwritten="it is shared read-only")
    summary = make_summary(plan_of(make_table(ROWS)), occasion)

    measures, picture = open_mail(summary.html, width, tmp_path, dark=dark)

    assert measures["texts"] > 60
    assert measures["faint"] == []
    assert measures["wide"] == []
    assert measures["scroll"] == 0
    assert measures["lowest"] >= 24  # WCAG 2.2, 2.5.8: what a finger can hit
    assert (measures["page"] < 0.1) == dark
    assert picture.stat().st_size > 10_000
