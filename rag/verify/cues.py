"""Word tables of the checks: what negates, hedges, reports, bounds, and what is the opposite of what."""

from __future__ import annotations

from importlib.resources import files

from index.dates import MONTHS
from rag.text.words import stem


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _words(
    "not no never none nobody nothing neither nor without cannot hardly scarcely fail fails "
    "failed failing lack lacks lacked refuse refuses refused refusing deny denies denied "
    "denying unlikely unable"
)
NEAR_NEGATIONS = _words(
    "avoid avoids avoided avoiding prevent prevents prevented preventing doubt doubts doubted doubting "
    "deter deters deterred deterring reject rejects rejected rejecting ruled ruling"
)
"""Verbs under which a thing may be as good as denied: enough to doubt a finding, not to make one."""

NO_NEGATION = frozenset(
    [
        *(("not", w) for w in ("only", "just", "least", "merely", "simply")),
        *(("nothing", w) for w in ("less", "but", "short")),
        *((cue, w) for cue in ("no", "not", "never") for w in ("less", "fewer")),
        *(("no", w) for w in ("doubt", "matter", "one's", "to")),
    ]
)
"""Pairs that begin like a negation and are none: "not only", "nothing less than"."""

_MODAL_CLASSES = {
    "possible": "may might could possibly potentially perhaps maybe possible potential",
    "able": "can",
    "conditional": "would",
    "future": (
        "will shall expected expects expect anticipated likely probably planned plans plan "
        "planning scheduled intends intended intend due upcoming 'll going set poised"
    ),
    "wanted": (
        "should must ought wants want wanted wanting wishes wish wishing hopes hope hoped hoping need "
        "needs needed"
    ),
    "condition": "if unless whether",
}
AUXILIARIES = _words("may might could can will would shall should must if unless whether 'll going")
"""Modals that carry no meaning of their own; the others are content as well."""

MODALS = {word: kind for kind, text in _MODAL_CLASSES.items() for word in text.split()}

LOWER = (
    *(
        r"minimum \w+ of",
        "at least",
        "more than",
        "over",
        "above",
        "upwards of",
        "minimum of",
        "exceeding",
        "past",
    ),
    *(f"{cue} {word} than" for cue in ("no", "not", "never") for word in ("less", "fewer")),
)
UPPER = (
    r"maximum \w+ of",
    "as much as",
    "as many as",
    "at most",
    "less than",
    "fewer than",
    "under",
    "below",
    "up to",
    "maximum of",
    *(f"{cue} more than" for cue in ("no", "not", "never")),
)
ABOUT = ("about", "around", "nearly", "almost", "roughly", "approximately", "some", "close to")

