"""Where the source of an attribution speaks, and where the outlet only tells of it."""

import pytest

from tests.sourcing.test_extract import attributions

# The reported parts in brackets; a text without any is the outlet's own.
CASES = (
    ("a clause", "Ann Lee said [the bridge was closed on Monday]."),
    ("a clause without a verb that is known", "Ann Lee said [those who sail need the bridge]."),
    ("a clause before the verb", "[The bridge was closed on Monday], Ann Lee said."),
    (
        "a subject before what another points out of it",
        "The harbour, as Ann Lee noted, [does not freeze in May].",
    ),
    ("a finding", "The report shows [that the bridge was closed]."),
    ("a thought", "Ann Lee believes [that the bridge was closed]."),
    ("a name for something", "Ann Lee called [the bridge a shame]."),
    ("the reason of a reproach, not its target", "Ann Lee accused the mayor [of a lie about the bridge]."),
    ("the target of praise", "Ann Lee praised the mayor of Tarn."),
    ("the target of an attack with its reason", "Ann Lee slammed the mayor [for closing the bridge]."),
    ("an act", "Ann Lee endorsed the mayor of Tarn."),
    ("an aim", "Ann Lee wants the mayor to close the bridge."),
    ("a thing that is mentioned", "Ann Lee mentioned the mayor, who was ill."),
    ("what is expected by nobody", "The mayor is expected to close the bridge."),
    ("the outlet's clause behind it", "Ann Lee said [the bridge was closed], while the mayor kept silent."),
    ("another subject with its verb", "Ann Lee said [the bridge was closed], and the mayor was seen there."),
    ("a thing, and another clause", "Ann Lee cited the long delay, and the mayor was seen there."),
    (
        "a contrast within what stands before",
        "[The bridge was closed, while the road was open], Ann Lee said.",
    ),
    ("what came out without a source", "It was revealed that the bridge was closed."),
    ("the same source going on", "Ann Lee said [the bridge was closed, and she would not open it]."),
    ("the reporter's own", "I said the bridge was closed."),
    ("what was not said", "Ann Lee did not say that the bridge was closed."),
    ("a claim by somebody", "Ann Lee’s claim [that the bridge was closed] drew laughter."),
    ("a claim by nobody", "The claim that the bridge was closed drew laughter."),
    ("behind the hearers", "Ann Lee told about 200 people [that the bridge was closed]."),
    ("behind a programme", "Ann Lee said on “Tarn Today” [that the bridge was closed]."),
    ("the clause of a noun of fear", "Ann Lee expressed the fear [that the bridge was closed]."),
    ("an object of a fear", "Ann Lee expressed the fear of a bridge that was closed."),
    ("a ruling that acts", "The mayor’s ruling that sent Ann Lee home was brief."),
    ("a thing before the verb", "[The bridge closed in May], Ann Lee said."),
    ("who is reported to tell", "But Ann Lee said [the bridge was closed], The Associated Press reported."),
    ("the mayor of an aside", "Ann Lee, who led the march in Tarn, Ohio, said [the bridge was closed]."),
    ("a word between commas", "Ann Lee, though, said [those who sail need the bridge]."),
    ("going on behind but that", "Ann Lee said [that the bridge was closed, but that it would open]."),
    ("the subject going on behind while", "Ann Lee said [she closed the bridge, while hoping for more]."),
    ("what might be said", "Ann Lee would say that the bridge was closed."),
    ("what somebody came to say", "Ann Lee came to warn [that the bridge was closed]."),
    ("before told and its hearer", "[The bridge would close], a person near Ann Lee told Reuters."),
    ("those who think", "There were those who think [the bridge was closed]."),
    ("a poll of many", "The poll shows [most Tarn voters remain at home]."),
    ("the outlet’s conclusion", "It shows that the bridge was closed."),
    ("what a poll shows somebody doing", "The poll shows [Ann Lee leading in Tarn]."),
    ("a thing denied", "Ann Lee denied the request of the mayor."),
    ("an act denied", "Ann Lee denied [closing the bridge]."),
    ("an accusation by nobody", "Ann Lee was accused [of closing the bridge]."),
    (
        "who is said to have told it, at its end",
        "[The bridge is shut], Ann Lee said Monday, according to Tarn Radio.",
    ),
    ("what the outlet sets against it", "Ann Lee said [the bridge was open] even as the mayor closed it."),
    (
        "another’s answer in quotation marks",
        "Ann Lee said [the bridge was open], and Jo Roe shot back, “No.”",
    ),
    ("what something is taken for", "Ann Lee sees [the bridge as a shame]."),
    ("a film of somebody doing something", "The video shows Ann Lee crossing the bridge."),
    (
        "what a thing does to a promise",
        "The bridge was shut. That contradicts the promises that Ann Lee made.",
    ),
    ("behind a condition that is over", "[If it is late], Ann Lee said, [the bridge will close]."),
    ("under a condition", "If Ann Lee says the bridge is closed, nobody will sail."),
    ("the clause behind a quotation’s subject", "Ann Lee, the mayor, said [the bridge “was closed” in May]."),
)


@pytest.mark.parametrize(("kind", "marked"), CASES, ids=[case[0] for case in CASES])
def test_the_parts_in_which_the_source_speaks(kind: str, marked: str) -> None:
    """Only statements are reported, up to where the outlet goes on."""
    text = marked.replace("[", "").replace("]", "")
    parts = [text[start:end] for one in attributions(text) for start, end in one.reported]
    expected = [part.partition("]")[0] for part in marked.split("[")[1:]]
    assert [part.strip(" ,.") for part in parts] == expected
