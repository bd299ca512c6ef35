"""Short forms of first names: who is called Bob may be a Robert (design.md, section 11)."""

from collections import defaultdict
from collections.abc import Mapping

_GROUPS = """
abigail abby gail
adelaide addie
albert al bert
alexander alex sandy sasha xander alec
alexandra alex sandra sasha lexi
alfred alf alfie fred
alice ali
amanda mandy
andrew andy drew
andreas andy andi
angela angie
anthony antony tony
antonio toni tonio tony
arthur art
barbara barb babs
benjamin ben benny benji
bernard bernie
bradley brad
bridget biddy
calvin cal
cameron cam
caroline carrie carol
catherine cathy cath kate katie cat
katherine kathryn kathy kate katie kat kath katja
charles charlie chuck chas
charlotte charlie lottie
christian chris
christina chris chrissie tina
christine chris chrissie tina
christopher chris kit topher
clifford cliff
constance connie
cornelius neil
cynthia cindy
daniel dan danny
danielle dani
david dave davy
deborah debbie deb debra
dennis den denny
dominic dom nick
donald don donny
dorothy dot dottie dolly
douglas doug
edmund ed eddie ted
edward ed eddie ted teddy ned
eleanor ellie nell nora
elizabeth liz lizzie beth betty eliza libby elsie lisa
emily em emmy
eugene gene
evelyn evie
florence flo florrie
frances fran franny
francis frank fran
francisco paco pancho
franklin frank
frederick fred freddie fritz
friedrich fritz fred
gabriel gabe
gabriele gabi
geoffrey geoff
george georgie
georg schorsch
gerald gerry jerry
gerard gerry
gilbert gil
giuseppe beppe peppe
gregory greg
gwendolyn gwen
harold hal harry
harriet hattie
helen nell
henry harry hank hal
heinrich heiner heinz
herbert herb bert
howard howie
hugh hughie
ignacio nacho
isaac ike
isabella bella izzy isa
isabel bella izzy
jacob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jean jeannie
jeffrey jeff
jennifer jen jenny
jeremy jerry
jessica jess jessie
jesus chucho
joachim jochen
joan joanie
johannes hannes hans
john jack johnny jon
jonathan jon jonny nathan
jose pepe
joseph joe joey jo
josephine jo josie
joshua josh
juan juanito
judith judy
julia julie
karl kalle
katharina kathi katja kathrin
kenneth ken kenny
kimberly kim
kristina kristin tina kris
lawrence larry laurie
leonard len lenny leo
leonardo leo
lillian lily
louis lou
louise lou
luis lucho
lucille lucy
madeline maddie
marcus marc mark
margaret maggie meg peggy marge margie greta rita
margarete grete greta
maria mia
mary polly molly
martha marty patty
martin marty
matthew matt matty
matthias matze
maurice mo
maximilian max
maxwell max
melanie mel
melissa mel missy
michael mike mick mickey micha michi
michelle shelly
mikhail misha
mohammed mohamed muhammad mohammad mo
nancy nan
natalie nat
nathan nate nat
nathaniel nate nat nathan
nicholas nick nicky nico
nikolaus klaus niko
nicole nicky
norman norm
oliver ollie
olivia liv
pamela pam
patricia pat patty trish tricia
patrick pat paddy
paul paulie
peter pete
philip phillip phil
phyllis phyl
priscilla cilla
rachel rach
randolph randy
raymond ray
rebecca becky becca
reginald reg
ricardo ricky
richard rick dick rich richie ricky
robert rob bob bobby robby robbie bert
roberta bobbie
roderick rod
rodney rod
roger rog
ronald ron ronnie
rosalind ros roz
rosemary rosie
rudolf rudi
russell russ
samantha sam
samuel sam sammy
sandra sandy
sarah sadie sally
sebastian seb basti
sergei seryozha
sidney sid
sophia sophie
stanley stan
stefan steffen
stephen steven steve
stephanie steph steffi
stuart stu
susan sue susie suzy
suzanne sue susie
sylvia syl
tatiana tanya
terence terry
teresa theresa terry tess
theodore ted teddy theo
thomas tom tommy
timothy tim timmy
tobias tobi
ulrich uli
valerie val
veronica ronnie
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
vladimir vova volodya
walter walt wally
wilhelm willi
wilfred wilf
william will bill billy willy liam
winifred winnie
wolfgang wolf wolfi
yekaterina katya
zachary zach zack
"""


def _index() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_GROUPS.strip().splitlines()):
        for name in line.split():
            found[name].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


_GROUPS_OF = _index()
_NONE: frozenset[int] = frozenset()


def may_be_called(one: str, other: str) -> bool:
    """Return whether one name is a short form of the other, or both are of the same one.

    Both are words as they are compared. Chris may be a Christine or a Christopher; these two are different.
    """
    return not _GROUPS_OF.get(one, _NONE).isdisjoint(_GROUPS_OF.get(other, _NONE))
