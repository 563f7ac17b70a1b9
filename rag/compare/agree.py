"""Which sentences of different articles carry the same fact."""

from __future__ import annotations

from rag.evidence import Candidate
from rag.question import NUMERIC, Question
from rag.text.quantities import amounts, quantities
from rag.text.words import content_stems, name_stems, names, stems, words
from rag.verify.exact.dates import days_told, weekdays
from rag.verify.exact.polarity import negation_findings, opposite_findings
from rag.verify.statement import plain, read

RELATED = 0.35
"""Cosine between two sentences from which they tell the same, if they answer in the same words."""

SAME = 0.7
"""Cosine from which two sentences that answer the same question answer it alike.

Of 98 citations beside another one, for the dev questions and 516 others, 21 rest on likeness alone: what
answers is told in other words. From 0.7 on eight of nine state the fact, between 0.65 and 0.7 five of twelve.
"""

FAINTER = 2.5
"""How far the second sentence's score may lie below the first's, if it does not answer in the same words.

On the dev questions 94.5 % of the citations are needed by it, with 5 it is 93.6 %, and as many questions cite
several sources.
"""

FAINTEST = -4.0
"""The score that a sentence needs to bear out another that answers in the very same words.

Of the sentences cited beside another one's for the dev questions and 289 others, 41 of 48 do state the fact,
without it 31 of 37; down to -6 alike.
"""


def same_fact(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether two sentences answer the question with the same fact.

    Neither may deny the other, or lack a number or the name that the other answers with.
    Where the answer is a number, both must give that number of the same unit; where it is a day,
    the same day. Elsewhere they must be nearly alike, or at least half of the words that answer in
    either (the reader's focus) stand in the other. One that answers less surely must do so in the
    same words.
    """
    dated = question.kind in ("date", "year")
    if _says_again(one, other):
        return not dated or _same_day(one, other)  # "on Tuesday", weeks apart
    likeness, share = _cosine(one, other), _share(question, one, other)
    if likeness < RELATED or (share < 0.5 and other.score < one.score - FAINTER):
        return False
    if _clash(question, one, other) or _clash(question, other, one):
        return False
    if dated:
        return _same_day(one, other)
    if question.kind in NUMERIC:
        mine = {(q.value, q.unit) for q in quantities(one.text)}
        return share == 1 or bool(mine & {(q.value, q.unit) for q in quantities(other.text)})
    mutual = _stands_in(question, one, other) and _stands_in(question, other, one)
    return likeness >= SAME or share >= 0.5 or mutual


def bears_out(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether a sentence too faint to answer on its own gives the fact of one that does.

    It must answer in the very same words, the question's apart, or with the same day, or be a copy.
    A bare name is in many sentences that say nothing of what is asked.
    """
    again = _says_again(one, other)
    if not (again or other.score >= FAINTEST) or not same_fact(question, one, other):
        return False
    same_words = _share(question, one, other) == 1 and not _is_bare_name(one.answer)
    return again or same_words or _answer_same_day(one, other)


def _is_bare_name(answer: str) -> bool:
    return answer.strip() in names(answer)


def _says_again(one: Candidate, other: Candidate) -> bool:
    """Whether one sentence is a copy of another, as where two outlets print the same report."""
    ours, theirs = ([w.stem for w in words(c.text)] for c in (one, other))
    return ours == theirs


def _answer_same_day(one: Candidate, other: Candidate) -> bool:
    """Whether the words that answer name a day in both, and the same."""
    ours, theirs = (days_told(c.answer, c.item.article.published) for c in (one, other))
    return any(a.agrees(b) and a.day and b.day for a in ours for b in theirs)


def _share(question: Question, one: Candidate, other: Candidate) -> float:
    """Which part of the longer answer's words, the question's apart, both sentences answer with."""
    mine, theirs = _answering(question, one), _answering(question, other)
    return len(mine & theirs) / (max(len(mine), len(theirs)) or 1)


def _clash(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether ``one`` answers with a number or a name that ``other`` lacks, or denies what it says.

    In the answer to yes or no a number may be a detail that the other leaves out, and a name that the
    question gives does not answer it.
    """
    asked = {q.value for q in amounts(one.answer)}
    counted = question.kind != "yes_no" or amounts(other.answer)
    if counted and not asked <= {q.value for q in amounts(other.text)}:
        return True
    in_question = set(question.stems)
    named = [n for name in names(one.answer) if (n := name_stems(name)) and not n <= in_question]
    known = stems(other.text)
    if named and not any(own & known for own in named):
        return True
    claim, told = read(plain(one.text)), [read(plain(other.text))]
    return any(negation_findings(claim, told)) or any(opposite_findings(claim, told))


def says_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether one sentence as a whole says what another does."""
    return _says_again(one, other) or _cosine(one, other) >= SAME


def gives_anything_new(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether any word that answers in ``one``, the question's apart, is not in ``other``."""
    answer = _answering(question, one)
    return not answer or not answer <= set(content_stems(other.text))


def gives_another(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether most of the words that answer in ``one``, the question's apart, are not in ``other``."""
    answer = _answering(question, one)
    return bool(answer) and not _stands_in(question, one, other)


def _stands_in(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether at least half of one sentence's answering words, the question's apart, are in another."""
    answer = _answering(question, one)
    return bool(answer) and 2 * len(answer & set(content_stems(other.text))) >= len(answer)


def _answering(question: Question, candidate: Candidate) -> set[str]:
    return set(content_stems(candidate.answer)) - set(question.stems)


def _same_day(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences speak of one day, each read on the day of its article.

    In an article without a date a weekday is no day; then the same weekday will do.
    """
    texts = [(c.text, c.item.article.published) for c in (one, other)]
    ours, theirs = (days_told(text, published) for text, published in texts)
    if ours and theirs:
        return any(a.agrees(b) and bool(a.day) == bool(b.day) for a in ours for b in theirs)
    mine, others = (set(weekdays(text, published)) for text, published in texts)
    return bool(mine & others)


def _cosine(one: Candidate, other: Candidate) -> float:
    return float(one.vector @ other.vector)
