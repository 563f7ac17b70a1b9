"""The words and figures of a date: one month table and the parts of every pattern for dates.

:mod:`index.reading.dates` builds on them to read the day that a whole string names,
:mod:`rag.text.dates` to find dates, whole or in part, inside sentences.
"""

from __future__ import annotations

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
MONTHS = {
    **{
        form: n
        for n, name in enumerate(MONTH_NAMES, 1)
        for form in (name.lower(), name[:3].lower())
    },
    "sept": 9,
}
"""The number of each month by its name and its short forms, in lower case."""

YEAR = r"(?P<year>(?:19|20)\d{2})"
MONTH = rf"(?P<month>(?a:{'|'.join(sorted(MONTHS, key=len, reverse=True))}))\.?"
"""For patterns that ignore case. ``(?a:`` since that would else take ``ı`` for an ``i``."""
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
