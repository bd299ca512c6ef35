"""The text of a mail, as the owner typed it."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from sync.core.letters.text import find_text

GMAIL = (
    '<div dir="ltr">done Ada<br>Ada&nbsp;2 weeks</div><br><div class="gmail_quote gmail_quote_container">'
    '<div class="gmail_attr">On Mon wrote:<br></div><blockquote>done Bob</blockquote></div>'
)
OUTLOOK = (
    "<html><head><style>p { done: Bob }</style></head><body><p class=MsoNormal>done\r\nAda<o:p></o:p></p>"
    "<p>pause <b>Bob</b></p><div><hr><p><b>From:</b> Keep in touch</p></div></body></html>"
)


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def html(markup: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail.set_content(markup, subtype="html")
    return mail.as_bytes()


def test_of_both_kinds_the_plain_text_is_read() -> None:
    mail = EmailMessage(policy=SMTP)
    mail.set_content("done Siân\n")
    mail.add_alternative("<p>done Bob</p>", subtype="html")

    assert lines(find_text(mail.as_bytes())) == ["done Siân"]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        (GMAIL, ["done Ada", "Ada 2 weeks"]),
        (OUTLOOK, ["done Ada", "pause Bob", "From: Keep in touch"]),
        (
            "<div>done Ada</div><div>done Bob</div><blockquote>done Cy</blockquote>done Di",
            ["done Ada", "done Bob"],
        ),
        ("done Ada<script>done Bob</script><p>x &amp; y", ["done Ada", "x & y"]),
        ("", []),
    ],
)
def test_of_html_alone_the_text_is_read_a_line_for_each_block(markup: str, read: list[str]) -> None:
    assert lines(find_text(html(markup))) == read


def test_what_is_attached_is_not_read() -> None:
    mail = EmailMessage(policy=SMTP)
    mail.set_content("done Ada\n")
    mail.add_attachment("done Bob\n", filename="notes.txt")

    assert lines(find_text(mail.as_bytes())) == ["done Ada"]


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (b"", ""),
        (b"Content-Type: image/png\r\n\r\n\x89PNG", ""),
        (b"Content-Type: text/plain; charset=x-odd\r\n\r\ndone Si\xc3\xa2n", "done Siân"),
        (b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\ndone Si\xe2n", "done Siân"),
        (b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n', ""),
        (b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ndone Ada", "done Ada"),
    ],
)
def test_a_mail_that_is_odd_or_cut_off_is_read_as_far_as_it_goes(mail: bytes, text: str) -> None:
    assert find_text(mail) == text
