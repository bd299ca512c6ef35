"""How typed replies look, by mail program and language: what was typed, and what the program put around.

All are made up after the shapes that the programs are known for; the summary that is quoted is ours.
"""

from typing import NamedTuple


class Reply(NamedTuple):
    """A reply to the summary and the commands (word, row) that it gives.

    Rows: 2 Ada Lovelace, 3 Bob Okri, 4 Siân Jones, 5 Bill and Dot.
    """

    program: str
    language: str
    text: str
    commands: tuple[tuple[str, int], ...]


_QUOTED = "> Write to Ada, Bob and 1 more\n>\n> Ada Lovelace: 26 days overdue\n> done\n"
_UNQUOTED = "Write to Ada, Bob and 1 more\n\nAda Lovelace: 26 days overdue\ndone Bob\n"
DONE_ADA = (("done", 2),)
ME = "Keep in touch <me@example.com>"

REPLIES = (
    Reply(
        "Gmail",
        "English",
        f"done Ada\n\nOn Mon, Nov 23, 2026 at 7:30 AM {ME} wrote:\n\n{_QUOTED}",
        DONE_ADA,
    ),
    Reply(
        "Gmail, wrapped",
        "English",
        "Ada 2 weeks\npause Bob\n\nOn Mon, Nov 23, 2026 at 7:30 AM Keep in touch <\n"
        f"me@example.com> wrote:\n\n{_QUOTED}",
        (("2 weeks", 2), ("pause", 3)),
    ),
    Reply(
        "Apple Mail",
        "English",
        f"done Ada\nresume Bob\n\n> On 23 Nov 2026, at 07:30, {ME} wrote:\n> \n{_QUOTED}",
        (("done", 2), ("resume", 3)),
    ),
    Reply(
        "iPhone",
        "English",
        "Done\u00a0Ada.\n\nSent from my iPhone\n\n"
        f"> On 23 Nov 2026, at 07:30, {ME} wrote:\n> \n> \ufeff\n{_QUOTED}",
        (("Done", 2),),
    ),
    Reply(
        "Outlook",
        "English",
        "Bob: in 10 days\n\nFrom: Keep in touch <me@example.com>\nSent: Monday, November 23, 2026 7:30 AM\n"
        f"To: me@example.com\nSubject: Write to Ada, Bob and 1 more\n\n{_UNQUOTED}",
        (("in 10 days", 3),),
    ),
    Reply(
        "Outlook for iOS",
        "English",
        "done Bill and Dot\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n"
        f"From: Keep in touch <me@example.com>\nSent: Monday, November 23, 2026 7:30:00 AM\n\n{_UNQUOTED}",
        (("done", 5),),
    ),
    Reply(
        "Outlook, plain text",
        "English",
        f"x Ada\n\n-----Original Message-----\nFrom: Keep in touch <me@example.com>\n\n{_UNQUOTED}",
        (("x", 2),),
    ),
    Reply(
        "Proton Mail",
        "English",
        "✓ sian\n\nSent with Proton Mail secure email.\n\nOn Monday, November 23rd, 2026 at 07:30,"
        f" {ME} wrote:\n\n{_QUOTED}",
        (("✓", 4),),
    ),
    Reply(
        "Yahoo",
        "English",
        f"tomorrow Bob\n\n   On Monday, November 23, 2026 at 07:30:00 AM GMT+1, {ME} wrote:  \n \n"
        f" {_UNQUOTED}",
        (("tomorrow", 3),),
    ),
    Reply(
        "mutt, below the quotation",
        "English",
        f"On Mon, Nov 23, 2026 at 07:30:00AM +0100, Keep in touch wrote:\n{_QUOTED}\ndone Ada\n\n-- \nMe\n",
        DONE_ADA,
    ),
    Reply(
        "Thunderbird, below the quotation",
        "German",
        f"Am 23.11.26 um 07:30 schrieb Keep in touch:\n{_QUOTED}\npause Bob\n",
        (("pause", 3),),
    ),
    Reply(
        "Thunderbird",
        "German",
        f"done Ada\n\nAm 23.11.26 um 07:30 schrieb {ME}:\n{_QUOTED}",
        DONE_ADA,
    ),
    Reply(
        "Apple Mail",
        "German",
        f"Ada 2 weeks\n\n> Am 23.11.2026 um 07:30 schrieb {ME}:\n> \n{_QUOTED}",
        (("2 weeks", 2),),
    ),
    Reply(
        "Outlook",
        "German",
        "done Ada\n\nVon: Keep in touch <me@example.com>\nGesendet: Montag, 23. November 2026 07:30\n"
        f"An: me@example.com\nBetreff: Write to Ada, Bob and 1 more\n\n{_UNQUOTED}",
        DONE_ADA,
    ),
    Reply(
        "Gmail, name first",
        "German",
        f"done Bob\n\nKeep in touch <me@example.com> schrieb am Mo., 23. Nov. 2026, 07:30:\n\n{_QUOTED}",
        (("done", 3),),
    ),
    Reply(
        "GMX",
        "German",
        'done Siân\n\nGesendet: Montag, 23. November 2026 um 07:30\nVon: "Keep in touch" <me@example.com>\n'
        f"An: me@example.com\n\n{_UNQUOTED}",
        (("done", 4),),
    ),
    Reply(
        "Gmail",
        "French",
        f"Ada – 2 weeks\n\nLe lun. 23 nov. 2026 à 07:30, {ME} a\nécrit :\n\n{_QUOTED}",
        (("2 weeks", 2),),
    ),
    Reply(
        "Outlook",
        "French",
        "done Ada\n\nDe : Keep in touch <me@example.com>\nEnvoyé : lundi 23 novembre 2026 07:30\n"
        f"À : me@example.com\nObjet : Write to Ada, Bob and 1 more\n\n{_UNQUOTED}",
        DONE_ADA,
    ),
    Reply(
        "iPhone",
        "French",
        f"done Ada\n\nEnvoyé de mon iPhone\n\n> Le 23 nov. 2026 à 07:30, {ME} a écrit :\n> \n{_QUOTED}",
        DONE_ADA,
    ),
    Reply(
        "Gmail",
        "Spanish",
        "done Ada\n\nEl lun, 23 nov 2026 a las 7:30, Keep in touch (<me@example.com>) escribió:\n\n"
        f"{_QUOTED}",
        DONE_ADA,
    ),
    Reply(
        "Outlook",
        "Spanish",
        "done\u202fAda\n\nDe: Keep in touch <me@example.com>\n"
        "Enviado el: lunes, 23 de noviembre de 2026 7:30\n"
        f"Para: me@example.com\n\n{_UNQUOTED}",
        DONE_ADA,
    ),
    Reply(
        "Gmail",
        "Italian",
        f"- done Ada\n- done Bob\n\nIl giorno lun 23 nov 2026 alle ore 07:30 {ME} ha scritto:\n\n{_QUOTED}",
        (("done", 2), ("done", 3)),
    ),
    Reply(
        "Libero",
        "Italian",
        f"done Ada\n\n---------- Messaggio originale ----------\nDa: {ME}\n\n{_UNQUOTED}",
        DONE_ADA,
    ),
    Reply(
        "Gmail",
        "Portuguese",
        f"never Bob\n\nEm seg., 23 de nov. de 2026 às 07:30, {ME} escreveu:\n\n{_QUOTED}",
        (("never", 3),),
    ),
    Reply(
        "Samsung",
        "Portuguese",
        f"done Ada\n\nEnviado do meu Galaxy\n\n-------- Mensagem original --------\nDe: {ME}\n\n{_UNQUOTED}",
        DONE_ADA,
    ),
    Reply(
        "a list with dates first",
        "none",
        f"done Ada\n\n2026-11-23 7:30 GMT+01:00 {ME}:\n\n{_QUOTED}",
        DONE_ADA,
    ),
    Reply("no quotation at all", "none", "done Ada\nBob 2 weeks", (("done", 2), ("2 weeks", 3))),
    Reply("a word after the commands", "none", "done Ada\nThanks!\ndone Bob", DONE_ADA),
    Reply("a word before the commands", "none", "Hello,\ndone Ada", ()),
    Reply("only the quotation", "none", f"\n\nOn Mon, Nov 23, 2026 at 7:30 AM {ME} wrote:\n\n{_QUOTED}", ()),
    Reply("nothing", "none", "\n", ()),
)
