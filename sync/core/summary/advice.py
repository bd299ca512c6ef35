"""What the post advises, and how it all works: the last words of a summary (design.md, section 6)."""

from collections.abc import Iterator
from datetime import date

_ADVICE = (
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


def find_advice(today: date) -> str:
    """Return the advice of the day: the same all day, another one each time."""
    return _ADVICE[today.toordinal() % len(_ADVICE)]


def explain(*, by_answer: bool, by_session: bool) -> Iterator[str]:
    """Yield how it all works.

    `by_answer` where the links beside each person answer the summary, `by_session` where everybody is written
    to on one day.
    """
    yield (
        "Wrote to somebody? Put what you talked about into their note: that starts their clock again."
        " Typing done into Next due does, too."
    )
    if by_answer:
        yield (
            "Done and 2 weeks each open a short mail to yourself. Send it as it is; the next run reads it and"
            " puts the date right."
        )
    yield (
        "To be reminded another day, type a date or “2 weeks” into Next due; to leave somebody out, type"
        " pause."
    )
    when = "are due at the next session" if by_session else "are spread over the coming weeks"
    yield f"Nobody is forgotten: people without a known date {when}. Sort, add and delete rows as you like."
