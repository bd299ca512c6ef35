"""What the summary says of people and days: what a translation would replace, and nothing else would.

Dates and numbers are in the sheet's locale, the words are English (design.md, section 6).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sync.core.contacts.headers import NETWORKS as NETWORK_NAMES
from sync.core.contacts.headers import PROFILE, X, title_of
from sync.core.contacts.headers import WEBSITE as SITE
from sync.core.dates.reading import format_day
from sync.core.due.memory.memory import How, Memory, Why
from sync.core.plan.people import STATUSES

LANG = "en"
CAUGHT_UP = "All caught up"
NOBODY = "Nobody in the sheet yet"
PROGRAM = "Keep in touch"
NEAR = 180
"""Days: a date no further away is clear without its year."""
_GROUPED = 1000

TO_WRITE = "To write to"
THE_OTHERS = "The others"
WAITING = "Waiting for your answer"
BIRTHDAYS = "Birthdays"
NEW = "New on your list"
COMING_UP = "Coming up"
BACK = "Back in touch"
PROBLEMS = "To put right in the sheet"
FIRST_TIME = "How it works"
TO_SHEET = "Open the sheet"
NO_WAY = "Add an email address, a phone number or a profile in the sheet."
WRITE, CALL, TEXT, WHATSAPP, WEBSITE = "Write", "Call", "Text", "WhatsApp", "Website"
DONE, SNOOZE, ADD_TO_NOTE, NEXT_DUE = "Done", "2 weeks", "Add to the note", "Next due"
TALKED = "What did you talk about?"

NETWORKS: Mapping[str, str] = MappingProxyType(
    {name: title_of(name) for name in (*NETWORK_NAMES, PROFILE)} | {X: "X", SITE: WEBSITE}
)

STATUS_WORDS: Mapping[str, str] = MappingProxyType({status: status.replace("_", " ") for status in STATUSES})


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


def say_days(days: int, locale: str | None) -> str:
    """Return ``1 day`` or ``12 days``."""
    return f"{say_number(days, locale)} {'day' if days == 1 else 'days'}"


def say_state(due: date, today: date, locale: str | None) -> str:
    """Return how long overdue, or when due."""
    if due < today:
        return f"{say_days((today - due).days, locale)} overdue"
    return "due today" if due == today else f"due on {say_day(due, locale, today)}"


def say_subject(names: str, state: str) -> str:
    """Return the subject where there is somebody to write to; `state` only of one who is overdue."""
    return f"{WRITE} to {names}{': ' if state else ''}{state}"


def say_answer(count: int, locale: str | None) -> str:
    """Return the summary's first words where there is somebody to write to."""
    return f"{say_people(count, locale)} to write to"


def say_caught_up(following: str, day: str) -> str:
    """Return the subject where nobody is due; `following` is who comes next."""
    return f"{CAUGHT_UP}; next: {following} on {day}"


def say_first(name: str, *, is_longest: bool) -> str:
    """Return the sentence for somebody who has time for only one."""
    return f"{name} has waited longest." if is_longest else f"{name} comes first."


def say_too_many(count: int, cards: int, locale: str | None) -> str:
    """Return what to do where there are more people to write to than anybody can in a week."""
    return (
        f"{say_people(count, locale)} are too many for a week. Begin with the {cards} below; for those you"
        " skip again and again a longer interval under Every is the cure."
    )


def say_before_session(count: int, session: date, today: date, locale: str | None) -> str:
    """Return the first words a week before a session: ``47 people on Monday, 23 November``."""
    people = say_people(count, locale) if count else "Nobody"
    return f"{people} on {_WEEKDAYS[session.weekday()]}, {say_day(session, locale, today)}"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def say_answering(waiting: int, locale: str | None) -> str:
    """Return the first words on the day on which answers are read."""
    if not waiting:
        return "Today is for the answers: see who wrote back"
    verb = "waits" if waiting == 1 else "wait"
    return f"{say_people(waiting, locale)} {verb} for your answer"


