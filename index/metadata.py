"""Who published an article, when, and under which title, where that plainly stands.

A wrong date or outlet misleads a reader more than a missing one, so everything here answers None
when in doubt: ``04/12/2024`` is no date, and a date inside the body is not the date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article apart from its text."""

    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """This metadata, its gaps filled from ``other``."""
        gaps = [f.name for f in fields(self) if getattr(self, f.name) is None]
        return replace(self, **{name: getattr(other, name) for name in gaps})


# --- names of fields, in files of records, front matter and "Key: value" headers -----------------

_NAMES = {
    "title": ("title", "headline"),
    "published": (
        "date", "published", "publishedat", "publishdate", "pubdate", "datetime",
        "datepublished", "publicationdate", "publisheddate",
    ),
    "outlet": ("source", "outlet", "publisher", "site", "sitename", "publication"),
    "url": ("url", "link"),
    "author": ("author", "authors", "byline", "by"),
    "text": ("text", "body", "fulltext", "content", "article"),
}  # fmt: skip


def field_key(name: str) -> str:
    """The form in which field names are compared: ``Published At``, ``published_at`` → one key."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def field_of(record: Mapping[str, object], what: str) -> object | None:
    """The first value of ``record`` under one of the usual names for ``what`` that isn't empty."""
    by_key: dict[str, object] = {}
    for name, value in record.items():
        if value not in (None, "", [], {}):
            by_key.setdefault(field_key(str(name)), value)
    return next((by_key[name] for name in _NAMES[what] if name in by_key), None)


def metadata_of(record: Mapping[str, object]) -> Metadata:
    """The metadata a record states under the usual names; values of odd shape are left out."""
    outlet, url = _flat(field_of(record, "outlet")), _flat(field_of(record, "url"))
    if outlet and "://" in outlet:
        outlet, url = None, url or outlet
    return Metadata(
        title=_flat(field_of(record, "title")),
        published=_as_date(field_of(record, "published")),
        outlet=outlet,
        url=url,
        author=_author(_flat(field_of(record, "author"))),
    )


def _flat(value: object) -> str | None:
    """A name as one line: a string, the ``name`` of an object, or a list of either."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list | tuple):
        value = ", ".join(name for name in map(_flat, value) if name)
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _author(value: str | None) -> str | None:
    return re.sub(r"^by\s+", "", value, flags=re.IGNORECASE) or None if value else None


def _as_date(value: object) -> date | None:
    if isinstance(value, int) and not isinstance(value, bool):
        if 1900_01_01 <= value <= 2099_12_31:
            return parse_date(str(value))
        seconds = value / 1000 if value > 10**11 else value  # milliseconds, as JavaScript counts
        # From 1990 on: a smaller number is more likely an identifier or a bare year.
        if 631_152_000 <= seconds < 4_102_444_800:
            return datetime.fromtimestamp(seconds, UTC).date()
        return None
    return parse_date(value) if isinstance(value, str) else None


# --- dates ---------------------------------------------------------------------------------------

_MONTH_NAMES = (
    *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july"),
    *("aug august", "sep sept september", "oct october", "nov november", "dec december"),
)
_MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?(?:z|[a-z]{1,2}[sd]?t|utc|gmt|bst|cest)\)?)?(?:\s*[+-]\d{2}:?\d{2})?"
)
_DATE_FORMS = tuple(
    re.compile(rf"(?:{_CLOCK},?\s+)?{_WEEKDAY}(?:{form})(?:[,t]?\s*(?:at|[-–])?\s*{_CLOCK})?", re.I)
    for form in (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t\d{6}z?)?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        r"(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?P<year>\d{4})",
    )
)  # fmt: skip


def parse_date(text: str) -> date | None:
    """The one calendar day that ``text`` as a whole names, as it is written there; else None.

    A time of day and a time zone may stand beside it and don't move it. Numeric dates count only
    when they have one reading: ``25/12/2024`` does, ``04/12/2024`` doesn't.
    """
    text = " ".join(text.split())
    if len(text) > 64:
        return None
    for form in _DATE_FORMS:
        if match := form.fullmatch(text):
            return _day(match.groupdict())
    return None


def _day(parts: Mapping[str, str]) -> date | None:
    year = int(parts["year"])
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        readings = {d for d in (_date(year, two, one), _date(year, one, two)) if d}
        return readings.pop() if len(readings) == 1 else None
    month = _MONTHS.get(parts["month"].lower()) or int(parts["month"])
    return _date(year, month, int(parts["day"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2099 else None
    except ValueError:
        return None


_DATE_IN_PATH = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d{2})([-_./]?)(\d{2})\2(\d{2})(?![0-9A-Za-z])"
)


def date_in_path(path: str) -> date | None:
    """The date in a file's path or in a URL (``2024-12-04-title.txt``, ``/2024/12/04/``)."""
    found = {_date(int(y), int(m), int(d)) for y, _, m, d in _DATE_IN_PATH.findall(path)}
    return found.pop() if len(found) == 1 else None


