"""Who comes first: the most urgent, measured by each person's own interval (design.md, section 3)."""

from datetime import date

import pandas as pd

from sync.core.dates import Interval


def sort_by_urgency(people: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the people of a plan, by days overdue ÷ interval, then by due date; the undated come last.

    A weekly friend a week late comes before a yearly one.
    """
    day = pd.to_numeric(people["due"].map(date.toordinal, na_action="ignore"))
    late = (today.toordinal() - day).clip(lower=0) / people["interval"].map(Interval.length)
    order = people.assign(late=-late, day=day).sort_values(["late", "day"], kind="stable", na_position="last")
    return people.loc[order.index]
