"""Words with a capital only because they open a sentence: such a word is no name."""

from __future__ import annotations

OPENERS = frozenset(
    "the a an in on at after before since while when where as by for from with without but and or if "
    "it this that these those he she they we you i his her their our its there here what who how why "
    "both all some many most several few none no not however moreover also still yet then now today "
    "tomorrow yesterday according nearly about around despite although though because during under "
    "over between among against until unless whether once instead meanwhile nonetheless nevertheless "
    "such another other others each every one two three four five six seven eight nine ten dozens "
    "eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundreds thousands millions like unlike amid alongside along besides beyond behind below beneath "
    "above across ahead near off onto past per through throughout toward towards upon via within "
    "except apart aside plus versus alone anybody anyone anything any everybody everyone everything "
    "nobody nothing somebody someone something whoever whatever whichever whenever wherever either "
    "neither nor fewer less more enough plenty only even just almost never ever always often perhaps "
    "maybe soon later earlier again back so thus hence therefore otherwise rather quite too very well "
    "which whom whose my your mine ours yours theirs hers itself himself herself themselves to of up "
    "down out into lest provided given asked once twice half same far away together then thereafter "
    "afterwards elsewhere nowhere everywhere indeed besides furthermore additionally".split()
)
"""Words that open a sentence with a capital and are never part of a name."""

_PLAIN_WORDS = OPENERS | frozenset(
    "people police officials ministers soldiers women men children scientists experts critics "
    "ukrainian full change read new recent former discussions discussion military further worse "
    "better best worst first last next early late old young long short high low good bad big small "
    "great large little main major key top public private local national foreign federal global war "
    "peace help aid talks trade money food water oil gas weather rain snow fire health work home life "
    "death love hope fear joy anger relief news media state government parliament congress court "
    "management staff crew troops traffic travel business research data evidence proof access demand "
    "supply growth support control power energy part much efforts support contact interest pay "
    "television radio music sport art theft murder arson blood air land sea space time history "
    "total size number amount sum figure name title author owner maker cause reason source origin age "
    "length height width depth weight speed distance date day month year place location venue price "
    "cost value rate share margin score result outcome winner official role job position task purpose "
    "aim goal level duration period start end quantity capacity volume area extent scale type kind "
    "sort material colour color nickname profession occupation employer successor predecessor topic "
    "subject motive penalty sentence verdict punishment salary budget profit loss turnover".split()
)
"""Words that also open a sentence with a capital and are no names when they stand alone."""

_PLAIN_ENDINGS = (
    *(
        "ing",
        "ly",
        "ed",
        "s",
        "tion",
        "sion",
        "ment",
        "ness",
        "ity",
        "tude",
        "ance",
        "ence",
        "ship",
    ),
    *("hood", "ism", "ist", "able", "ible", "ful", "less", "ous", "ive", "dom", "cracy", "ology"),
)
"""How a word ends that opens a sentence with a capital and is rather no name."""


def is_plain(word: str) -> bool:
    """Whether a capitalised word that opens a sentence looks like any other word and not like a name."""
    lower = word.lower()
    return lower in _PLAIN_WORDS or lower.endswith(_PLAIN_ENDINGS)
