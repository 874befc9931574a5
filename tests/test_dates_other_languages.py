"""Days whose month is named in another language: read by dateparser, and by nobody where nothing asks."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from communique import dates
from communique.models import Document, Source
from communique.pipeline import Pipeline
from communique.pipeline.loading import Resources
from communique.pipeline.stages.dates.finder import Finder
from communique.pipeline.stages.dates.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Publicado el 5 de mayo de 2022 en la web", "5 de mayo de 2022", date(2022, 5, 5), date(2022, 5, 5)),
        ("La réunion du 17-20 mai 2022 à Dakar", "17-20 mai 2022", date(2022, 5, 17), date(2022, 5, 20)),
        ("Stand: 17. März 2021", "17. März 2021", date(2021, 3, 17), date(2021, 3, 17)),
        ("Опубликовано 5 марта 2021 г.", "5 марта 2021", date(2021, 3, 5), date(2021, 3, 5)),
        ("Tarikh: 12 Disember 2023", "12 Disember 2023", date(2023, 12, 12), date(2023, 12, 12)),
        ("Paris, le 1er juin 2020", "1er juin 2020", date(2020, 6, 1), date(2020, 6, 1)),
        ("Brasília, 3 de dezembro de 2021.", "3 de dezembro de 2021", date(2021, 12, 3), date(2021, 12, 3)),
    ],
)
def test_months_of_other_languages_are_read(text: str, words: str, first: date, last: date) -> None:
    found = [(d.text, d.first, d.last) for d in dates.find(text)]
    assert found == [(words, first, last)]


@pytest.mark.parametrize(
    "text", ["Room 12 seats 2019 people", "Annex 3 Delegates 2021", "the 12 since 2019", "Act No. 7 Kapitel 2020"]
)
def test_other_words_between_two_numbers_make_no_day(text: str) -> None:
    assert not [d for d in dates.find(text) if d.first is not None and d.first == d.last]


def test_the_declared_language_decides() -> None:
    """'Mac' is March in Malay and nothing in French; a page that says it is English is not asked about."""
    pipeline = Pipeline()

    def days(language: str | None) -> list[date | None]:
        record = pipeline.read(Document(id="a", text="Kenyataan 12 Mac 2022 itu.", source=Source(language=language)))
        return [d.start for d in record.dates if d.precision == "day"]

    assert days("ms") == days("ms-MY") == days(None) == [date(2022, 3, 12)]
    assert days("fr") == days("en") == days("en-GB") == []


def test_dateparser_knows_every_language_that_is_listed() -> None:
    from dateparser.data.languages_info import language_order

    listed = Resources().load("dates.yaml", Lexicon).languages
    assert listed and not set(listed) - set(language_order)


def test_a_text_of_unknown_words_asks_for_few_of_them() -> None:
    letters = "abcdefghij"
    words = [f"q{a}{b}{c}" for a in letters for b in letters for c in letters]
    text = " ".join(f"{n % 28 + 1} {word} 2020" for n, word in enumerate(words))
    found = list(Finder(Resources()).find(text + " 5 mayo 2020"))
    assert [f.rule for f in found] == ["dates.year"] * 1001  # 'mayo' stands behind more words than a text may ask for


def test_english_text_does_not_load_dateparser() -> None:
    code = (
        "import sys; from communique import dates; dates.find('17-20 May 2022, last Tuesday, 12 since 2019');"
        "sys.exit('dateparser' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
