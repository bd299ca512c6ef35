"""Every word of the summary: what a translation would replace, and nothing else would.

Dates and numbers are in the sheet's locale, the words are English (design.md, section 6).
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sync.core.dates.reading import format_day
from sync.core.due.memory import How, Memory, Why

LANG = "en"
CAUGHT_UP = "All caught up"
NOBODY = "Nobody in the sheet yet"
PROGRAM = "Keep in touch"
NEAR = 180
"""Days: a date no further away is clear without its year."""
_GROUPED = 1000

OVERDUE = "Overdue"
NEW = "New on your list"
COMING_UP = "Coming up"
BACK = "Back in touch"
PROBLEMS = "To put right in the sheet"
TOTALS = "All in all"
IN_TOUCH = "In touch"
STATUS, ROWS, ALL_ROWS = "Status", "Rows", "All rows"
NAME, WHEN = "Name", "Due"
FIRST_TIME = "How it works"
TO_SHEET = "Open the sheet"
NO_WAY = "No email address or phone number: add one in the sheet."
CALL, TEXT, WRITE = "Call", "Send a text", "Write"
MANY_ROWS = "Several rows"

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "overdue": "Overdue",
        "due_today": "Due today",
        "coming_up": "Coming up",
        "later": "Later",
        "paused": "Paused",
        "unreadable": "Unreadable",
    }
)

GUIDE = (
    (
        "Wrote to somebody? Put what you talked about into their note: that starts their clock again."
        " Typing done into Next due does, too."
    ),
    "To be reminded another day, type a date or “2 weeks” into Next due; to leave somebody out, type pause.",
    (
        "Nobody is forgotten: people without a known date are spread over the coming weeks."
        " Sort, add and delete rows as you like."
    ),
)

ADVICE = (
    "Don’t just ask for something: a kind word with no purpose is the best reason to write.",
    "Two honest lines today beat the long letter you never send.",
    "Mention something they told you. It shows that you listened.",
    "Share what made you think of them: an article, a song, a photo.",
    "If you once need a favour, let it not be the first they hear of you in a year.",
    "Good news in their life? Congratulate them, and leave it at that.",
    "Offer help before you look for any.",
    "Introduce two people who would like each other. Both will remember it.",
    "A thank-you is never late. Say what it was for.",
    "It has been too long? Say so in half a sentence, and go on to something nice.",
    "Write as you would talk. Nobody grades it.",
)
"""As many as a prime that no week or month divides, so that a Monday's mail varies too."""

SUBJECT_NAMED, SUBJECT = "Hello, {first_name}", "Hello"
OPENINGS = (
    "Hi {first_name},\n\nlast time, on {since}, you told me: “{note}”\n\nI still think of that.\n",
    "Hi {first_name},\n\nyou came to my mind today: “{note}”\n\nI wanted to hear how you are.\n",
    "Hi {first_name},\n\nit has been a while since {since}, and I wanted to hear how you are.\n",
    "Hi {first_name},\n\nyou came to my mind today, and I wanted to say hello.\n",
    "Hello,\n\nyou came to my mind today, and I wanted to say hello.\n",
)
"""The first whose every placeholder has something to say is taken. None asks for anything."""


def say_number(number: int, locale: str | None) -> str:
    """Return the number as the locale groups it."""
    if number < _GROUPED:
        return str(number)
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return format_decimal(number, locale=_plain(locale))
    except (ValueError, UnknownLocaleError):
        return f"{number:,}"


def say_day(day: date, locale: str | None, today: date) -> str:
    """Return the day, without its year where it is near and the locale English: ``3 December``."""
    if abs((day - today).days) > NEAR or not _plain(locale).startswith("en"):
        return format_day(day, locale)
    from babel import UnknownLocaleError
    from babel.dates import format_skeleton

    try:
        return format_skeleton("MMMMd", day, locale=_plain(locale))
    except (ValueError, UnknownLocaleError):
        return format_day(day, locale)


def _plain(locale: str | None) -> str:
    return (locale or "en_GB").strip().replace("-", "_")


