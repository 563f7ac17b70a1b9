"""Whether a name is plainly an outlet's or a person's."""

from __future__ import annotations

import re

from index.dates import MONTHS

_KNOWN_OUTLET = re.compile(
    r"(?:the )?(?:ap|afp|atlantic|axios|bbc|bloomberg|business insider|cbc|cbs|cnbc|cnn|dpa|dw|"
    r"conversation|der spiegel|deutsche welle|economist|efe|euractiv|euronews|forbes|fortune|hill|"
    r"guardian|hromadske|huffpost|intercept|interfax|itv|kyodo|le monde|meduza|msnbc|nbc|newsmax|"
    r"national public radio|newsweek|npr|pbs|politico|reuters|ria novosti|rte|salon|slate|sky|"
    r"suspilne|tass|tasr|ukrinform|ukrainska pravda|upi|usatoday|variety|verge|vice|vox|week|wired|"
    r"xinhua|yonhap)",
    re.I,
)
_OUTLET_WORD = re.compile(
    r"\b(?:News(?:paper|week|wire)?|Times|Post|Journal|Herald|Tribune|Gazette|Chronicle|Today|"
    r"Telegraph|Independent|Mirror|Press|Daily|Observer|Broadcasting|Magazine|Agency|Courier|Ledger|Dispatch|"
    r"Mercury|Bulletin|Examiner|Sentinel|Argus|Inquirer|Enquirer|Register|Advertiser|Monitor|"
    r"NEWS|TIMES|POST|JOURNAL|HERALD|TRIBUNE|TODAY|PRESS|BBC|CNN|CNBC|NBC|CBS|ABC)\b"
)
_DOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,6}")
_NO_OUTLET = re.compile(
    "CIA|EU|FBI|IAEA|ICC|IMF|ISIS|ISW|MPS?|NATO|OSCE|PM|UK|UN|USA?|WHO|WTO|I{1,3}|BY"
)
ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|staff|columnist|contributor|special|for|in)\b",
    re.I,
)
_PARTICLE = re.compile("al|bin|d[aeiu]|de[lr]|el|l[ae]|van|von")
_NO_NAME = re.compile(
    r"an?|the|and|numbers|new|night|day|design|popular|request|demand|land|sea|air|staff|our|"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day|{'|'.join(MONTHS)}",
    re.I,
)


def is_outlet(name: str, *, acronym: bool = False) -> bool:
    """Whether a name is plainly that of a news outlet: well known, a domain, or says so itself.

    ``acronym``: the place it stands in makes an outlet of letters that aren't known to be one.
    """
    name = name.strip()
    if not 2 <= len(name) <= 50 or not name[0].isalnum() or not name[-1].isalnum():
        return False
    plain = name.lower().removeprefix("the ")
    if _KNOWN_OUTLET.fullmatch(name) or _DOMAIN.fullmatch(name):
        return True
    if re.fullmatch(r"[A-Z]{2,5}", name):
        return acronym and not _NO_OUTLET.fullmatch(name)
    if not 2 <= len(plain.split()) <= 5 or "@" in name:  # "Times" alone could be anything
        return False
    return name[0].isupper() and bool(_OUTLET_WORD.search(name)) and not ROLE.search(name)


def is_person(name: str) -> bool:
    """Whether ``name`` reads as a person's: two to four capitalised words, no digits."""
    words = name.split()
    if not 2 <= len(words) <= 4 or _OUTLET_WORD.search(name):
        return False
    capital = [w for w in words if not _PARTICLE.fullmatch(w)]
    return len(capital) >= 2 and all(
        w[0].isupper() and re.fullmatch(r"[^\W\d_]['’\w.-]*", w) and not _NO_NAME.fullmatch(w)
        for w in capital
    )