# --- names of outlets and people -----------------------------------------------------------------

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
    r"Telegraph|Independent|Mirror|Press|Daily|Observer|Broadcasting|Magazine|Agency|"
    r"NEWS|TIMES|POST|JOURNAL|HERALD|TRIBUNE|TODAY|PRESS|BBC|CNN|CNBC|NBC|CBS|ABC)\b"
)
_DOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,6}")
_NO_OUTLET = re.compile(
    "CIA|EU|FBI|IAEA|ICC|IMF|ISIS|ISW|MPS?|NATO|OSCE|PM|UK|UN|USA?|WHO|WTO|I{1,3}|BY"
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
    return name[0].isupper() and bool(_OUTLET_WORD.search(name)) and not _ROLE.search(name)


_PARTICLE = re.compile("al|bin|d[aeiu]|de[lr]|el|l[ae]|van|von")
_NO_NAME = re.compile(
    r"an?|the|and|numbers|new|night|day|design|popular|request|demand|land|sea|air|staff|our|"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day|{'|'.join(_MONTHS)}",
    re.I,
)


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


# --- lines that state metadata -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line that isn't blank: its place in the text, without the line ending, and its words."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that hold something; ``text`` of a line is stripped, its span isn't."""
    found = re.finditer(r"[^\r\n\u2028\u2029]+", text)
    return tuple(Line(m.start(), m.end(), m[0].strip()) for m in found if m[0].strip())


_LABEL = re.compile(
    r"(?P<label>(?:first |originally |last )?(?:published|posted|created|updated|modified)|date)"
    r"(?:\s+on\b)?(?:\s+at\b)?\s*:?\s+(?=\S)|(?P<label2>published|posted|updated|date):",
    re.I,
)
_SPECIAL = re.compile(r"^(?:special (?:to|for)|for|of)\s+(?:the\s+)?", re.I)
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|writer|staff|columnist|contributor|special|for|in)\b",
    re.I,
)
_ASIDE = re.compile(
    rf"(?:(?:reading time:?\s*)?\d{{1,2}}[\s-]*min(?:ute)?s?(?:\s+read)?|{_CLOCK})?", re.I
)


def stated(line: str) -> Metadata | None:
    """What a line says that holds nothing but a byline, dates, an outlet or a reading time.

    None for any other line. An update counts as the date when no date of publication is stated.
    """
    if not 4 <= len(line) <= 160:
        return None
    said, updated = Metadata(), Metadata()
    sure = False  # an outlet alone could as well be a heading
    for part in re.split(r"\s*[|•·]\s*|\s+[-–—]\s+|\s+(?=(?:last )?updated\b)", line, flags=re.I):
        label = _LABEL.match(part)
        day = parse_date(part[label.end() :] if label else part)
        if day and label and re.search("updated|modified", label[0], re.I):
            updated = updated.or_else(Metadata(published=day))
        elif day:
            said = said.or_else(Metadata(published=day))
        elif signed := byline(part):
            said = said.or_else(signed)
        elif is_outlet(part):
            said = said.or_else(Metadata(outlet=part))
            continue
        elif not _ASIDE.fullmatch(part):
            return None
        sure = True
    return said.or_else(updated) if sure else None


