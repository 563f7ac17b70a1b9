"""Articles in: find the files of a corpus and turn each into articles.

:func:`discover` finds files without opening one, :func:`read_file` reads one of them. What can't be
read becomes a :class:`Problem`; no file, however odd, makes :func:`read_file` raise.

In reading order: ``files`` finds and loads, ``formats`` says who reads which extension
(``documents`` and ``records``, both by way of ``encoding``), ``fields`` and ``metadata`` know what
a file and its text state about themselves (with ``bylines``, ``names``, ``dates``), ``furniture``
and ``headings`` mark what is not the article's prose (by the shape of its ``lines``), and
``articles`` puts it all together.
"""

from index.reading.articles import read_file
from index.reading.encoding import decode
from index.reading.files import discover
from index.reading.types import Problem, ReadResult, SourceFile

__all__ = [
    "Problem",
    "ReadResult",
    "SourceFile",
    "decode",
    "discover",
    "read_file",
]
