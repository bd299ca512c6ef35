"""Tables as programs write them: line ends, delimiters, cells without end."""

import pytest

from sync.imports.typed.records import Rows, find_header, read_rows

KNOWN = frozenset({"name", "town"})


def rows_of(text: str) -> Rows:
    header = find_header(text, {"ort": "town"}, lambda names: names >= KNOWN)
    assert header
    return read_rows(text, header)


def cells_of(text: str) -> list[tuple[str, str]]:
    return [(row.text("name"), row.text("town")) for row in rows_of(text).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_any_line_end(delimiter: str, end: str) -> None:
    text = end.join([f"Name{delimiter} TOWN ", f"Ada{delimiter}Rome", f'"B{delimiter}C"{delimiter}Bern', ""])
    assert cells_of(text) == [("Ada", "Rome"), (f"B{delimiter}C", "Bern")]


def test_mixed_line_ends() -> None:
    assert cells_of("Name,Town\r\nAda,Rome\rBob,Bern\nCy,\r\n") == [
        ("Ada", "Rome"),
        ("Bob", "Bern"),
        ("Cy", ""),
    ]


def test_columns_in_another_language() -> None:
    assert cells_of("Ort,Name\nRom,Ada\n") == [("Ada", "Rom")]


def test_of_two_columns_of_one_name_the_first_counts() -> None:
    assert cells_of("Name,Town,Name\nAda,Rome,Bob\n") == [("Ada", "Rome")]


def test_short_and_long_rows() -> None:
    assert cells_of("Name,Town\nAda\nBob,Bern,more\n\n") == [("Ada", ""), ("Bob", "Bern")]


def test_a_row_is_told_by_the_line_on_which_it_begins() -> None:
    rows = rows_of('x\n\nName,Town\n"Ada\nQuill",Rome\nBob,Bern\n')
    assert [row.line for row in rows.rows] == [4, 6]


@pytest.mark.parametrize(
    ("text", "people", "unclosed"),
    [
        ('Name,Town\nAda,"Rome\nBob,Bern\nCy,Turin\n', [("Bob", "Bern"), ("Cy", "Turin")], (2,)),
        ('Name,Town\nBob,Bern\nAda,"Rome', [("Bob", "Bern")], (3,)),
        ('Name,Town\nAda,"Rome\nis eternal\nBob,Bern\n', [("Bob", "Bern")], (2,)),
        ('Name,Town\nAda,5" pipe\nBob,Bern\n', [("Ada", '5" pipe'), ("Bob", "Bern")], ()),
        ('Name,Town\nBob,5" pipe', [("Bob", '5" pipe')], ()),
        ('Name,Town\nAda,"a ""b"" c"\n', [("Ada", 'a "b" c')], ()),
    ],
)
def test_a_cell_that_never_ends_costs_its_own_line(
    text: str, people: list[tuple[str, str]], unclosed: tuple[int, ...]
) -> None:
    assert cells_of(text) == people
    assert rows_of(text).unclosed == unclosed


def test_a_cell_of_any_size_is_cut_and_told() -> None:
    rows = rows_of(f"Name,Town\n{'A' * 200_000},Rome\nBob,Bern\n")
    assert rows.oversized == ((2, 200_000),)
    assert len(rows.rows[0].text("name")) == 10_000
    assert rows.rows[1].text("name") == "Bob"


def test_thousands_of_quotation_marks_end() -> None:
    rows = rows_of("Name,Town\n" + 'Ada,"\n' * 5_000 + "x,y\n")
    assert len(rows.unclosed) <= 50