def byline(part: str) -> Metadata | None:
    """``By Jane Doe and John Roe, Staff Writer``: the names, and the outlet when it is named."""
    match = re.match(r"(?:(?:written|story|reported|compiled) )?by:?\s+(?=\S)", part, re.I)
    if not match or part.endswith((".", "!", "?")):
        return None
    names: list[str] = []
    outlet = None
    for piece in re.split(r"\s*(?:,|\band\b|&)\s*", part[match.end() :]):
        name, rest = _name_first(piece)
        bare = _SPECIAL.sub("", rest)
        names += [name] if name else []
        if is_outlet(bare):
            outlet = bare
        elif rest and not (names and (_ROLE.search(rest) or "@" in rest)):
            return None
    return Metadata(author=", ".join(names) or None, outlet=outlet) if names or outlet else None


def _name_first(piece: str) -> tuple[str, str]:
    """``Jane Doe Special to the Post`` as the name and what follows it; either may be empty."""
    words = piece.split()
    for count in (len(words), 3, 2):
        name, rest = " ".join(words[:count]), " ".join(words[count:])
        if is_person(name) and (
            not rest or is_outlet(_SPECIAL.sub("", rest)) or _ROLE.search(rest)
        ):
            return name, rest
    return "", piece


# --- where in a text to look ---------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.!?…][\"'”’“»)\]]*$")
_KEY_VALUE = re.compile(r"([A-Za-z][A-Za-z _-]{1,18}):\s+(\S.*)")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][^()\n]{1,60}?)?\s*\((?P<outlet>[^()]{2,40})\)\s*[-–—_]{1,2}\s*"
    r"|\((?P<outlet2>AP|AFP|Reuters|CNN(?: [A-Z]\w+)?)\)\s*"
    r"|(?:[A-Z][\w.' ,]{1,40} )?(?P<outlet3>CNN(?: [A-Z]\w+)?|AP|AFP|Reuters)\s+[-–—]{1,2}"
    r"(?:\s+|$)"
)
# "TASR writes according to an AFP report": an agency speaks of itself in the present tense and
# names another medium as its source; "Reuters reported, citing officials" speaks of someone else.
_OWN_NAME = re.compile(
    r"(?:^|[,;.”\"]\s|\bas\s)(?P<outlet>[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}) "
    r"(?:reports|writes),? (?:citing|quoting|according to|with reference to|referring to) "
    r"(?:an? |the )?"
    r"(?P<medium>(?:[\w.'’-]+ ){0,3}?(?:media|press|outlets|news agenc\w+|report|newspaper\w*)\b"
    r"|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})"
)
_MORE_FROM = re.compile(r"(?:read|see|get)? ?more from (?:the )?(?P<outlet>[^:]{2,40}):?", re.I)


def is_body(line: str) -> bool:
    """Whether a line reads as a sentence or a paragraph rather than as a heading or a label."""
    words = len(line.split())
    return words > 30 or (words > 7 and bool(_SENTENCE_END.search(line)) and line[-1] != "?")


def dateline(line: str) -> tuple[int, Metadata] | None:
    """``BRUSSELS, Dec 3 (Reuters) -`` at the start of a line: its length and what it states."""
    match = _DATELINE.match(line)
    if not match or not match[0]:
        return None
    outlet = match["outlet"] or match["outlet2"] or match["outlet3"]
    place, _, day = (match["place"] or "").partition(",")
    # "Museum of Art (MOA) — 8 p.m." is a listing; the place of a dateline stands in capitals.
    if not is_outlet(outlet, acronym=place.isupper()):
        return None
    return match.end(), Metadata(outlet=outlet, published=parse_date(day.strip(" ,")))


