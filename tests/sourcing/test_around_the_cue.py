"""Source and content where something stands between them and the cue: asides, reduced clauses, names that are words."""

import pytest

from tests.sourcing.test_sources_told import read

SHARES = (
    (
        "a phrase that opens the sentence with who says so in it",
        "Of those who said they rely on the board, most voters left.",
        [("who", "said", "they rely on the board")],
    ),
    (
        "a statement within brackets",
        "(She says the harbour is closed in May.) The board met on Monday.",
        [("She", "says", "the harbour is closed in May")],
    ),
    (
        "brackets within a statement",
        "Ann Lee said the port (of Tarn) was shut.",
        [("Ann Lee", "said", "the port (of Tarn) was shut")],
    ),
    ("it, which only points forward", "It is easy to criticize the plan.", [("", "criticize", "the plan")]),
    (
        "who does what it points forward to",
        "It is fair for the mayor to criticize the plan.",
        [("the mayor", "criticize", "the plan")],
    ),
    (
        "a paper that reports today",
        "The Tarn Post now reports that the bridge is shut.",
        [("The Tarn Post", "now reports", "that the bridge is shut")],
    ),
    (
        "what stands written before it",
        "“The port is shut,” the letter read.",
        [("the letter", "read", "“The port is shut,”")],
    ),
    (
        "what stands written behind it",
        "The letter also read, “The port is shut.”",
        [("The letter", "also read", "“The port is shut.”")],
    ),
    ("who reads a thing", "Ann Lee read the letter from Tarn.", []),
    ("a thing by its name", "A new group called Tarn First led the march.", []),
    ("a critic who calls it so", "A critic called Tarn a mess.", [("A critic", "called", "Tarn a mess")]),
    (
        "a state of two initials behind a party",
        "“We should have answers,” Sen. Ann Kemp, R-N.H., told Reuters.",
        [("Sen. Ann Kemp, R-N.H.", "told", "“We should have answers,”")],
    ),
    (
        "parties in brackets behind two names",
        "Gov. Bill Lee (R) and Gov. Ann Kemp (D-Tarn.) announced Monday that shops will open.",
        [("Gov. Bill Lee (R) and Gov. Ann Kemp (D-Tarn.)", "announced", "that shops will open")],
    ),
    (
        "a time before the subject, behind where it was said",
        "In his own statement Monday afternoon Holder asked for patience.",
        [("Holder", "asked for", "patience")],
    ),
    (
        "a day in the name of a paper",
        "The ships will sail, according to The Sunday Times.",
        [("The Sunday Times", "according to", "The ships will sail")],
    ),
    ("questioning by somebody", "Subjected to tough questioning by Democrats, Lee left.", []),
    ("sworn in", "They were sworn in by the speaker of the house.", []),
    ("put somewhere", "Lee put it under the care of the board.", []),
    (
        "a subject behind an aside that ends in a singular",
        "Republicans, in full control for the first time in a decade, say they will stay.",
        [("Republicans", "say", "they will stay")],
    ),
    (
        "a denial of being something",
        "Iran denies being guilty of it.",
        [("Iran", "denies", "being guilty of it")],
    ),
    (
        "a verb that mostly adds things, in a noun phrase",
        "Lawyers for opponents of adding the question said the files were late.",
        [("Lawyers for opponents of adding the question", "said", "the files were late")],
    ),
    ("things that are added", "The charges add to an already long list of 19 others.", []),
    ("a clause that is added", "She left, adding it was late.", [("She", "adding", "it was late")]),
    ("a thing that is offered", "Lee offered further support to the mayor of Tarn.", []),
    (
        "a clause behind a verb that mostly keeps things up",
        "But Lee maintained such talks were common.",
        [("Lee", "maintained", "such talks were common")],
    ),
    ("what others say of a noun", "The arrest of officers accused of theft has led to calls.", []),
    (
        "a clause whose object stands before it",
        "It came to a figure that one engineer described as hopeful.",
        [("one engineer", "described", "that")],
    ),
    ("what is alleged of a noun", "It came after 12 officers alleged to have lied fled.", []),
    ("a phrase that tells nothing", "Needless to say, the paper was driven into a rage.", []),
    (
        "what happened underscores it, not whoever it happened to",
        "So far 170 people have died, underscoring the danger.",
        [("", "underscoring", "the danger")],
    ),
    ("where a report was written", "Colvin reported from Glasgow, Scotland.", []),
    (
        "a time that opens the sentence without a preposition",
        "Last month Spotify said it would leave.",
        [("Spotify", "said", "it would leave")],
    ),
    (
        "a paper that is reporting",
        "The price rose, The Tarn Times is reporting.",
        [("The Tarn Times", "is reporting", "The price rose")],
    ),
    (
        "an adjective that opens a source behind a quotation",
        "“They owe us that,” retired harbour director Ron Hosko said.",
        [("retired harbour director Ron Hosko", "said", "“They owe us that,”")],
    ),
    (
        "an article begins another phrase",
        "Documents the port claimed the town had lost were found.",
        [("the port", "claimed", "the town had lost were found")],
    ),
    (
        "who did something before they spoke",
        "Officials who read the report said it was late.",
        [("Officials who read the report", "said", "it was late")],
    ),
    ("the most detailed of its kind", "The log represents the most detailed account to date.", []),
    ("what never was", "Had agents been able to confirm it, they would have found him.", []),
    (
        "who tells all of it, at its end",
        "The board ordered her not to yield, three aides with knowledge of the plan told Reuters.",
        [("three aides with knowledge of the plan", "told", "The board ordered her not to yield")],
    ),
    (
        "an adverb before a verb that may be a noun",
        "The bishops also note that the rule is old.",
        [("The bishops", "also note", "that the rule is old")],
    ),
    (
        "a thing with a clause of its own between subject and participle",
        "Ann Lee announced a resolution that aims to limit the board, saying it was late.",
        [
            ("Ann Lee", "announced", "a resolution that aims to limit the board"),
            ("Ann Lee", "saying", "it was late"),
        ],
    ),
    # what it is about, the text, then for each attribution: source, cue, content
    (
        "a study published somewhere",
        "A new study published in the Tarn Bureau reports that strict laws help.",
        [("A new study published in the Tarn Bureau", "reports", "that strict laws help")],
    ),
    (
        "a poll with its date in commas",
        "A Rowan poll published Oct. 3, one month before the vote, found that 67 percent agreed.",
        [("A Rowan poll published Oct. 3, one month before the vote", "found", "that 67 percent agreed")],
    ),
    (
        "according to a body, then a statement without an article",
        "According to the League of Tarn, strict rules require harbours to keep a log, such as a book.",
        [
            (
                "the League of Tarn",
                "According to",
                "strict rules require harbours to keep a log, such as a book",
            )
        ],
    ),
    (
        "according to a person with an office behind the name",
        "According to John Smeed, director of the port, the road is closed.",
        [("John Smeed, director of the port", "According to", "the road is closed")],
    ),
    (
        "an age behind a name that follows a fronted time",
        "After the speech, Ben Van Raalte, 58, a physician from Tarn, said he planned to vote.",
        [("Ben Van Raalte, 58, a physician from Tarn", "said", "he planned to vote")],
    ),
    (
        "a fronted clause before a name with an apposition",
        "Speaking on a panel and trying to calm it, Robert Kolas, another official, stressed that it was safe.",
        [("Robert Kolas, another official", "stressed", "that it was safe")],
    ),
    (
        "a quotation within what was said, before `adding`",
        "Ann Lee, a lawyer in Tarn, said the sentence “might be high,” adding it was late.",
        [
            ("Ann Lee, a lawyer in Tarn", "said", "the sentence “might be high,”"),
            ("Ann Lee, a lawyer in Tarn", "adding", "it was late"),
        ],
    ),
    (
        "a main clause is no content of the participle behind it",
        "Much as before, the mayor gave a speech, vowing to cut taxes.",
        [("the mayor", "vowing", "to cut taxes")],
    ),
    (
        "a clause behind whom it was explained to",
        "At a local diner, Lee explained to residents why the bridge was shut.",
        [("Lee", "explained", "to residents why the bridge was shut")],
    ),
    (
        "an adverb in commas within the verb",
        "The ministry did, however, tell the Post that all cases are open.",
        [("The ministry", "did, however, tell", "that all cases are open")],
    ),
    (
        "a contraction before `but said`",
        "Lee hinted that he would’ve liked more, but said the bill will pass.",
        [("Lee", "hinted", "that he would’ve liked more"), ("he", "said", "the bill will pass")],
    ),
    ("he has said", "He's said he gets ideas from a novel.", [("He", "said", "he gets ideas from a novel")]),
    (
        "a bracket at the end of the quotation",
        "“We did the same with Tom [Teal],” said Ann Berg.",
        [("Ann Berg", "said", "“We did the same with Tom [Teal],”")],
    ),
    (
        "a title in quotation marks behind an inverted source",
        '"It is too early," said Ann Berg, a host on the show "Tide Tank." "I mean it."',
        [("Ann Berg, a host on the show", "said", '"It is too early,"')],
    ),
    (
        "a surname that ends as an adverb does",
        "“Having the file is valuable,” said Skelly, explaining he worked with Lee.",
        [
            ("Skelly", "said", "“Having the file is valuable,”"),
            ("Skelly", "explaining", "he worked with Lee"),
        ],
    ),
    ("a first name that is a verb", "“It may rain,” Will wrote.", [("Will", "wrote", "“It may rain,”")]),
    (
        "a surname that is a verb's past",
        '"It is a step," Rose family attorney Lee Teal tweeted Wednesday.',
        [("Rose family attorney Lee Teal", "tweeted", '"It is a step,"')],
    ),
    (
        "somebody's trade is no statement",
        "“It is,” said Elli Zaag, who writes for the Tarn Post.",
        [("Elli Zaag, who writes for the Tarn Post", "said", "“It is,”")],
    ),
    (
        "a relative clause with a verb of speech of its own",
        "Ann Berg, who writes about it, said the bridge was shut.",
        [("Ann Berg, who writes about it", "said", "the bridge was shut")],
    ),
    (
        "an active verb between commas, then `by`",
        "The vote would be helped, Devin said, by the calendar.",
        [("Devin", "said", "The vote would be helped")],
    ),
    (
        "a name that ends in a noun of speech",
        "The office told Tarn News on Thursday that it was shut.",
        [("The office", "told", "that it was shut")],
    ),
    (
        "the statement is only where it was said",
        "Ann Berg said in a statement that the bridge was shut.",
        [("Ann Berg", "said", "that the bridge was shut")],
    ),
    ("once", "And he once again blamed Congress for it.", [("he", "once again blamed", "Congress for it")]),
    (
        "a governing party",
        "The ruling party said the bridge was shut.",
        [("The ruling party", "said", "the bridge was shut")],
    ),
    (
        "a noun carried by a verb",
        "Berg made an urgent call for an end to the toll.",
        [("Berg", "made an urgent call for", "an end to the toll")],
    ),
    (
        "the work does not speak, who does it does",
        "Berg went to work describing a country of debt.",
        [("Berg", "describing", "a country of debt")],
    ),
    (
        "a second participle",
        "Lee spoke, calling Teal a liar and accusing him of theft.",
        [("Lee", "calling", "Teal a liar"), ("Lee", "accusing", "him of theft")],
    ),
    (
        "what was done besides",
        "Lee praised the bill and has left.",
        [("Lee", "praised", "the bill")],
    ),
    (
        "behind a semicolon",
        "Lee said the bridge was shut; the ferry still sails.",
        [("Lee", "said", "the bridge was shut")],
    ),
    (
        "courts hold",
        "The Supreme Court held that Congress may ask.",
        [("The Supreme Court", "held that", "Congress may ask")],
    ),
    (
        "firms maintain",
        "Uber and Lyft maintain that the bill is void.",
        [("Uber and Lyft", "maintain", "that the bill is void")],
    ),
    (
        "a body of two parts behind a reduced clause",
        "Research conducted by the Centre for Tides and Ports found that it was late.",
        [("Research conducted by the Centre for Tides and Ports", "found", "that it was late")],
    ),
    (
        "an adverb behind the subject of a fronted clause",
        "Citing the cost, Lee repeatedly refused the plan.",
        [("Lee", "Citing", "the cost"), ("Lee", "repeatedly refused", "the plan")],
    ),
    (
        "a heading with saying",
        "What they're saying: The mayor said that it was late.",
        [("The mayor", "said", "that it was late")],
    ),
    (
        "an adverb between a name and its verb",
        "Putin directly challenged the claim.",
        [("Putin", "directly challenged", "the claim")],
    ),
    (
        "an adverb behind the subject of the main verb",
        "Lee also used the speech to announce that it was late.",
        [("Lee", "announce", "that it was late")],
    ),
    (
        "an apposition within what is said",
        "Lee said Tarn Mayor Tom Bynn, a Tarnite, agreed not to go.",
        [
            ("Lee", "said", "Tarn Mayor Tom Bynn, a Tarnite, agreed not to go"),
        ],
    ),
    (
        "a phrase of time within the verb",
        "The mayor has at times said he likes the bridge.",
        [("The mayor", "has at times said", "he likes the bridge")],
    ),
    (
        "a share of those asked",
        "A similar portion of residents, 61 percent, said they left.",
        [("A similar portion of residents, 61 percent", "said", "they left")],
    ),
    (
        "a rare verb behind a quotation",
        "“So true,” Mr. Lee ad-libbed.",
        [("Mr. Lee", "ad-libbed", "“So true,”")],
    ),
    ("the same verb elsewhere", "Mr. Lee smiled at the crowd, and the bridge boomed.", []),
    ("a participle without content", "The mayor left the hall, complaining.", []),
    ("an adjective in -ing behind has", "The port has pressing needs, and the council has telling gaps.", []),
    (
        "the same verb behind has been",
        "The mayor has been pressing the council to act.",
        [("The mayor", "has been pressing", "the council to act")],
    ),
    ("continues", "But, he continues, “Take heart!”", [("he", "continues", "“Take heart!”")]),
)


