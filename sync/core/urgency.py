"""Who comes first: the most urgent, measured by each person's own interval (design.md, section 3)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from sync.core.dates.reading import Interval

if TYPE_CHECKING:
    import pandas as pd


def sort_by_urgency(people: "pd.DataFrame", today: date) -> "pd.DataFrame":
    """Return the people of a plan, by days overdue ÷ interval, then by due date; the undated come last.

    A weekly friend a week late comes before a yearly one.
    """
    day = number_days(people["due"])
    late = (today.toordinal() - day).clip(lower=0) / people["interval"].map(Interval.length)
    order = people.assign(late=-late, day=day).sort_values(["late", "day"], kind="stable", na_position="last")
    return people.loc[order.index]


def number_days(days: "pd.Series[Any]") -> "pd.Series[float]":
    """Return the days as numbers to reckon with, NaN where there is none."""
    return days.map(date.toordinal, na_action="ignore").astype(float)
