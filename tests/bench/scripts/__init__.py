"""The scripts people would write instead, each what a competent person has after an afternoon, and the floor.

They keep the same promise with less: a *Next due* date for everybody, three months after the date in the note
or after the day its edit was noticed, and the overdue ones in colour. To notice an edit they keep a short
hash of the note in a column of their own.
"""