def say_touch(memory: Memory, day: str, *, is_new: bool) -> str:
    """Return when the last contact was, and how that is known where it is not the note's own date."""
    touch = f"last in touch {day}" if memory.how == How.NOTE else say_known(memory, day)
    if not memory.how and is_new:
        touch = "new on your list: say hello"
    return f"{touch}; you set the date" if memory.why == Why.SET else touch


def say_known(memory: Memory, day: str) -> str:
    """Return when the last contact was, and how that is known."""
    return f"last in touch {day}, {HOW[memory.how]}" if memory.how else "no date known"


HOW = {
    How.NOTE: "by the date in your note",
    How.LAST: "by Last contacted",
    How.EDIT: "when you edited the note",
    How.DONE: "when you said done",
    How.LETTER: "you wrote to them",
    How.ANSWER: "you answered done",
}


def say_evidence(memory: Memory, touch: str, noticed: str, before: str) -> str:
    """Return why somebody counts as back in touch; `before` is the earlier due date as one would type it."""
    if memory.how == How.EDIT:
        wrong = f" Not so? Type {before}, the earlier date, back into Next due." if before else ""
        return f"note edited, noticed on {noticed}.{wrong}"
    if memory.how == How.DONE:
        return f"you said done, noticed on {noticed}."
    return f"in touch {touch}, {HOW[memory.how]}." if memory.how else ""


WAITS = "waits for your answer"
"""What `status` says of who wrote to the owner last."""


def say_waiting(day: str) -> str:
    """Return since when somebody waits for an answer."""
    return f"since {day}"


def say_birthday(day: str, turns: int | None) -> str:
    """Return when somebody's birthday is, and the age where the year of birth is known."""
    return f"{day}, turns {turns}" if turns else day


def say_rest(count: int, locale: str | None) -> str:
    """Return how many more a list has than are shown."""
    return f"and {say_number(count, locale)} more: see the sheet"


def say_above(count: int, locale: str | None) -> str:
    """Return how many of a list stand further up."""
    return f"{say_number(count, locale)} more {'is' if count == 1 else 'are'} among those above"


def say_row(row: int) -> str:
    """Return which row it is, as the spreadsheet numbers it."""
    return f"Row {row}"


def say_share(in_touch: int, of: int, now: int, before: int | None, locale: str | None) -> str:
    """Return how many are in touch within their interval, `now` in percent, and `before`, last time."""
    change = "" if before is None else f", {_compare(now, before)} last time"
    people = f"{say_number(in_touch, locale)} of {say_people(of, locale)} with a known date"
    return f"{now}% in touch: {people}{change}."


def _compare(now: int, before: int) -> str:
    if now == before:
        return "the same as"
    return f"{'up' if now > before else 'down'} from {before}%"


def say_totals(counts: Mapping[str, int], locale: str | None) -> str:
    """Return the totals in one sentence that adds up, like ``34 rows: 4 overdue, 30 later``; no zeros."""
    rows = sum(counts.values())
    parts = ", ".join(
        f"{say_number(count, locale)} {STATUS_WORDS[status]}" for status, count in counts.items() if count
    )
    return f"{say_number(rows, locale)} {'row' if rows == 1 else 'rows'}{': ' if parts else ''}{parts}."


def say_unwritten(why: str) -> str:
    """Return that the dates in the sheet are not what they should be."""
    return f"The sheet could not be written, so its Next due column is not up to date: {why}"


def join_ways(ways: Sequence[str]) -> str:
    """Return ``Write``, ``Call or text``, ``Call, text or WhatsApp`` of ways that lead to one number."""
    named = [ways[0], *(way.lower() if way == TEXT else way for way in ways[1:])]
    return " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def say_button(does: str, name: str) -> str:
    """Return the label of the best way: ``Write to Ada``, ``Call Ada``, ``Write to Ada on LinkedIn``."""
    if does in {CALL, TEXT}:
        return f"{does} {name}"
    if does == WEBSITE:
        return f"See {name}’s website"
    return f"{WRITE} to {name}" + ("" if does == WRITE else f" on {does}")


def make_sentence(text: str) -> str:
    """Return the text with a capital at its beginning and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!', '…')) else '.'}"


def say_origin(sheet: str) -> str:
    """Return where the mail comes from."""
    return f"{PROGRAM} reads the sheet “{sheet}” and mails nobody but you."
