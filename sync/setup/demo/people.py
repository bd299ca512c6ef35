"""The invented people of the sample workbook, with notes as people write them.

``{97:d MMM}`` in a note is the day 97 days before the workbook is made, ``{-19:d MMM}`` one 19 days ahead,
written in that pattern (Unicode TR 35). A past day without its year is less than 300 days ago: further back
it would be near its next return, and so a plan (design.md, section 3). Addresses are at the domains reserved
for examples (RFC 2606), phone numbers in the ranges that the regulators keep free for fiction.
"""

from typing import NamedTuple


class Person(NamedTuple):
    """One row, in the order of the columns; `phone` and `every` may be typed as numbers."""

    name: str
    email: str
    phone: str | int
    note: str
    every: str | int = ""


PEOPLE = (
    Person(
        "Marisol Etxeberria",
        "marisol.e@example.com",
        "+1 312 555 0118",
        "{118:d MMM}: new job at the children's hospital, nervous about the night shifts."
        " Ask how Bruno (the dog) takes it",
    ),
    Person(
        "Tom Ashgrove",
        "tom.ashgrove@example.org",
        "07700 900142",
        "roommate in second year. Building a cedar canoe in his garage, wants to launch it in spring",
    ),
    Person(
        "Siân Pritchard",
        "",
        "029 2018 0456",
        "{83:d MMM}: phoned, her mum is home from hospital and bossing everybody about again."
        " No email, ring after six",
    ),
    Person(
        "Dev Ramanathan",
        "dev.r@example.net",
        3125550142,
        "From the pottery class. Wants to open a studio of his own ({40:MMMM yyyy})",
    ),
    Person(
        "Grace Adeyemi",
        "grace.adeyemi@example.com",
        "+44 20 7946 0312",
        "{56:yyyy-MM-dd} baby Tobi is here! 3.4 kg, both well, nobody sleeps",
    ),
    Person(
        "Łukasz Wieczorek",
        "lukasz@example.org; Łukasz W. <l.wieczorek@example.com>",
        "",
        "{80:MMM d, yyyy} - lunch near the station. Learning the accordion, sorry for his neighbours",
    ),
    Person(
        "Hannah Okafor",
        "hannah.okafor@example.com",
        "07700 900208",
        "{15:EEE d MMM}: long walk along the canal. Thinking of leaving the firm; sleep on it, we said",
        "weekly",
    ),
    Person(
        "Peter Vandermolen",
        "pvandermolen@example.net",
        "",
        "{402:d MMM yyyy}: ran into him at the airport! Retired, keeps eleven hives, promised me a jar",
        "yearly",
    ),
    Person(
        "Aunt Rosalind",
        "",
        "01632 960417",
        "{43:d MMM}: her hip is mending, doing crosswords against the clock.\n"
        "{75:d MMM}: operation went well, hates the food",
        "monthly",
    ),
    Person(
        "山口 美咲 (Misaki)",
        "misaki@example.org",
        "+1 206 555 0171",
        "{-19:d MMM}: dinner at ours, she brings the gyoza\n"
        "{12:d MMM}: back from Kyoto with a suitcase full of tea",
    ),
    Person(
        "Jerome Battiste",
        "jerome@example.com",
        "(504) 555-0129",
        "first boss. Taught me to say no kindly. Two daughters, trombone on Sundays",
    ),
    Person(
        "Zoë Brandt",
        "zoe.brandt@example.net",
        "+49 30 23125 118",
        "{90:dd.MM.yy} passed her sailing exam at the third try!! ⛵ Wants to cross to Sweden next summer",
        90,
    ),
    Person(
        "Ravi Thekkedath",
        "ravi.thekkedath@example,com",
        "07700 900377",
        "[{30:d/M/yy}] call about his lentil bakery: first customers, first flood",
    ),
    Person(
        "Chloe Merrydew",
        "chloe@example.com",
        "",
        "{67:d MMM}: half marathon done, 1:58, feet ruined\n"
        "{128:d MMM}: training plan on the fridge\n"
        "{171:d MMM}: bet with her brother that she can run at all",
    ),
    Person(
        "Kwabena Tetteh-Ward",
        "kwabena@example.org",
        "+44 161 496 0233",
        "{205:d MMM yyyy}: thesis handed in. Next: a month of nothing, then teaching in Kumasi",
        "twice a year",
    ),
    Person("Inês Carvalho", "ines.carvalho@example.com", "", ""),
    Person(
        "Bill and Dot Harkness",
        "harkness.family@example.net",
        "0113 496 0158",
        "our old neighbours\n"
        "- {98:d MMM}: sold the caravan, bought a smaller caravan\n"
        "- {187:d MMM}: 40 years married, sent a card",
    ),
    Person(
        "Nguyễn Minh Châu",
        "chau.nguyen@example.org",
        "",
        "{86:d MMM yyyy}, coffee: her podcast about bridges has 300 listeners, all engineers",
    ),
    Person(
        "Oliver Penhaligon",
        "oliver.p@example.com",
        "07700 900561",
        "{8:EEEE, d MMMM yyyy}: helped him move. Sofa did not fit. Owes me a curry",
    ),
    Person(
        "Fatma Aydoğan",
        "fatma@example.net",
        "",
        "{23:d MMM} - her gallery opening, the blue one with the boats was already sold",
    ),
    Person(
        "Sam from the climbing wall",
        "",
        "",
        "({52:MMMM yyyy}) back on the wall, the shoulder has healed. Get her number!",
    ),
    Person(
        "Beatrix Holloway",
        "bea.holloway@example.org",
        "+44 117 496 0340",
        "{62:d MMM}: reading group, we both hated the ending. Her son wants to be a train",
        "now and then",
    ),
    Person(
        "Marcus Delisle",
        "mdelisle@example.com, marcus@example.net",
        "",
        "Chess by post since 2019. He is winning. Restoring a moped",
    ),
    Person(
        "Joanna Lindqvall",
        "joanna.lindqvall@example.com",
        "070-174 06 41",
        "{42:d MMM}: call. Shortlisted for the library job, interview soon, fingers crossed 🤞",
        "6 weeks",
    ),
    Person(
        "Eleanor Marsh",
        "eleanor.marsh@example.org",
        "07700 900615",
        "{120:d MMM}: asked for some quiet after the divorce. She will write when she is ready; leave her be",
        "never",
    ),
    Person(
        "Hassan Qureshi",
        "hassan.q@example.net",
        "+44 121 496 0277",
        "{35:d MMM}: daughter got into medicine, he cried on the phone, so did I",
    ),
    Person(
        "Søren Kjeldgaard",
        "soren@example.org",
        "",
        "{-38:d MMM}: the wedding! Take the good camera\n({49:d MMM}) stag weekend: hiking, no costumes",
    ),
    Person(
        "Priscilla Wrayburn",
        "priscilla.w@example.com",
        "(773) 555-0184",
        "{109:d MMM}: sent her the article about seed banks, she is planting a prairie behind the school",
    ),
    Person(
        "Theo Lambrakis",
        "theo@example.net",
        "",
        "met on the night train to Vienna. Cello. Afraid of lifts",
    ),
    Person(
        "Lucía Fuentes Oller",
        "lucia.fuentes@example.com",
        "",
        "Moved to Valencia, flat with a lemon tree on the balcony [{79:d MMM yyyy}]",
    ),
    Person(
        "Walt Jablonski",
        "",
        "(773) 555-0163",
        "{19:d MMM}, text: new knee, back at the bowling alley. Not on email and proud of it",
    ),
    Person(
        "Imogen Achterberg",
        "imogen@example.org",
        "01632 960882",
        "Lent me the tent (give it back!!)",
    ),
    Person(
        "Yusuf Karadere",
        "yusuf.karadere@example.com",
        "",
        "{5:d MMM}: starting over as a pastry chef at 44. First croissants: bricks. Second: heaven",
    ),
    Person(
        "Claire Vaubrun",
        "claire.vaubrun@example.net",
        "06 39 98 12 34",
        "{85:d MMM}: her father has died, she is clearing the house in Nantes. Just listen",
    ),
    Person(
        "Gareth Penllyn",
        "gareth.penllyn@example.org",
        "029 2018 0913",
        "three kids? four? Coaches the under-tens, found me my first flat",
    ),
    Person(
        "Nadia Petrosyan",
        "nadia.p@example.com",
        "+1 617 555 0105",
        "{157:d MMM yyyy} her robot lawnmower was stolen and came back by itself. Big promotion in the air",
    ),
    Person(
        "Duncan MacAllister",
        "duncan@example.net",
        "0131 496 0726",
        "{44:d MMM}: bought half a boat. The other half belongs to his sister",
        "quarterly",
    ),
    Person(
        "Lena Vogelsang",
        "lena.vogelsang@example.org",
        "+49 89 99998 204",
        "{28:d MMMM yyyy} - choir trip to Ghent, she sang the solo with a cold",
    ),
    Person(
        "Grace Adeyemi",
        "grace.adeyemi@example.com",
        "",
        "{151:d MMM}: expecting!! Not telling the office yet",
    ),
    Person(
        "Amara Diallo",
        "amara.diallo@example.com",
        "",
        "{61:d MMM}: her law clinic got the grant. Wants the recipe for the plum cake",
    ),
    Person(
        "Freddie Osgood", "freddie.osgood@example.net", "07700 900774", "godson! Dinosaurs → planets → drums"
    ),
    Person(
        "Rebecca Stenhouse",
        "rebecca.stenhouse@example.com",
        "",
        "{71:d MMM}: adopted Biscuit, a greyhound who is afraid of stairs",
    ),
    Person(
        "Julian Moreau-Tate",
        "julian.mt@example.org",
        "+44 20 7946 0871",
        "Stuck on chapter nine, asked me to nag him. ({84:d MMM})",
    ),
    Person("", "", "", "the electrician Tom recommended, somewhere in the old phone"),
    Person(
        "Maeve Gallagher",
        "maeve.gallagher@example.com",
        "",
        "{10:d MMM}: third round of chemo. Funny films, no advice. Soup on Thursdays\n"
        "{24:d MMM}: wig shopping, laughed till we cried",
        "every 2 weeks",
    ),
    Person(
        "Hyun-seo (now Toronto)",
        "hyunseo@example.net",
        "+1 415 555 0136",
        "{33:d MMM}: visa came through!! Already cold, wants our old coats",
    ),
    Person("Pat & Lesley Bright", "brights@example.org", "", ""),
    Person(
        "Tobias Ekdahl",
        "tobias.ekdahl@example.com",
        "070-174 06 12",
        "{58:yyyy-MM-dd}: ice bath club. I was invited. I declined",
    ),
    Person(
        "Ximena Duarte",
        "ximena.duarte@example.org",
        "",
        "{39:d MMM}: premiere of the short film, shot in her grandmother's kitchen. Grandma stole the show",
    ),
    Person(
        "Arthur Pembrook",
        "",
        "01632 960105",
        "{26:d MMM}: 91 and has taken up watercolours. Misses Joan most at breakfast. Let it ring long",
        "monthly",
    ),
    Person(
        "Callum Strachan",
        "callum@example.com",
        "0141 496 0519",
        "{2:d MMM}: beat me at darts again. Looking for work, send him the harbour trust's advert",
    ),
)
