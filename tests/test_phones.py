"""A telephone number is the same number in every spelling of it."""

from __future__ import annotations

import pytest

from hobnob.phones import PHONE, SIGN, phone_keys, phone_words

LONDON = [
    "+44 20 7946 0018", "+442079460018", "+44 (0)20 7946 0018", "+44 (0) 20 7946-0018",
    "0044 20 7946 0018", "00442079460018", "020 7946 0018", "(020) 7946 0018", "02079460018",
    "020-7946-0018", "020.7946.0018", "020/79460018", "+44\u00a020\u202f7946\u20110018",
    "٠٢٠ ٧٩٤٦ ٠٠١٨", "０２０ ７９４６ ００１８",
]  # fmt: skip


@pytest.mark.parametrize("spelling", LONDON)
def test_one_number_has_one_key(spelling: str) -> None:
    (found,) = PHONE.findall(spelling)
    assert phone_keys(found) == ("2079460018",)
    (found,) = PHONE.findall(f"Call {spelling}, not after six.")
    assert phone_keys(found) == ("2079460018",)


def test_a_country_without_a_sign_may_be_one() -> None:
    assert set(phone_keys("442079460018")) & set(phone_keys("+44 20 7946 0018"))
    assert set(phone_keys("1-212-555-0100")) & set(phone_keys("(212) 555-0100"))
    assert set(phone_keys("+353 1 234 5678")) & set(phone_keys("01 234 5678"))


def test_the_end_of_a_number_finds_it() -> None:
    assert f"{SIGN}5550100" in phone_words("+1 (212) 555-0100")
    assert f"{SIGN}79460018" in phone_words("020 7946 0018")


@pytest.mark.parametrize("text", ["", "2026", "12:30", "a1234567", "7 or 8 or 9", "+", "(0)"])
def test_what_is_no_number(text: str) -> None:
    assert phone_words(text) == []


def test_two_numbers_on_two_lines_are_two() -> None:
    assert PHONE.findall("020 7946 0018\n020 7946 0019") == ["020 7946 0018", "020 7946 0019"]
