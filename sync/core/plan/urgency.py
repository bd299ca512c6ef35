"""Who comes first: the most urgent, measured by each person's own interval (design.md, section 3)."""

from collections.abc import Iterable
from datetime import date

from sync.core.plan.people import Person


def sort_by_urgency(people: Iterable[Person], today: date) -> list[Person]:
    """Return the people by days overdue ÷ interval, then by due date; the undated come last.

    A weekly friend a week late comes before a yearly one.
    """
    import pandas as pd

    known = list(people)
    day = pd.Series([person.due.toordinal() if person.due else None for person in known], dtype=float)
    interval = pd.Series([person.interval.length() for person in known], dtype=float)
    late = (today.toordinal() - day).clip(lower=0) / interval
    order = pd.DataFrame({"late": -late, "day": day}).sort_values(
        ["late", "day"], kind="stable", na_position="last"
    )
    return [known[place] for place in order.index]


def sort_by_day(people: Iterable[Person]) -> list[Person]:
    """Return the people who have a date, the earliest first."""
    return sorted((person for person in people if person.due), key=lambda person: person.due or date.max)
