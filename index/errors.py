"""Every error this project raises on purpose, in one tree.

RagError
├── ConfigError            a setting is unknown or has a bad value
├── CorpusError            no such path, or nothing in it that can be read
├── IndexError_            the index cannot be used as it is
│   ├── IndexMissing       there is none yet
│   ├── IndexMismatch      it was made with another embedding model or splitter
│   └── IndexBusy          another process is writing it
├── DataError              a row of evaluation data lacks what is needed of it
├── MissingExtra           an optional package is not installed
├── ModelError             a language model cannot be reached, fetched or used
│   └── FormRefused        it may write if it is asked for no particular form
├── QuestionError          the question is empty or far too long, or no text; its history or scope is none
└── CasesError             evaluation cases, or a report on them, cannot be used

Each message is one sentence that says what happened and one that says what to do next.
"""

from __future__ import annotations


class RagError(Exception):
    """Base of all. ``str(error)`` is fit to show to a person."""


class ConfigError(RagError):
    """A setting is unknown or has a value that cannot be used."""


class CorpusError(RagError):
    """The articles cannot be found or none of them can be read."""


class IndexError_(RagError):  # `IndexError` is Python’s own
    """The index cannot be used as it is."""


class IndexMissing(IndexError_):
    """There is no index yet."""


class IndexMismatch(IndexError_):
    """The index was made with another embedding model, splitter or format."""


class IndexBusy(IndexError_):
    """Another process is writing the index."""


class DataError(RagError):
    """Evaluation data is not there, or a row of it lacks what is needed."""


class MissingExtra(RagError):
    """An optional package is needed and not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs an extra. Install it with: pip install "news-rag[{extra}]"')


class ModelError(RagError):
    """A language model cannot be reached, fetched or used."""


class FormRefused(ModelError):
    """A model did not write in the form it was asked for; it may if it is asked for none."""


class QuestionError(RagError):
    """The question, or its history or scope, cannot be used as it is."""


class CasesError(RagError):
    """Evaluation cases, or a report on them, cannot be used."""
