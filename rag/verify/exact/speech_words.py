"""Words by which a sentence says who says it."""

from __future__ import annotations

from rag.text.words import stem


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REPORTING = _words(
    "said says say saying stated stating told tells telling noted noting warned warns "
    "warning cautioned cautions argued argues claimed claiming declared declares "
    "confirmed confirms indicated indicates indicating asserted asserts affirmed affirms commented "
    "explained insisted insists recalled recalls replied testified tweeted joked concluded "
    "admitted acknowledged estimated promised believes believe believed believing "
    "thinks think thought predicted predicts feared arguing noting insisting "
    "remarked contends contended contending opined reckons reckoned"
)
"""Verbs after which, or before which, somebody's words stand and not the article's own."""

REPORTING_THAT = _words(
    "emphasized emphasised emphasizes emphasises emphasizing emphasising stressed stresses stressing "
    "announced announces repeated reiterated conveyed expressed expresses underscored highlighted wrote "
    "writes posted described describes mentioned"
)
"""Those that also take an object that is no speech ("expressed concerns"): "that" must follow."""

REPORTING_NOUNS = _words(
    "states claim claims notes comments remarks fears report reports reported reporting observed "
    "observes finds found added adds suggested suggests maintains maintained"
)
"""Those that are also nouns, or no speech: "NATO states", "reported dead", "added a room"."""

SAYING = _words("say report tell comment disclose specify reveal announce confirm state mention")
"""Verbs of saying as they stand after "did not"."""

SPEECH_ACTS = _words(
    "cited cites citing urged urges urging called calls calling condemned condemns welcomed welcomes "
    "asked asks requested requests demanded demands vowed vows vowing threatened threatens proposed "
    "proposes instructed ordered explains explain replies asks "
    "thanked thanks praised praises criticised criticized voiced voices pledged want wants wanted"
)
"""What is done by speaking; who does it is no speaker's claim but a fact of the article."""

ATTRIBUTING = _words(
    "view views opinion opinions advice remark remarks remarked comment comments statement "
    "pointed points appealed appeals referred refers listed named signalled signaled hinted "
    "replied answered responded assessment judgment judgement argument convinced confident "
    "wrote writes announced announces expressed expresses described describes mentioned "
    "sees views regards considers accused accuses alleges alleged "
    "highlighted underscored repeated reiterated advised advises advocates advocated outlined outlines"
)
"""Other words by which a sentence says whose claim it tells: "in Lee's view", "Lee pointed to …"."""

INSTITUTIONS = frozenset(
    stem(word)
    for word in (
        "museum court university hospital church airline bank police parliament ministry prefecture "
        "embassy airport army navy"
    ).split()
)
"""Stems of speakers none of whom is another."""

DOCUMENTS = frozenset(
    stem(word)
    for word in "statement letter report data figures study survey documents lawsuit complaint".split()
)
"""Stems of what somebody's words stand in; whoever wrote it speaks."""

OUTLETS = _words(
    "agency agencies media newspaper newspapers news press outlet outlets broadcaster magazine channel "
    "journal times post guardian telegraph herald tribune gazette chronicle observer independent mail "
    "reuters afp ap bloomberg xinhua tass tasr politico axios bbc cnn nbc abc cbs npr fox msnbc cnbc "
    "interfax ukrinform economist spiegel monde euronews report reports website radio television tv "
    "today monitor"
)
"""Words in the names of those who report the news; that they report it makes it no mere claim."""