@pytest.mark.parametrize(("comment", "text", "expected"), SHARES, ids=[row[0] for row in SHARES])
def test_source_cue_and_content(comment: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    """Each attribution by its words; of content in several parts the first."""
    found = [
        (
            text[one.source_start : one.source_end],
            text[one.cue_start : one.cue_end],
            text[slice(*one.content[0])],
        )
        for one in read(text)
    ]
    assert found == expected


OFFICES = (
    ("a listed person without a date, by the title", "US President Donald Trump said it was late.", True),
    ("a listed person without a date, no longer", "Former Vice President Joe Biden said it was late.", False),
    ("a secretary of a portfolio behind the name", "Dena Merr, Tarn’s secretary of state, said so.", True),
    ("a secretary of a club", "Dena Merr, secretary of the rowing club, said so.", False),
    ("the director of a public body", "Chris Kreb, the agency's director, said it was late.", True),
    ("the director of a firm", "Chris Kreb, the firm's director, said it was late.", False),
    ("nouns within a relative clause", "Ann Fid, a lawyer who lectures on justice, said so.", False),
    ("a chief of something else", "Lee’s chief strategist John Wea said it was late.", False),
    ("a research agency", "It grew, according to Tarn-based research agency Towerline.", False),
    ("several secretaries", "Several secretaries of state said they needed help.", True),
    ("a newspaper's poll", "A Washington Post poll showed that it was late.", False),
    ("a regime", "President Bashar Assad's regime says the claims are void.", True),
)


@pytest.mark.parametrize(("comment", "text", "official"), OFFICES, ids=[row[0] for row in OFFICES])
def test_public_office_is_told_by_title_body_and_apposition(comment: str, text: str, official: bool) -> None:
    """The first attribution's source holds a public office, or does not."""
    assert read(text)[0].official is official