def say_people(count: int, locale: str | None) -> str:
    """Return ``1 person`` or ``12 people``."""
    return f"{say_number(count, locale)} {'person' if count == 1 else 'people'}"


def say_state(due: date, today: date, locale: str | None) -> str:
    """Return how long overdue, or when due."""
    if due < today:
        days = (today - due).days
        return f"{say_number(days, locale)} {'day' if days == 1 else 'days'} overdue"
    return "due today" if due == today else f"due on {say_day(due, locale, today)}"


def say_subject(count: int, first: str, state: str, locale: str | None) -> str:
    """Return the subject where there is somebody to write to."""
    return f"{say_people(count, locale)} to write to, {first} {state}"


def say_answer(count: int, first: str, state: str, locale: str | None) -> str:
    """Return the summary's first sentence where there is somebody to write to."""
    if count == 1:
        return f"1 person to write to: {first}, {state}."
    return f"{say_people(count, locale)} to write to, first of all {first}, {state}."


def say_caught_up(following: str, day: str) -> str:
    """Return the subject where nobody is due; `following` is who comes next."""
    return f"{CAUGHT_UP}; next: {following} on {day}"


def say_touch(memory: Memory, day: str, *, is_new: bool) -> str:
    """Return when the last contact was and how that is known; `day` is that day in words."""
    set_by_owner = "; you set the date" if memory.why == Why.SET else ""
    if not memory.how:
        return ("new on your list: say hello" if is_new else "no date known") + set_by_owner
    return f"last in touch {day}, {_HOW[memory.how]}{set_by_owner}"


_HOW = {
    How.NOTE: "by the date in your note",
    How.LAST: "by Last contacted",
    How.EDIT: "when you edited the note",
    How.DONE: "when you said done",
}


def say_evidence(how: "How | None", touch: str, noticed: str, before: str) -> str:
    """Return why somebody counts as back in touch; `before` is the earlier due date as one would type it."""
    if how == How.EDIT:
        wrong = f" Not so? Type {before}, the earlier date, back into Next due." if before else ""
        return f"note edited, noticed on {noticed}.{wrong}"
    if how == How.DONE:
        return f"you said done, noticed on {noticed}."
    return f"in touch {touch}, {_HOW[how]}." if how else ""


def say_rest(count: int, locale: str | None) -> str:
    """Return how many more a list has than are shown."""
    return f"and {say_number(count, locale)} more: see the sheet"


def say_above(count: int, locale: str | None) -> str:
    """Return how many of the new are among those to write to."""
    return f"{say_number(count, locale)} more {'is' if count == 1 else 'are'} among those above"


def say_soon(day: str) -> str:
    """Return the heading over those due before the next summary."""
    return f"Due before the next summary, {day}"


def say_row(row: int | None, locale: str | None) -> str:
    """Return which row a problem is about."""
    return MANY_ROWS if row is None else f"Row {say_number(row, locale)}"


def say_share(in_touch: int, of: int, before: int | None, locale: str | None) -> str:
    """Return how many are in touch within their interval; `before` is the last summary's percentage."""
    now = percent(in_touch, of)
    change = "" if before is None else f", {_compare(now, before)} last time"
    people = f"{say_number(in_touch, locale)} of {say_people(of, locale)}"
    return f"{now}%: {people} within their interval{change}"


def _compare(now: int, before: int) -> str:
    if now == before:
        return "the same as"
    return f"{'up' if now > before else 'down'} from {before}%"


def percent(part: int, whole: int) -> int:
    """Return the part of a hundred; only all are 100."""
    return 100 * part // whole


def say_unwritten(why: str) -> str:
    """Return that the dates in the sheet are not what they should be."""
    return f"The sheet could not be written, so its Next due column is not up to date: {why}"


def say_starter(label: str, name: str) -> str:
    """Return the label of a button: ``Write to Ada``."""
    return f"{label} to {name}" if label == WRITE else f"{label} {name}" if label == CALL else label


def say_origin(sheet: str) -> str:
    """Return where the mail comes from."""
    return f"{PROGRAM} reads the sheet “{sheet}” and mails nobody but you."
