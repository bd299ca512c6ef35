"""Setting up, how often: to be in touch, to be mailed, and whether everybody is written to on one day."""

from datetime import date, timedelta
from typing import NamedTuple

from sync.errors import SetUpError
from sync.settings.file import Value
from sync.setup.init.known import Known, accept
from sync.terminal.ask import Asker, Question

_SENDS = {"daily": None, "weekly": "monday", "monthly": "1"}
_WEEK = 7


class RhythmAnswers(NamedTuple):
    """What the options answer; None leaves a question to be asked."""

    every: str | None = None
    sessions: bool | None = None
    first: str | None = None
    send: str | None = None
    on: str | None = None


class Rhythm(NamedTuple):
    """How often to be in touch; the settings of the sessions, None for none, and of the summary."""

    every: str
    sessions: dict[str, Value] | None
    summary: dict[str, Value]


def ask_rhythm(known: Known, answers: RhythmAnswers, asker: Asker, today: date) -> Rhythm:
    """Ask how often; with sessions the summary has their days, and is asked about by options only.

    Raises `SetUpError` for a wrong answer without a terminal.
    """
    every = asker.ask(
        Question(
            "How often do you want to be in touch with somebody?",
            "--every",
            known.find("contacts", "every") or "3 months",
        ),
        answers.every,
        lambda text: accept(text, "contacts", {"every": text}, text),
    )
    sessions = _ask_sessions(known, answers, asker, today)
    is_asked = sessions is None or answers.send or answers.on
    return Rhythm(every, sessions, _ask_summary(known, answers, asker) if is_asked else {})


def _ask_sessions(known: Known, answers: RhythmAnswers, asker: Asker, today: date) -> dict[str, Value] | None:
    """Return what is to be set of the sessions, None for none; what is not asked of them stays."""
    usual = known.find("sessions", "first")
    given = True if answers.first and answers.sessions is None else answers.sessions
    if given is None and not asker.is_terminal:
        given = usual is not None
    text = "Do you write to everybody on one day of the quarter, all in one go?"
    if not asker.agree(text, given, usual=usual is not None):
        return None
    question = Question("On which day first, like 2027-01-11?", "--first", usual or f"{find_monday(today)}")
    return asker.ask(question, answers.first, _take_first)


def _take_first(text: str) -> dict[str, Value]:
    try:
        first = date.fromisoformat(text)
    except ValueError:
        raise SetUpError("answer", f"“{text}” is no date", "write it like 2027-01-11") from None
    return accept(text, "sessions", {"first": first}, {"first": first})


def find_monday(today: date) -> date:
    """Return the first Monday for which the summary of a week before can still go out on its day."""
    soonest = today + timedelta(days=_WEEK)
    return soonest + timedelta(days=-soonest.weekday() % _WEEK)


def _ask_summary(known: Known, answers: RhythmAnswers, asker: Asker) -> dict[str, Value]:
    send = asker.ask(
        Question(
            "How often do you want the summary: daily, weekly or monthly?",
            "--send",
            known.find("summary", "send") or "weekly",
        ),
        answers.send,
        lambda text: accept(text, "summary", {"send": text.lower()}, text.lower()),
    )
    usual = _SENDS[send]
    if usual is None:
        return {"send": send, "on": None}
    if send == (known.find("summary", "send") or "weekly"):
        usual = known.find("summary", "on") or usual
    which = "weekday" if send == "weekly" else "day of the month"
    question = Question(f"On which {which}?", "--on", usual)
    return {"send": send, "on": asker.ask(question, answers.on, lambda text: _take_on(send, text))}


def _take_on(send: str, text: str) -> str | int:
    on: str | int = int(text) if text.isdecimal() else text.lower()
    return accept(text, "summary", {"send": send, "on": on}, on)
