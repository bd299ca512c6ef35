"""Whatever the bytes: people and faults, or our own one line, and nothing else; in bounded time."""

import csv
import io
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.imports.export import FileRead, UnreadableError
from sync.imports.read import read_exports
from tests.imports.exports import ADA, CONNECTIONS, HEADER, SAMPLES, faults_of, make_zip, names_of, read

FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
CONTENTS = [path.read_bytes() for path in FILES]
BAIT = [
    HEADER.encode(),
    b"BEGIN:VCARD\n",
    b"END:VCARD\n",
    b'{"friends_v2":[',
    b'{"participants":[',
    b"window.YTD.tweets.part0 = [",
]
BAIT += [
    b"N;ENCODING=QUOTED-PRINTABLE:=",
    b"BDAY:",
    b'"',
    b"=\n",
    b"PK\x03\x04",
    b'"First Name","Last Name","E-mail Address","Birthday"\n',
]


def check(data: bytes) -> None:
    """Read the file, and see that all it yields can go into a sheet and a terminal."""
    (found,) = read_exports([("export", io.BytesIO(data))])
    assert "\n" not in str(found)
    str(found).encode()
    if isinstance(found, UnreadableError):
        return
    for person in found.people:
        assert person.name
        assert len(person.name) <= 120
        assert len(person.about) <= 500
        for text in (person.name, person.about, *person.emails, *person.phones, *person.profiles):
            text.encode()
            assert not set(text) & set("\0\n\r\t\x1b")
    for fault in found.faults:
        assert len(str(fault).splitlines()) == 1


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(BAIT) | st.binary(max_size=60), max_size=12).map(b"".join))
def test_no_bytes_raise_anything_but_our_error(data: bytes) -> None:
    check(data)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CONTENTS), st.data())
def test_nor_does_a_sample_with_some_bytes_changed(content: bytes, data: st.DataObject) -> None:
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(changed)))
        length = data.draw(st.integers(0, 40))
        changed[start : start + length] = data.draw(st.binary(max_size=20) | st.sampled_from(BAIT))
    check(bytes(changed))


@pytest.mark.parametrize("content", CONTENTS, ids=lambda _: "")
def test_nor_does_a_sample_that_is_cut_off_anywhere(content: bytes) -> None:
    for end in range(0, len(content), max(1, len(content) // 12)):
        check(content[:end])


def test_a_name_that_is_a_formula_stays_a_name() -> None:
    person = read(HEADER + '"=HYPERLINK(""https://x.example"")",@SUM(A1),,,"+1","-1",\n').people[0]
    assert person.name == '=HYPERLINK("https://x.example") @SUM(A1)'
    assert person.about == "-1, +1"


def test_nul_means_nothing() -> None:
    assert names_of(read(HEADER + "A\0da,Qu\0ill,,,,,\n")) == ["Ada Quill"]


def test_a_cell_of_200_kilobytes_is_cut_and_told() -> None:
    found = read(HEADER + "A" * 200_000 + ",Quill,,,,,\n" + ADA)
    assert [len(person.name) for person in found.people] == [120, 9]
    assert faults_of(found) == [
        "export, line 2: a cell of 200,000 characters; its first 10,000 were looked at, no more"
    ]


def test_a_quotation_mark_too_many_loses_one_line_of_5000() -> None:
    rows = [ADA.replace("ada-quill", f"ada-{n}") for n in range(5_000)]
    rows[10] = rows[10].replace("Northwind", '"Northwind')
    found = read(HEADER + "".join(rows))
    assert len(found.people) == 4_999
    assert [fault.place for fault in found.faults] == ["line 12"]


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "a" * 2_000_000 + "\n" + ADA,
        HEADER + f'Ada,"{" " * 50_000},x",,"{";" * 50_000}a{"@" * 20_000}",,,\n',
        HEADER + f"Ada,Quill,https://x.com/{'a/' * 50_000},{'a.' * 50_000}@{'b-' * 50_000},,,\n",
        "BEGIN:VCARD\n" + "\\" * 500_000 + ":;\nFN:Ada Quill\nN:" + "\\;" * 100_000 + "\nEND:VCARD\n",
        "BEGIN:VCARD\nFN:Ada Quill\nNOTE;ENCODING=QUOTED-PRINTABLE:" + "=\n" * 200_000 + "\nEND:VCARD\n",
        "BEGIN:VCARD\nFN:Ada Quill\n" + "BEGIN:VCARD\n" * 20_000,
        '{"friends_v2":[' + "[" * 100_000,
        '{"friends_v2":[{"name":"Ada","timestamp":' + "9" * 100_000 + "}]}",
        "\n" * 500_000 + CONNECTIONS,
        '"' * 300_000,
        HEADER + 'Ada,"\n' * 30_000,
    ],
    ids=[
        "cell",
        "blanks",
        "slashes",
        "escapes",
        "soft breaks",
        "begins",
        "brackets",
        "digits",
        "lines",
        "quotes",
        "open",
    ],
)
def test_nothing_takes_long(content: str) -> None:
    started = time.process_time()
    check(content.encode())
    assert time.process_time() - started < 20


def test_1000_connections_with_4000_messages_take_a_fifth_of_what_5000_with_20000_may() -> None:
    connections, messages = many_connections(1_000), many_messages(4_000)
    tracemalloc.start()
    try:
        found, _ = read_exports(
            [("Connections.csv", io.BytesIO(connections)), ("messages.csv", io.BytesIO(messages))]
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(found, FileRead)
    assert len(found.people) == 1_000
    assert sum(person.last_contact is not None for person in found.people) == 600
    assert peak < 150_000_000 / 5


def many_connections(count: int) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(HEADER)
    for n in range(count):
        row = [f"Åsa{n}", f"Quill{n}, PMP", f"https://www.linkedin.com/in/asa-{n}", "", "Northwind", "Sales"]
        writer.writerow([*row, f"{n % 28 + 1:02} Aug {2000 + n % 26}"])
    return buffer.getvalue().encode()


def many_messages(count: int) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    columns = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
    writer.writerow(columns.split(","))
    for n in range(count):
        sender, other = "https://www.linkedin.com/in/robin", f"https://www.linkedin.com/in/asa-{n % 600}"
        day = f"{2010 + n % 16}-{n % 12 + 1:02}-{n % 28 + 1:02} 10:00:00 UTC"
        writer.writerow(
            [f"2-{n % 600}", "Robin", sender, "Åsa", other, day, "", "hello there\n" * 20, "INBOX"]
        )
    return buffer.getvalue().encode()


def test_a_zip_of_hostile_members_is_read_for_the_rest() -> None:
    found = read(
        make_zip(
            {
                "a.csv": CONNECTIONS,
                "b.json": '{"friends_v2":[',
                "c.vcf": "BEGIN:VCARD",
                "d.zip": b"PK\x03\x04",
            }
        )
    )
    assert names_of(found) == ["Ada Quill"]
    assert len(found.faults) == 3
