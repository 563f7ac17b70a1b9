"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.encoding import clean, decode
from index.reading.errors import BinaryError, UndecodableError

ENGLISH = (
    "“We’ll meet in the spring,” said the minister – and left the café. That was all he said. "
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ministers met.\r\nThey left.\rThen\nrest\n", "utf-8"),
        ("Ministers met.\r\n", "utf-8-sig"),
        ("Ministers met in Kyjiw – Київ.", "utf-16"),
        ("Ministers met.", "utf-32"),
        (ENGLISH * 3, "cp1252"),
        ("He said “no”.", "cp1252"),
        ("Café", "cp1252"),
        ("Le secrétaire général a déclaré que la réunion était prévue à Bruxelles.", "cp1252"),
        ("Sekretarz powiedział, że sojusznicy zwiększą pomoc. Może się skończyć.", "cp1250"),
        ("Генеральный секретарь заявил, что министры встретились в Брюсселе.", "cp1251"),
        ("Генеральный секретарь заявил, что министры встретились в Брюсселе.", "koi8_r"),
        ("Ο γενικός γραμματέας δήλωσε ότι η Ρωσία δεν θέλει ειρήνη.", "cp1253"),
        ("北大西洋条約機構の事務総長は三日、和平に関心を示していないと述べた。", "cp932"),
        ("北约秘书长表示，没有显示出结束战争的意愿。会议在布鲁塞尔举行。", "gb18030"),
        ("", "utf-8"),
    ],
)
def test_news_is_decoded_whatever_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_broken_bytes_do_not_make_utf8_something_else() -> None:
    data = "“Ministers” met – in the café".encode() + b"\xe2\x80"
    assert decode(data) == "“Ministers” met – in the café\ufffd"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF-1.7 text", BinaryError),
        (b"PK\x03\x04 text", BinaryError),
        (b"\x89PNG\r\n", BinaryError),
        (b"Ministers\0met", BinaryError),
        (b"Ministers\x80met\0", BinaryError),
        (b"\x01\x02\x03\x04\x05\x06", BinaryError),
        ("Ministers\0met".encode("utf-16"), BinaryError),
        (b"\xff\xfeabc", UndecodableError),
        (bytes(range(128, 256)) * 4, UndecodableError),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, error: type[UndecodableError]) -> None:
    with pytest.raises(error) as caught:
        decode(data)
    assert type(caught.value) is error
    assert caught.value.reason.endswith(".")


@given(st.binary(max_size=400))
def test_decoding_raises_nothing_but_its_own_error(data: bytes) -> None:
    try:
        text = decode(data)
    except UndecodableError as error:
        assert error.kind in ("binary", "undecodable")
    else:
        assert "\0" not in text
        assert text.encode().decode() == text


PLAIN = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
    | st.sampled_from("\r\n\t")
)


@given(PLAIN)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(("A" + text).encode()) == "A" + text


def test_cleaning_replaces_what_no_store_holds() -> None:
    assert clean("a\0b\ud800c") == "a\ufffdb\ufffdc"
