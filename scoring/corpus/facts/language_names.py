"""How files name languages: by ISO 639-1, 639-2 and 639-3 codes, locales, names in English and in the language."""

import re
import unicodedata

# code: three-letter codes, the name in English, the name in the language itself, and frequent mistakes for it
_TABLE = """
af afr afrikaans | am amh amharic አማርኛ | ar ara arb arabic العربية عربي | az aze azerbaijani azeri azərbaycan
be bel belarusian беларуская | bg bul bulgarian български | bn ben bengali bangla বাংলা
bs bos bosnian bosanski | ca cat catalan català | cs ces cze czech čeština česky cz | cy cym wel welsh cymraeg
da dan danish dansk dk | de deu ger german deutsch allemand | el ell gre greek ελληνικά gr
en eng english englisch anglais inglés inglese
es spa spanish español espanol castellano castilian spanisch espagnol
et est estonian eesti | eu eus baq basque euskara | fa fas per pes persian farsi فارسی
fi fin finnish suomi | fr fra fre french français francais französisch francés | ga gle irish gaeilge
gl glg galician galego | gu guj gujarati ગુજરાતી | he heb hebrew עברית iw | hi hin hindi हिन्दी हिंदी
hr hrv croatian hrvatski | hu hun hungarian magyar | hy hye arm armenian հայերեն
id ind indonesian | is isl ice icelandic íslenska | it ita italian italiano italienisch
ja jpn japanese 日本語 jp | ka kat geo georgian ქართული | kk kaz kazakh қазақша | km khm khmer ភាសាខ្មែរ
kn kan kannada ಕನ್ನಡ | ko kor korean 한국어 | ky kir kyrgyz кыргызча | lo lao ລາວ | lt lit lithuanian lietuvių
lv lav latvian latviešu | mk mkd mac macedonian македонски | ml mal malayalam മലയാളം | mn mon mongolian монгол
mr mar marathi मराठी | ms msa may malay melayu | my mya bur burmese myanmar မြန်မာဘာသာ
ne nep nepali नेपाली | nl nld dut dutch nederlands flemish vlaams niederländisch
no nor norwegian norsk nb nob bokmål nn nno nynorsk | pa pan punjabi ਪੰਜਾਬੀ | pl pol polish polski
ps pus pashto پښتو | pt por portuguese português portugues | ro ron rum romanian română
ru rus russian русский | si sin sinhala sinhalese සිංහල | sk slk slo slovak slovenčina
sl slv slovenian slovene slovenščina
so som somali soomaali | sq sqi alb albanian shqip | sr srp serbian српски srpski | sv swe swedish svenska
sw swa swahili kiswahili | ta tam tamil தமிழ் | te tel telugu తెలుగు | th tha thai ไทย
tl tgl fil tagalog filipino
tr tur turkish türkçe turkce | uk ukr ukrainian українська ua | ur urd urdu اردو | uz uzb uzbek oʻzbek
vi vie vietnamese | zh zho chi cmn chinese mandarin 中文 汉语 漢語 cn | eo epo esperanto | la lat latin
mt mlt maltese malti
lb ltz luxembourgish | fo fao faroese | yi yid yiddish | ha hau hausa | yo yor yoruba
ig ibo igbo | zu zul zulu
xh xho xhosa | rw kin kinyarwanda | mg mlg malagasy | tg tgk tajik | tk tuk turkmen
tt tat tatar | ku kur kurdish
br bre breton | gd gla gaelic | fy fry frisian | ht hat haitian | jv jav javanese
su sun sundanese | or ori odia
as asm assamese | sd snd sindhi | bo bod tib tibetan | ti tir tigrinya | om orm oromo
mi mri mao maori | co cos corsican
"""
_NAMES = {
    unicodedata.normalize("NFC", name): code
    for entry in _TABLE.replace("\n", "|").split("|")
    if (words := entry.split())
    for code in words[:1]
    for name in words
}
_PHRASES = {"tiếng việt": "vi", "bahasa indonesia": "id", "bahasa melayu": "ms", "norwegian bokmål": "no"}
_NO_LANGUAGE_NAMES = "und mul zxx mis unknown other none null nan n/a na - ? multiple various c posix"
_NO_LANGUAGE = frozenset(_NO_LANGUAGE_NAMES.split())
"""Ways of saying that it is not known, or more than one."""
_WORDS = re.compile(r"[^\W\d_]+")
_LABEL_PREFIX = "__label__"


def language_code(given: str) -> str | None:
    """The ISO 639-1 code of a language as a file names it; None if the name is unknown, or names several.

    >>> [language_code(name) for name in ("en_US.UTF-8", "German", "ENG", "zh-Hant-TW", "Français (France)")]
    ['en', 'de', 'en', 'zh', 'fr']
    >>> language_code("en, fr"), language_code("klingon"), language_code("?")
    (None, None, None)
    """
    name = unicodedata.normalize("NFC", given).strip().lower().removeprefix(_LABEL_PREFIX)
    if name in _NAMES or name in _PHRASES:
        return _NAMES.get(name) or _PHRASES[name]
    if "," in name or "|" in name:
        codes = {language_code(part) for part in re.split(r"[,|]", name) if part.strip()}
        return codes.pop() if len(codes) == 1 else None
    name = name.rstrip("/").rpartition("/")[2]  # http://id.loc.gov/vocabulary/languages/eng
    name = name.partition(".")[0].partition("@")[0].partition(";")[0].partition("(")[0].strip()
    if name in _NAMES or name in _PHRASES:
        return _NAMES.get(name) or _PHRASES[name]
    first = _WORDS.search(name)
    return _NAMES.get(first[0]) if first is not None and name.startswith(first[0]) else None


def says_nothing(given: str) -> bool:
    """Whether a label only says that the language is not known, or that there are several."""
    name = given.strip().lower()
    return name in _NO_LANGUAGE or "," in name or "|" in name
