"""Bytes into text, whatever their encoding."""

from __future__ import annotations

import codecs
import re

from index.reading.errors import BinaryError, UndecodableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
# The encodings news is still met in besides Unicode. Left to choose among all of them, a detector
# takes English with a few curly quotes for DOS code pages (17 % of 300 articles in cp1252).
_LEGACY = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r"),
    *("cp932", "euc_jp", "euc_kr", "gb18030", "big5"),
]


def decode(data: bytes) -> str:
    """The text of a file, line endings untouched; offsets into articles count in this string.

    UTF-8 (a byte-order mark is dropped), UTF-16 and UTF-32 with their mark, else the
    likeliest of the usual legacy encodings. UTF-8 with a few broken bytes stays UTF-8; those
    become U+FFFD.

    Raises:
        BinaryError: the bytes are not text (``kind`` is ``binary``).
        UndecodableError: no encoding gives plausible text (``kind`` is ``undecodable``).
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise BinaryError(f"The file is {name}, not text; give it its proper extension.")
    text = _decode(data)
    if "\0" in text:
        raise BinaryError
    odd = sum(1 for c in text if c < " " and c not in "\t\n\r\f\v\x1b\x1a\b")
    if odd > len(text) / 200:
        raise BinaryError
    return text


def decode_html(data: bytes) -> str:
    """The text of a web page: as :func:`decode`, but in the encoding it declares, if it does."""
    declared = re.search(rb"<meta[^>]{0,100}charset=[\"']?\s*([\w-]{3,20})", data[:4096], re.I)
    if declared and not data.startswith(tuple(mark for mark, _ in _BOMS)):
        try:
            return _no_nul(data.decode(declared[1].decode("ascii")))
        except (LookupError, ValueError):
            pass
    return decode(data)


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise BinaryError
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UndecodableError(
                    f"The file says it is {encoding.upper()} but isn't; save it again as UTF-8."
                ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _legacy(data)


def _damaged_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    # Well-formed sequences hardly ever arise by chance in another encoding.
    return text if sum(c > "\x7f" for c in text) - broken > broken else None


def _legacy(data: bytes) -> str:
    if b"\0" in data:
        raise BinaryError
    # Mostly ASCII: curly quotes and dashes have the same place in every Windows code page, and the
    # odd accented letter is most often a Western one.
    if sum(byte >= 0xC0 for byte in data) <= len(data) / 100:
        try:
            return _plausible(data.decode("cp1252"))
        except ValueError:
            pass
    from charset_normalizer import from_bytes

    guesses = from_bytes(data, cp_isolation=_LEGACY)
    if not guesses:
        raise UndecodableError("The file's encoding can't be told; save it as UTF-8.")
    best = guesses[0]
    # A short text often leaves several in a draw; the commonest of them wins.
    draws = (g for g in guesses if (g.chaos, g.coherence) == (best.chaos, best.coherence))
    return _plausible(str(next((g for g in draws if g.encoding == "cp1252"), best)))


def _plausible(text: str) -> str:
    plain = sum(c.isalnum() or c.isspace() or c in ".,;:!?'\"()-–—’‘“”" for c in text)
    if plain < 0.85 * len(text) or any("\x80" <= c <= "\x9f" for c in text):
        raise UndecodableError("The file's encoding can't be told; save it as UTF-8.")
    return text


def clean(text: str) -> str:
    """``text`` without what no store can hold: lone surrogates and NULs become U+FFFD."""
    return re.sub(r"[\ud800-\udfff\0]", "\ufffd", text)
