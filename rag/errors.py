"""The errors a caller may want to catch; the whole tree is drawn in `index.errors`."""

from index.errors import (
    CasesError,
    ConfigError,
    CorpusError,
    DataError,
    IndexBusy,
    IndexError_,
    IndexMismatch,
    IndexMissing,
    MissingExtra,
    ModelError,
    QuestionError,
    RagError,
)

__all__ = [
    "CasesError",
    "ConfigError",
    "CorpusError",
    "DataError",
    "IndexBusy",
    "IndexError_",
    "IndexMismatch",
    "IndexMissing",
    "MissingExtra",
    "ModelError",
    "QuestionError",
    "RagError",
]
