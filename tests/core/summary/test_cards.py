"""A card a person, a line for everybody else: how to reach them, and how to be done (section 6)."""

from html.parser import HTMLParser

import pytest

from sync.core.due.memory.memory import How
from sync.core.summary.links import AnswerLinks
from sync.core.summary.summary import Summary, make_summary
from tests.core.summary.summaries import LINK, OCCASION, make_table, plan_of, summary_of

HEADERS = (
    *("Name", "Email", "Phone number", "Relationship information", "Next due"),
    *("Reach by", "LinkedIn", "WhatsApp", "Website"),
)
NOTE = "2026-08-04: had a baby"
CELL = f"{LINK}&range="
ANSWERS = AnswerLinks("mailto:me@x.org?subject=Done", "mailto:me@x.org?subject=2%20weeks")


class Links(HTMLParser):
    """The links of a mail: what each says and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        if self._href:
            self.found.append((data, self._href))
            self._href = ""


def labels(summary: Summary) -> list[str]:
    """Return what the links say, less the last one, which leads to the sheet."""
    return [label for label, _ in Links(summary.html).found][:-1]


def card_of(**cells: str) -> Summary:
    """Return a summary with one card, of somebody with those cells; `by_answer` says nothing."""
    named = {"Name": "Ada Lovelace", "Relationship information": NOTE} | cells
    return summary_of(make_table([[named.get(header, "") for header in HEADERS]], HEADERS))


@pytest.mark.parametrize(
    ("cells", "ways", "plain"),
    [
        ({"Email": "ada@x.org"}, ["Write to Ada"], ["Write: ada@x.org"]),
        (
            {"Email": "ada@x.org, a@y.org", "Phone number": "029 2018 0456"},
            ["Write to Ada", "Write a@y.org", "Call 029\xa02018\xa00456", "Text"],
            ["Write: ada@x.org", "Write: a@y.org", "Call or text: 029 2018 0456"],
        ),
        (
            {"Phone number": "+44 7700 900142"},
            ["Call Ada", "Text", "WhatsApp"],
            ["Call, text or WhatsApp: +44 7700 900142"],
        ),
        (
            {"Email": "ada@x.org", "Phone number": "029 2018 0456", "Reach by": "text"},
            ["Text Ada", "Write ada@x.org", "Call 029\xa02018\xa00456"],
            ["Text: 029 2018 0456", "Write: ada@x.org", "Call: 029 2018 0456"],
        ),
        (
            {"LinkedIn": "ada-l", "Website": "https://ada.example"},
            ["Write to Ada on LinkedIn", "Website ada.example"],
            ["LinkedIn: linkedin.com/in/ada-l", "Website: ada.example"],
        ),
        ({"Website": "https://ada.example"}, ["See Ada’s website"], ["Website: ada.example"]),
        (
            {"Phone number": "+44 7700 900142", "WhatsApp": "+44 7700 900142"},
            ["Call Ada", "Text", "WhatsApp"],
            ["Call, text or WhatsApp: +44 7700 900142"],
        ),
        (
            {"Phone number": "07700900142/07700900143"},
            ["Call Ada", "Text", "Call 07700900143", "Text"],
            ["Call or text: 07700900142", "Call or text: 07700900143"],
        ),
        ({"Phone number": "1-800-FLOWERS"}, ["Call Ada", "Text"], ["Call or text: 1-800-3569377"]),
    ],
)
def test_every_way_is_offered_the_best_as_the_button_each_with_what_it_leads_to(
    cells: dict[str, str], ways: list[str], plain: list[str]
) -> None:
    summary = card_of(**cells)

    assert labels(summary) == [*ways, "Add to the note", "Next due"]
    card = summary.text.partition("had a baby")[2].partition("Row 2")[0]
    assert [line.strip() for line in card.splitlines() if line.strip()] == plain
    for line in plain:
        assert line.partition(": ")[2] in summary.html.replace("\xa0", " ")


def test_a_profile_in_the_note_is_a_way_where_there_is_no_other() -> None:
    note = "see https://www.linkedin.com/in/ada-l for news"

    assert labels(card_of(**{"Relationship information": note}))[0] == "Write to Ada on LinkedIn"


def test_a_profile_that_leads_nowhere_is_shown_as_text() -> None:
    summary = card_of(Email="ada@x.org", LinkedIn="Ada L., Leeds")

    assert "ada@x.org · LinkedIn Ada L., Leeds<br>" in summary.html
    assert "LinkedIn: Ada L., Leeds" in summary.text


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"Email": "ada@bad"}, "“ada@bad” is no email address: correct it."),
        ({"Email": "ada at x.org"}, "“ada at x.org” is no email address: correct it."),
        ({"Phone number": "ada@x.org"}, "Phone number holds an email address, ada@x.org: move it to Email."),
        ({}, "Add an email address, a phone number or a profile in the sheet."),
        (
            {"Phone number": "1234567890123456"},
            "Add an email address, a phone number or a profile in the sheet.",
        ),
    ],
)
def test_a_card_without_a_way_says_what_is_wrong(cells: dict[str, str], told: str) -> None:
    summary = card_of(**cells)

    card = summary.html.partition("<h1")[2].partition("To put right")[0]
    assert told in card
    assert "no way" not in card
    assert told in " ".join(summary.text.partition("To put right")[0].split())
    assert "Write to Ada" not in card


def test_without_a_mailbox_one_is_done_in_the_sheet() -> None:
    found = dict(Links(card_of(Email="ada@x.org").html).found)

    assert found["Add to the note"] == f"{CELL}D2"
    assert found["Next due"] == f"{CELL}E2"


def test_with_a_mailbox_one_is_done_by_an_answer() -> None:
    table = make_table([("Ada", "ada@x.org", "", NOTE)])

    summary = summary_of(table, occasion=OCCASION._replace(answers={2: ANSWERS}))

    assert labels(summary) == ["Write to Ada", "Done", "2 weeks", "Add to the note"]
    assert dict(Links(summary.html).found)["2 weeks"] == ANSWERS.snooze
    assert "Row 2" in summary.html
    assert "mailto:" not in summary.text


def test_a_workbook_has_rows_but_no_links_to_them() -> None:
    summary = summary_of(make_table([("Ada", "a@x.org", "", NOTE)], link=""))

    assert labels(summary) == []
    assert "<b>Write to Ada</b></a>" in summary.html
    for said in (summary.text, summary.html):
        assert "Row 2" in said
        assert "range=" not in said


def test_a_sheet_without_notes_has_no_link_to_them() -> None:
    rows = [("Ada", "ada@x.org", "2026-08-04")]

    summary = summary_of(make_table(rows, ("Name", "Email", "Last contacted")))

    assert labels(summary)[:2] == ["Write to Ada", "Next due"]
    assert "Add to the note" not in summary.html


@pytest.mark.parametrize(
    ("answers", "links"),
    [({}, ["p9@x.org", "Row 9"]), ({9: ANSWERS}, ["p9@x.org", "Done"])],
)
def test_a_line_has_the_best_way_and_how_to_be_done(
    answers: dict[int, AnswerLinks], links: list[str]
) -> None:
    rows = [(f"Person {row}", f"p{row}@x.org", "029 2018 0456", NOTE) for row in range(2, 10)]

    summary = summary_of(make_table(rows), occasion=OCCASION._replace(answers=answers))

    assert labels(summary)[-2:] == links
    assert "Person 9: 12 days overdue (Row 9)\n  Write: p9@x.org\n" in summary.text


@pytest.mark.parametrize("how", [How.LETTER, How.ANSWER])
def test_after_a_mail_or_an_answer_it_asks_what_you_talked_about(how: How) -> None:
    plan = plan_of(make_table([("Ada", "ada@x.org", "", "2026-11-14: tea")]))
    [ada] = plan.people
    assert ada.memory
    memory = ada.memory._replace(how=how, before=ada.memory.in_touch)
    people = (ada._replace(memory=memory),)

    summary = make_summary(type(plan)(plan.look, plan.columns, people, (), ()), OCCASION)

    assert dict(Links(summary.html).found)["What did you talk about?"] == f"{CELL}D2"
    assert "What did you talk about?" in summary.text


def test_somebody_new_comes_with_the_beginning_of_the_note() -> None:
    rows = [(f"New {n}", f"n{n}@x.org", "", "met at the fair, likes old maps") for n in range(20)]

    summary = summary_of(make_table(rows))

    assert "met at the fair, likes old maps (Row 21)" in " ".join(summary.text.split())


def test_nothing_of_the_note_is_in_any_link() -> None:
    note = f"{NOTE}; her father has died. Just listen"
    rows = [(f"Person {n}", f"p{n}@x.org", "+44 7700 900142", note, "", "", "ada") for n in range(9)]

    summary = summary_of(make_table(rows, HEADERS))

    assert len(Links(summary.html).found) > 20
    for _, href in Links(summary.html).found:
        assert "father" not in href
        assert "baby" not in href


def test_the_owners_own_template_may_quote_the_note() -> None:
    occasion = OCCASION._replace(opening="You said: {note}", subject="To {first_name}")

    html = summary_of(make_table([("Ada", "ada@x.org", "", NOTE)]), occasion=occasion).html

    assert "subject=To%20Ada&amp;body=You%20said%3A%20had%20a%20baby" in html
