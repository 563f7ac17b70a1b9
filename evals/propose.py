"""Proposes cases from articles, for a person to accept, mend or pass over.

What it can do is find sentences that state something checkable and copy them exactly. Its questions
are rough: "Who …?" where a sentence opens with a person, else the sentence with a blank. A language
model writes better ones, if one is named. A person has to read every one of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from index.split import evidence_spans
from index.types import Article
from rag.text.dates import dates_in
from rag.text.standalone import persons

Questioner = Callable[[str, str], str]
"""Makes a question of (sentence, answer)."""

SHORTEST, LONGEST = 8, 40
"""Words of a sentence that a case may rest on."""

_LEANS = re.compile(
    r"^\W*(?:he|she|it|they|this|that|these|those|his|her|their|its|but|and|so|also|however|yet|"
    r"then|there|such|meanwhile)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.-])[$£€¥]?\d+(?:[.,]\d+)*%?(?: (?:thousand|million|billion|trillion|percent))?(?!\w)"
)
_PROMPT = (
    "Write one short question that a newspaper reader could ask and that this sentence answers. "
    "The answer must be exactly: {answer}\nDo not use the answer in the question. Write only the "
    "question.\n\nSentence: {sentence}\nQuestion:"
)


def propose(
    articles: Iterable[Article], per_article: int = 5, question: Questioner | None = None
) -> Iterator[dict[str, Any]]:
    """Drafts of cases, at most ``per_article`` from each, sentences with numbers and dates first."""
    for article in articles:
        found = [
            (sentence, *asked)
            for span in evidence_spans(article)
            if (asked := _asked(sentence := article.text[span.start : span.end]))
        ]
        found.sort(
            key=lambda item: item[1] == "person"
        )  # numbers and dates first, else as they stand
        for number, (sentence, kind, answer) in enumerate(found[:per_article], start=1):
            yield {
                "id": f"{PurePosixPath(article.path).stem}-{number}",
                "kind": kind,
                "question": (question or by_rule)(sentence, answer),
                "answers": [[answer]],
                "evidence": [{"source": article.path, "quote": sentence}],
                "status": "draft",
            }


def by_rule(sentence: str, answer: str) -> str:
    """ "Who …?" where a sentence opens with the person asked for, else the sentence with a blank."""
    before, _, after = sentence.partition(answer)
    opens = all(word[:1].isupper() for word in before.split())  # with a title, if anything
    if opens and re.match(r" [a-z]", after) and answer in persons(sentence):
        return f"Who{after.rstrip('.')}?"
    blank = re.sub(rf"(?<!\w){re.escape(answer)}(?!\w)", "____", sentence)
    return f"What is missing here: {blank}"


def by_model(llm: Any) -> Questioner:  # noqa: ANN401 - any llama-index LLM
    """Questions by a language model; by rule where its reply is none or gives the answer away."""

    def question(sentence: str, answer: str) -> str:
        reply = str(llm.complete(_PROMPT.format(answer=answer, sentence=sentence))).strip()
        first = reply.splitlines()[0].strip() if reply else ""
        good = first.endswith("?") and answer.lower() not in first.lower()
        return first if good else by_rule(sentence, answer)

    return question


def accepted(draft: Mapping[str, Any]) -> str:
    """The line of a case file for a draft that a person has accepted."""
    case = {name: value for name, value in draft.items() if name != "status"}
    return json.dumps(case, ensure_ascii=False)


def _asked(sentence: str) -> tuple[str, str] | None:
    """What kind of thing could be asked for, and the words that state it; None: nothing good."""
    if not SHORTEST <= len(sentence.split()) <= LONGEST or _LEANS.match(sentence):
        return None
    if number := _NUMBER.search(_without_dates(sentence)):
        return "number", number.group()
    if dates := [sentence[d.start : d.end] for d in dates_in(sentence) if d.day or d.year]:
        return "date", dates[0]
    if people := [name for name in persons(sentence) if len(name.split()) > 1]:
        return "person", people[0]
    return None


def _without_dates(text: str) -> str:
    for found in dates_in(text):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text
