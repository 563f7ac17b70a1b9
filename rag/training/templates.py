"""Word lists and question templates from which :mod:`reader_data` makes questions."""

from __future__ import annotations

from dataclasses import dataclass

STOP = frozenset(
    "a an the of in on at to for from by with and or but is are was were be been being do does did has have had"
    " what when where which who whom whose why how many much long often it its he she they his her their this that"
    " these those as not no than then there will would can could should may might about into over after before"
    " between during so if up out i you we me my your our us them him name called type kind".split()
)


def _both(*pairs: tuple[str, str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for one, other in pairs:
        table.setdefault(one, []).append(other)
        table.setdefault(other, []).append(one)
    return table


ANTONYMS = _both(
    ("first", "last"),
    ("largest", "smallest"),
    ("biggest", "smallest"),
    ("oldest", "youngest"),
    ("highest", "lowest"),
    ("best", "worst"),
    ("most", "least"),
    ("more", "fewer"),
    ("before", "after"),
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("rise", "fall"),
    ("rose", "fell"),
    ("win", "lose"),
    ("won", "lost"),
    ("north", "south"),
    ("east", "west"),
    ("northern", "southern"),
    ("eastern", "western"),
    ("born", "buried"),
    ("begin", "end"),
    ("began", "ended"),
    ("start", "end"),
    ("started", "stopped"),
    ("open", "close"),
    ("opened", "closed"),
    ("buy", "sell"),
    ("bought", "sold"),
    ("accept", "reject"),
    ("accepted", "rejected"),
    ("support", "oppose"),
    ("supported", "opposed"),
    ("allowed", "banned"),
    ("male", "female"),
    ("men", "women"),
    ("husband", "wife"),
    ("father", "mother"),
    ("son", "daughter"),
    ("brother", "sister"),
    ("longest", "shortest"),
    ("earliest", "latest"),
    ("early", "late"),
    ("good", "bad"),
    ("positive", "negative"),
    ("enemy", "ally"),
    ("hired", "fired"),
    ("arrived", "left"),
    ("joined", "left"),
    ("founded", "dissolved"),
    ("built", "demolished"),
    ("created", "destroyed"),
    ("like", "dislike"),
    ("above", "below"),
    ("minimum", "maximum"),
    ("import", "export"),
    ("old", "new"),
    ("rich", "poor"),
    ("hot", "cold"),
    ("alive", "dead"),
    ("public", "private"),
    ("strong", "weak"),
    ("success", "failure"),
    ("advantage", "disadvantage"),
    ("love", "hate"),
    ("remember", "forget"),
    ("succeeded", "preceded"),
    ("common", "rare"),
    ("domestic", "foreign"),
    ("guilty", "innocent"),
    ("arrested", "released"),
    ("major", "minor"),
    ("cheap", "expensive"),
    ("fast", "slow"),
    ("day", "night"),
    ("king", "queen"),
    ("attack", "defend"),
    ("attacked", "defended"),
    ("gain", "lose"),
    ("gained", "lost"),
    ("married", "divorced"),
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """Ways to ask for one attribute, the kinds of name that have it, and how a text would state it."""

    kinds: str
    stated: str
    questions: tuple[str, ...]


ATTRIBUTES = (
    Attribute(
        "place",
        r"population|inhabitant|people|resident",
        ("what is the population of {name}", "how many people live in {name}"),
    ),
    Attribute(
        "place",
        r"mayor|governor|president|leader|head|minister|chief|king|queen|led",
        (
            "who is the mayor of {name}",
            "who is the president of {name}",
            "who governs {name}",
            "who leads {name}",
            "who is the prime minister of {name}",
        ),
    ),
    Attribute(
        "place",
        r"square|km|acre|hectare|mile|area",
        ("what is the area of {name}", "how big is {name}", "how large is {name}"),
    ),
    Attribute(
        "place",
        r"capital",
        ("what is the capital of {name}", "which city is the capital of {name}"),
    ),
    Attribute(
        "place",
        r"currency|dollar|euro|pound|money",
        ("what currency is used in {name}", "what is the currency of {name}"),
    ),
    Attribute(
        "place",
        r"language|speak|spoke",
        ("what language is spoken in {name}", "what is the official language of {name}"),
    ),
    Attribute(
        "place",
        r"kilomet|km|mile|distance|far",
        ("how far is {name} from {other}", "what is the distance between {name} and {other}"),
    ),
    Attribute(
        "place",
        r"temperature|degree|weather|climate|rain",
        ("what is the average temperature in {name}", "what is the climate like in {name}"),
    ),
    Attribute(
        "place thing",
        r"join|member|enter|accession|admit",
        ("when did {name} join {other}", "in what year did {name} become a member of {other}"),
    ),
    Attribute("place", r"river|lake|sea|ocean", ("which river flows through {name}",)),
    Attribute(
        "person",
        r"\bage|old|born|birth|\b\d\d\b",
        ("how old is {name}", "what is the age of {name}", "what is {name}'s age"),
    ),
    Attribute(
        "person",
        r"born|birth|native|\b1[89]\d\d\b|\b20\d\d\b",
        ("when was {name} born", "what year was {name} born", "what is {name}'s date of birth"),
    ),
    Attribute(
        "person",
        r"born|birth|native|grew|raised|hometown|from",
        ("where was {name} born", "where is {name} from", "where did {name} grow up"),
    ),
    Attribute(
        "person",
        r"married|wife|husband|spouse|widow|partner|wed",
        (
            "who is {name} married to",
            "who is the wife of {name}",
            "who is the husband of {name}",
            "who is {name}'s spouse",
        ),
    ),
    Attribute(
        "person",
        r"child|son|daughter|father|mother|kid|famil",
        ("how many children does {name} have", "what are the names of {name}'s children"),
    ),
    Attribute(
        "person",
        r"father|mother|parent|son|daughter",
        ("who is the father of {name}", "who are the parents of {name}", "who is {name}'s mother"),
    ),
    Attribute(
        "person",
        r"universit|college|school|stud|graduat|degree|educat",
        (
            "where did {name} study",
            "what university did {name} attend",
            "which school did {name} go to",
            "what did {name} study",
        ),
    ),
    Attribute(
        "person",
        r"died|death|dead|kill|murder|assassin|passed|surviv",
        (
            "when did {name} die",
            "how did {name} die",
            "what was the cause of death of {name}",
            "where is {name} buried",
        ),
    ),
    Attribute(
        "person",
        r"tall|height|feet|metre|meter|\bcm\b",
        ("how tall is {name}", "what is the height of {name}"),
    ),
    Attribute(
        "person",
        r"worth|million|billion|salary|earn|paid|wage|fortune|\$|£",
        ("what is the net worth of {name}", "what is {name}'s salary", "how much does {name} earn"),
    ),
    Attribute(
        "person",
        r"party|democrat|republican|conservative|labour|liberal|politic",
        ("which party does {name} belong to", "what political party is {name} a member of"),
    ),
    Attribute(
        "person",
        r"religio|christian|muslim|jew|hindu|catholic|church|faith",
        ("what is the religion of {name}", "what religion is {name}"),
    ),
    Attribute(
        "person",
        r"lawyer|attorney|counsel|solicitor|barrister",
        ("who is the lawyer of {name}", "who represents {name} in court"),
    ),
    Attribute(
        "person",
        r"resign|step|quit|left|fired|sack|remov|replac|oust|leav",
        (
            "why did {name} resign",
            "when did {name} resign",
            "who replaced {name}",
            "when did {name} step down",
        ),
    ),
    Attribute(
        "person",
        r"elect|vote|win|won|appoint|took office|become|became",
        (
            "when was {name} elected",
            "when was {name} appointed",
            "how many votes did {name} receive",
            "who appointed {name}",
        ),
    ),
    Attribute(
        "person",
        r"arrest|charg|jail|prison|convict|guilty|sentenc|court",
        (
            "why was {name} arrested",
            "when was {name} arrested",
            "what was {name} charged with",
            "how long was {name}'s sentence",
        ),
    ),
    Attribute(
        "person",
        r"book|wrote|writ|author|publish|novel|memoir",
        ("what is the title of {name}'s book", "what book did {name} write"),
    ),
    Attribute(
        "person",
        r"job|work|occupation|profession|career|\bas a",
        ("what was {name}'s first job", "what does {name} do for a living"),
    ),
    Attribute(
        "thing",
        r"found|start|establish|creat|launch|began|form|\bby\b",
        (
            "who founded {name}",
            "who is the founder of {name}",
            "who established {name}",
            "who started {name}",
        ),
    ),
    Attribute(
        "thing",
        r"found|start|establish|creat|launch|began|form|\b1[89]\d\d\b|\b20\d\d\b",
        (
            "when was {name} founded",
            "what year was {name} established",
            "how old is {name}",
            "when was {name} created",
        ),
    ),
    Attribute(
        "thing",
        r"manufactur|made|make|produc|built|build|develop|compan|design|factory|supplie",
        (
            "who manufactures {name}",
            "who makes {name}",
            "which company makes {name}",
            "who is the manufacturer of {name}",
            "who produces {name}",
            "who built {name}",
            "where is {name} made",
            "who developed {name}",
            "who designed {name}",
        ),
    ),
    Attribute(
        "thing",
        r"price|cost|\$|£|€|dollar|pound|euro|worth|pay|paid|million|billion|sold|charge",
        (
            "how much does {name} cost",
            "what is the price of {name}",
            "how much is {name} worth",
            "what does {name} cost",
            "how much did {name} cost",
        ),
    ),
    Attribute(
        "thing",
        r"range|kilomet|\bkm\b|mile|metre|meter|reach",
        (
            "what is the range of {name}",
            "how far can {name} reach",
            "what is the maximum range of {name}",
        ),
    ),
    Attribute(
        "thing",
        r"speed|fast|mph|kph|km/h|mach|quick|slow",
        (
            "how fast is {name}",
            "what is the top speed of {name}",
            "what is the maximum speed of {name}",
        ),
    ),
    Attribute(
        "thing",
        r"weigh|kilo|\bkg\b|pound|ton|heavy|heavi",
        ("how much does {name} weigh", "what is the weight of {name}", "how heavy is {name}"),
    ),
    Attribute(
        "thing",
        r"tall|high|height|feet|metre|meter|long|length|size|wide",
        (
            "how tall is {name}",
            "what is the height of {name}",
            "how long is {name}",
            "how big is {name}",
        ),
    ),
    Attribute(
        "thing",
        r"headquarter|based|office|locat|\bin\b",
        (
            "where is {name} headquartered",
            "where is {name} based",
            "where are the headquarters of {name}",
        ),
    ),
    Attribute(
        "thing",
        r"\bceo\b|chief|head|president|director|chair|leader|boss|executive|\bled\b|captain|coach|manager",
        (
            "who is the ceo of {name}",
            "who is the head of {name}",
            "who leads {name}",
            "who is the chief executive of {name}",
            "who runs {name}",
            "who is the president of {name}",
            "who is the chairman of {name}",
        ),
    ),
    Attribute(
        "thing",
        r"employ|staff|worker|people|job|workforce|member",
        (
            "how many employees does {name} have",
            "how many people work for {name}",
            "how many members does {name} have",
        ),
    ),
    Attribute(
        "thing",
        r"own|parent|belong|acqui|bought|buy|sold|subsidiar",
        (
            "who owns {name}",
            "who is the owner of {name}",
            "which company owns {name}",
            "who bought {name}",
        ),
    ),
    Attribute(
        "thing",
        r"revenue|profit|sale|earn|turnover|billion|million",
        (
            "what is the annual revenue of {name}",
            "how much profit did {name} make",
            "what was {name}'s revenue last year",
        ),
    ),
    Attribute(
        "thing",
        r"stand|abbreviat|acronym|mean|short for",
        ("what does {name} stand for", "what does {name} mean", "why is it called {name}"),
    ),
    Attribute(
        "thing",
        r"author|wrote|writ|direct|star|cast|compos|sing|sung|perform",
        ("who wrote {name}", "who directed {name}", "who starred in {name}", "who composed {name}"),
    ),
    Attribute(
        "thing",
        r"design|architect|invent|creat|engineer",
        ("who designed {name}", "who invented {name}", "who is the architect of {name}"),
    ),
    Attribute(
        "thing",
        r"clos|end|cancel|shut|dissolv|bankrupt|collaps|stop|disband",
        (
            "when did {name} close",
            "why did {name} shut down",
            "when was {name} dissolved",
            "why was {name} cancelled",
        ),
    ),
    Attribute(
        "thing place",
        r"won|win|champion|title|victor|medal|cup",
        (
            "how many titles has {name} won",
            "when did {name} last win",
            "how many medals did {name} win",
        ),
    ),
    Attribute(
        "thing",
        r"cause|why|because|due|reason|result|blame",
        ("what caused {name}", "why did {name} happen"),
    ),
    Attribute(
        "thing place",
        r"kill|dead|died|death|injur|wound|casualt|victim|toll",
        (
            "how many people died in {name}",
            "how many people were killed in {name}",
            "how many people were injured in {name}",
            "what was the death toll in {name}",
        ),
    ),
    Attribute(
        "thing place person",
        r"attack|bomb|invad|war|strike|fight|fought|struck|battle",
        ("who attacked {name}", "when did {name} attack {other}", "why did {name} attack {other}"),
    ),
    Attribute(
        "thing place person",
        r"sign|agree|deal|treaty|accord|pact",
        (
            "when did {name} sign the treaty with {other}",
            "what agreement did {name} sign with {other}",
        ),
    ),
    Attribute(
        "person thing place",
        r"meet|met|talk|visit|summit|conversation",
        (
            "when did {name} meet {other}",
            "where did {name} meet {other}",
            "when did {name} visit {other}",
            "when will {name} visit {other}",
        ),
    ),
    Attribute(
        "person thing place",
        r"sue|court|lawsuit|legal|case|judge",
        (
            "why did {name} sue {other}",
            "who sued {name}",
            "which court heard the case against {name}",
        ),
    ),
    Attribute(
        "thing place person",
        r"vote|poll|percent|%|elect|referendum|seat",
        (
            "how many votes did {name} get",
            "what percentage of the vote did {name} get",
            "who won the election in {name}",
        ),
    ),
    Attribute(
        "thing",
        r"next|will|plan|schedul|expect|release|launch|due",
        (
            "when will {name} be released",
            "when is the next {name}",
            "when does {name} start",
            "when will {name} open",
        ),
    ),
)

_YEAR = r"(?P<answer>(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)[ \d,]*)?(?:1\d{3}|20\d\d))"
_WHO = r"(?P<answer>[a-z][\w.'-]+(?: [a-z][\w.'-]+)?)"

STATED = (
    (
        rf"(?P<side>) (?:was )?born (?:on|in) (?:\d+ )?{_YEAR}",
        ("when was {name} born", "what year was {name} born"),
    ),
    (
        r"(?P<side>),? (?:aged )?(?P<answer>\d\d),",
        ("how old is {name}", "what is the age of {name}"),
    ),
    (
        rf"(?P<side>) (?:was |were )?(?:founded|established|formed|created) (?:on|in) {_YEAR}",
        ("when was {name} founded", "what year was {name} established", "when was {name} created"),
    ),
    (
        rf"(?P<side>) (?:was |were )?(?:founded|established|started) by {_WHO}",
        ("who founded {name}", "who is the founder of {name}", "who started {name}"),
    ),
    (
        r"(?P<side>).{0,60}population (?:of|was|is) (?:about |around |approximately |over )?(?P<answer>[\d,.]+(?: million)?)",
        ("what is the population of {name}", "how many people live in {name}"),
    ),
    (
        rf"(?P<side>) (?:is |was )?(?:headquartered|based) in {_WHO}",
        ("where is {name} headquartered", "where is {name} based"),
    ),
    (
        rf"(?P<side>) (?:was |were )?(?:manufactured|made|produced|built) by {_WHO}",
        ("who manufactures {name}", "who makes {name}", "who built {name}", "who produces {name}"),
    ),
    (
        rf"(?P<side>) (?:was |were )?(?:designed|developed|invented) by {_WHO}",
        ("who designed {name}", "who developed {name}"),
    ),
    (
        rf"(?P<side>) (?:is |was )?owned by {_WHO}",
        ("who owns {name}", "who is the owner of {name}"),
    ),
    (rf"(?P<side>) (?:was |were )?(?:written|composed) by {_WHO}", ("who wrote {name}",)),
    (rf"(?P<side>) (?:was |were )?directed by {_WHO}", ("who directed {name}",)),
    (
        rf"(?P<side>) (?:married|is married to|was married to) {_WHO}",
        ("who is {name} married to", "who is {name}'s spouse"),
    ),
    (rf"(?P<side>) died (?:on|in) (?:\d+ )?{_YEAR}", ("when did {name} die",)),
    (
        rf"(?P<side>) died (?:of|from) {_WHO}",
        ("how did {name} die", "what was the cause of death of {name}"),
    ),
    (
        rf"(?P<side>) (?:studied|graduated|was educated) (?:at|from) {_WHO}(?: university| college)?",
        ("where did {name} study", "what university did {name} attend"),
    ),
    (
        r"(?P<side>) (?:costs?|is priced at|sells for) (?:about |around )?(?P<answer>[$£€]?[\d,.]+(?: million| billion)?)",
        ("how much does {name} cost", "what is the price of {name}"),
    ),
    (
        r"(?P<side>) (?:is|stands|was) (?P<answer>[\d,.]+ (?:feet|metres|meters|m|ft)) (?:tall|high|long)",
        ("how tall is {name}", "what is the height of {name}"),
    ),
    (
        r"(?P<side>) employs (?:about |around |over |more than )?(?P<answer>[\d,]+)",
        ("how many employees does {name} have", "how many people work for {name}"),
    ),
    (
        rf"(?P<side>) (?:was |is )?(?:led|headed|run) by {_WHO}",
        ("who leads {name}", "who runs {name}", "who is the head of {name}"),
    ),
    (
        r"(?P<side>)(?:,| is| was)? (?:the )?capital (?:city )?of (?P<answer>[a-z]+)",
        ("which country is {name} the capital of",),
    ),
    (
        rf"(?P<side>) (?:resigned|stepped down) (?:on|in) (?:\d+ )?{_YEAR}",
        ("when did {name} resign", "when did {name} step down"),
    ),
)
