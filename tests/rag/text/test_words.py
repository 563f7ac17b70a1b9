import pytest

from rag.text.words import names, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maroš Šefčovič met Łukasz Żak in İzmir.", ["Maroš Šefčovič", "Łukasz Żak", "İzmir"]),
        ("Ninety-six trees in the street are to go.", []),
        ("The mast fell. Sixteen people of Bergen saw it.", ["Bergen"]),
        ("Twenty-one-year-old Anna Berg left.", ["Anna Berg"]),
        ("He landed at Three Mile Island.", ["Three Mile Island"]),
        ("However, Anna Berg stayed.", ["Anna Berg"]),
    ],
)
def test_a_name_is_what_has_a_capital_of_its_own(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_word_is_whole_with_letters_beyond_western_europe() -> None:
    assert [w.text for w in words("Šefčovič’s 30 żurek-soup")] == [
        "Šefčovič’s",
        "30",
        "żurek-soup",
        "żurek",
        "soup",
    ]