_OPPOSITES = """
rise fall; rise drop; increase decrease; increase reduce; raise lower; raise cut; grow shrink; gain lose
more less; more fewer; most least; higher lower; high low; up down; above below; over under; big small
large small; larger smaller; long short; longer shorter; great little; early late; earlier later
first last; before after; begin end; start finish; start stop; begin stop; open close; win lose
victory defeat; success failure; succeed fail; accept reject; accept refuse; accept decline; agree disagree
agree refuse; approve reject; support oppose; support undermine; for against; praise condemn; praise criticize
praise criticise; condemn welcome; condemn commend; condemn applaud; allow ban; allow forbid; permit prohibit
allow prevent; enable prevent; strengthen weaken; strong weak; stronger weaker; strength weakness
improve worsen; enhance weaken; enhance diminish; better worse; best worst; good bad; buy sell; arrive leave
arrive depart; enter leave; join leave; give take; send receive; import export; attack defend; war peace
ally enemy; friend enemy; hope fear; optimistic pessimistic; love hate; like dislike; include exclude
inside outside; public private; legal illegal; lawful unlawful; likely unlikely; possible impossible
able unable; happy unhappy; certain uncertain; safe dangerous; safe unsafe; true false; right wrong
correct wrong; alive dead; live die; survive die; save kill; build destroy; create destroy; appear disappear
remember forget; continue stop; continue halt; continue cease; maintain abandon; keep abandon; expand reduce
expand shrink; expand contract; escalate reduce; escalate de-escalate; intensify ease; intensify soften
accelerate slow; quick slow; quickly slowly; fast slow; rapid slow; gradual sudden; gradual rapid
always never; all none; everyone nobody; everything nothing; many few; much little; often rarely
often seldom; frequently rarely; major minor; primary secondary; majority minority; maximum minimum
full empty; full partial; complete partial; total partial; complete incomplete; permanent temporary
new old; novel old; young old; modern ancient; male female; man woman; boy girl; husband wife
son daughter; brother sister; father mother; north south; east west; northern southern; eastern western
left right; ahead behind; advance retreat; attract repel; guilty innocent; convict acquit; arrest release
hire fire; appoint dismiss; promote demote; admit deny; confirm deny; reveal hide; reveal conceal
disclose hide; show hide; display hide; encourage discourage; persuade dissuade; urge discourage
unite divide; united divided; unity division; connect separate; pro-russian anti-russian; pro anti
positive negative; active passive; rich poor; cheap expensive; easy difficult; easy hard; simple complex
light heavy; light dark; hot cold; warm cool; wet dry; clean dirty; near far; close distant
same different; similar different; unlike like; ordinary unusual; rare common; popular unpopular
democratic undemocratic; stable unstable; stability instability; certain doubtful; confidence doubt
trust distrust; respect disrespect; honest dishonest; loyal disloyal; order disorder; violence calm
violent peaceful; militarily peacefully; offensive defensive; aggression restraint; deploy withdraw
withdraw remain; withdraw stay; stay leave; provide withhold; give withhold; supply deny; fund defund
spend save; ensure undermine; secure endanger; protect endanger; protect harm; benefit harm; help hinder
help harm; cure cause; relieve worsen; demand offer; ask answer; question answer; prove disprove
credit blame; thank blame; thank criticize; unwavering wavering; wane persist; abate intensify
interested uninterested; willing unwilling; willingness unwillingness; willingness reluctance; keen reluctant
reversible irreversible; effective ineffective; necessary unnecessary; crucial trivial; important unimportant
urgent trivial; critical trivial; significant insignificant; significant minor; severe mild; harsh lenient
harsh mild; satisfaction dissatisfaction; ability inability; sufficient insufficient; enough insufficient
responsible irresponsible; truthful false; proper improper; regular irregular; direct indirect
formal informal; end prolong; end extend; support opposition; mistaken right; delay hasten
immediate later; immediate delayed; official unofficial; known unknown
enhance curtail; great small; greater smaller; ahead after; prior after; since before; until after; loss gain
dismiss welcome; dismiss embrace; reject welcome; withdraw keep; closer further; additional fewer; extra fewer
bring keep; eliminate strengthen; top low; top bottom; beyond short; often never; repeatedly never
increase cut; increase lower; swift slow; swift gradual; quick gradual; fast gradual
brisk slow; named unnamed; usual unusual; fair unfair
just unjust; sustainable unsustainable
highest lowest; well poorly; well badly; jump fall; jump slide; jump drop; climb fall; climb slide
climb drop; soar plunge; surge plunge; surge slump; rise slide; slide gain; rise plunge
"""


def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    data = files("rag").joinpath("data/opposites.txt").read_text(encoding="utf-8").splitlines()
    known = [line for line in data if line and not line.startswith("#")]
    for pair in (*known, *_OPPOSITES.replace("\n", ";").split(";")):
        if pair.strip():
            one, other = (stem(word) for word in pair.split())
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


OPPOSITES = _opposites()
"""The stems that contradict a stem."""
NO_DIRECTION = frozenset(
    (stem("raise"), stem(word))
    for word in "concerns questions doubts fears alarm hopes issues awareness money funds".split()
)
"""What is raised without rising: "raising concerns" is no opposite of a cut."""

NEGATING_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "de")

DIRECTIONS = _words(
    "before after since until more less most fewer least up down above below under further against "
    "first last over off"
)
"""Function words that turn a sentence round when they are exchanged."""

EXACT_WORDS = frozenset(MONTHS) | _words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow percent per cent "
    "dollar dollars euro euros pound pounds one two three four five six seven eight nine ten eleven "
    "twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand million billion trillion m bn tn"
)
"""Words of dates and amounts, for which the checks of dates and numbers speak."""

DESCRIBED = {"NATO": "(?:North Atlantic )?alliance", "EU": "bloc|union", "UN": "world body"}
"""What newspapers also call an organisation, after "the"."""

_IRREGULAR = (
    "arose arise; ate eat; became become; began begin; begun begin; bought buy; broke break; brought "
    "bring; built build; came come; caught catch; chose choose; chosen choose; drew draw; drove drive; "
    "fell fall; fallen fall; felt feel; flew fly; forbade forbid; forgot forget; fought fight; found find; "
    "froze freeze; frozen freeze; gave give; given give; grew grow; grown grow; heard hear; held hold; "
    "hid hide; kept keep; knew know; known know; laid lay; led lead; left leave; lost lose; made make; "
    "meant mean; met meet; paid pay; ran run; risen rise; rose rise; sank sink; sat sit; seen see; saw "
    "see; sent send; shook shake; shot shoot; shown show; shrank shrink; shrunk shrink; slid slide; "
    "sold sell; "
    "sought seek; spent spend; spoke speak; spoken speak; stole steal; stood stand; struck strike; swore "
    "swear; taken take; took take; taught teach; told tell; thought think; threw throw; went go; withdrew "
    "withdraw; withdrawn withdraw; won win; wore wear; written write; wrote write"
)
IRREGULAR = {form: stem(verb) for form, verb in (pair.split() for pair in _IRREGULAR.split("; "))}
"""Forms of irregular verbs to the stem of the verb."""
