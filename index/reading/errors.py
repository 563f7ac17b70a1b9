"""Why a file gives no article, in one tree; none of these leaves :func:`read_file`.

ReadError
└── UndecodableError       bytes in no encoding that can be told
    └── BinaryError        bytes that are no text at all
"""

from __future__ import annotations

from index.reading.types import Kind


class ReadError(ValueError):
    """A file that gives no article; becomes a :class:`Problem` before it leaves this package."""

    def __init__(self, reason: str, kind: Kind) -> None:
        """``reason`` and ``kind`` as in :class:`Problem`."""
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


class UndecodableError(ReadError):
    """Bytes that are no text in any encoding that can be told with confidence."""

    def __init__(self, reason: str, kind: Kind = "undecodable") -> None:
        """One sentence with the next step."""
        super().__init__(reason, kind)


class BinaryError(UndecodableError):
    """Bytes that are no text at all: a picture, an archive, a document under a wrong name."""

    def __init__(self, reason: str = "The file holds binary data, not text.") -> None:
        """One sentence."""
        super().__init__(reason, "binary")