def header(lines: Sequence[Line]) -> tuple[Metadata, frozenset[int]]:
    """What stands above the article, and the numbers of the lines that hold nothing else."""
    found, numbers = _key_values(lines)
    for number, line in enumerate(lines[:8]):
        if number in numbers:
            continue
        if is_body(line.text):
            break
        if signed := _signed(lines, number):
            found = found.or_else(signed[0])
            numbers |= set(range(signed[1]))
        elif says := stated(line.text):
            found = found.or_else(says)
            numbers.add(number)
    return found, frozenset(numbers)


def _key_values(lines: Sequence[Line]) -> tuple[Metadata, set[int]]:
    """The run of ``Title: …``, ``Date: …`` lines at the top; one line alone must prove itself."""
    record: dict[str, object] = {}
    keys = {name for what, names in _NAMES.items() if what != "text" for name in names}
    for line in lines[:8]:
        match = _KEY_VALUE.fullmatch(line.text)
        if not match or field_key(match[1]) not in keys:
            break
        record[match[1]] = match[2]
    says = metadata_of(record)
    proven = says.published or is_outlet(says.outlet or "") or "://" in (says.url or "")
    sure = len(record) > 1 or proven
    return (says, set(range(len(record)))) if sure else (Metadata(), set())


def _signed(lines: Sequence[Line], number: int) -> tuple[Metadata, int] | None:
    """A byline without "By" at the top, and on how many lines: names, then an outlet."""
    if number or len(lines) < 3 or dateline(lines[0].text):
        return None
    says = byline(f"By {lines[0].text}")
    if not says or not says.author:
        return None
    if says.outlet:
        return says, 1
    outlet = _SPECIAL.sub("", lines[1].text)
    return (replace(says, outlet=outlet), 2) if is_outlet(outlet) else None


def recognise(text: str) -> Metadata:
    """What the text of an article itself states about its date, outlet, link and author.

    The title is another matter: see :func:`index.furniture.headline`.
    """
    lines = lines_of(text)
    found = front_matter(text)[1]
    found = found.or_else(_date_prefix(lines)).or_else(header(lines)[0])
    for line in lines[:3]:
        if begins := dateline(line.text):
            found = found.or_else(begins[1])
    for line in lines[-3:]:
        found = found.or_else(stated(line.text) or Metadata())
    return found.or_else(Metadata(outlet=next(_own_names(lines), None)))


def _own_names(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines[:4]:
        for match in _OWN_NAME.finditer(line.text):
            if is_outlet(match["outlet"], acronym=True) and _is_medium(match["medium"]):
                yield match["outlet"]
    for line in lines:
        more = _MORE_FROM.fullmatch(line.text)
        if more and is_outlet(more["outlet"]):
            yield more["outlet"].strip()


def _is_medium(name: str) -> bool:
    """Whether the words after "citing" mean a medium: one by name, or "Western media"."""
    kind = r"(?:media|press|outlets|agenc\w+|newspaper\w*)$|^[A-Z]\S* report$"
    return is_outlet(name) or bool(re.search(kind, name))


DATE_PREFIX = re.compile(r"\s*(?:date:?\s+)?(\d{4}-\d{2}-\d{2})(?:\s*[:|–—-])?\s+(?=\S)", re.I)


def _date_prefix(lines: Sequence[Line]) -> Metadata:
    match = DATE_PREFIX.match(lines[0].text) if lines else None
    return Metadata(published=parse_date(match[1])) if match else Metadata()


_FRONT = re.compile(r"---[ \t]*\r?\n(?P<body>.{1,8000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


def front_matter(text: str) -> tuple[int, Metadata]:
    """The ``---`` block of ``key: value`` lines that may open Markdown: its length, what it says.

    ``(0, Metadata())`` when there is none with a field that is known.
    """
    match = _FRONT.match(text)
    if not match:
        return 0, Metadata()
    pairs = (line.partition(":") for line in match["body"].splitlines())
    says = metadata_of({k.strip(): v.strip().strip("\"'") for k, colon, v in pairs if colon})
    return (match.end(), says) if says != Metadata() else (0, says)
