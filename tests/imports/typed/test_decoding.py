"""Bytes as text."""

import pytest

from sync.imports.typed.decoding import decode

TEXT = "Jörg, 李, 😅\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_a_mark_and_without(encoding: str) -> None:
    assert decode((TEXT + "plain letters\n").encode(encoding)) == TEXT + "plain letters\n"


def test_what_is_no_unicode_is_windows_1252_line_by_line() -> None:
    mixed = "Jörg\n".encode() + "Jörg’s\r".encode("cp1252") + b"\x81\n" + "李".encode()
    assert decode(mixed) == "Jörg\nJörg’s\r\ufffd\n李"


def test_a_letter_that_is_cut_off_at_the_end_is_dropped() -> None:
    assert decode("Jö".encode()[:-1]) == "J"


def test_nul_is_dropped() -> None:
    assert decode(b"a\0b") == "ab"


def test_nothing_is_nothing() -> None:
    assert decode(b"") == ""
