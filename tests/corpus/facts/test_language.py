"""The language of a text, from as little as one sentence."""

import pytest

from scoring.corpus.facts.language import find_language, told_language

SENTENCES = {
    "en": "The council said on Monday that the bridge would stay closed until spring.",
    "de": "Der Gemeinderat teilte am Montag mit, dass die Brücke bis zum Frühjahr gesperrt bleibt.",
    "fr": "Le conseil a annoncé lundi que le pont resterait fermé jusqu’au printemps.",
    "es": "El ayuntamiento anunció el lunes que el puente seguirá cerrado hasta la primavera.",
    "it": "Il consiglio ha annunciato lunedì che il ponte resterà chiuso fino alla primavera.",
    "pt": "A câmara anunciou na segunda-feira que a ponte ficará fechada até à primavera.",
    "nl": "De gemeenteraad zei maandag dat de brug tot het voorjaar gesloten blijft.",
    "pl": "Rada miasta poinformowała w poniedziałek, że most pozostanie zamknięty do wiosny.",
    "ru": "Городской совет сообщил в понедельник, что мост останется закрытым до весны.",
    "ar": "أعلن المجلس يوم الاثنين أن الجسر سيظل مغلقا حتى الربيع.",
    "zh": "市议会星期一表示，这座桥将关闭到春天。",
    "tr": "Belediye meclisi pazartesi günü köprünün bahara kadar kapalı kalacağını açıkladı.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_languages(language: str) -> None:
    """One sentence is enough to tell each of twelve languages, in capitals as well."""
    assert find_language(SENTENCES[language]) == language
    assert find_language(SENTENCES[language].upper()) == language


@pytest.mark.parametrize("text", ["", "12:30 - 14:45", "*** --- ***"])
def test_no_language(text: str) -> None:
    """Where there are no words there is no language."""
    assert find_language(text) == "und"


def test_the_sample_is_taken_from_the_middle() -> None:
    """An English menu ahead of a German article does not make it English."""
    assert find_language("Home News Sport Weather About us Contact\n" * 10 + SENTENCES["de"] * 30) == "de"


def test_empty_space_in_the_middle_does_not_hide_the_language() -> None:
    """Some exports fill a line with spaces; the language is that of the words."""
    words = "The harbour board said that the ferry would sail again, and that nobody had been told about it. "
    assert find_language(words + " " * 5_000 + words) == "en"
    assert told_language("de", words * 3 + " " * 9_000 + words * 3).code == "en"
