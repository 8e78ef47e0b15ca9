"""What an evaluation says first is true of the figures beside it."""

from make import make_evidence, make_excerpt
from samverkan.domain.report.evaluation import Settings, evaluate_evidence


def test_what_one_of_three_speaks_of_is_the_most_often_mentioned_and_not_what_most_speak_of():
    evidence = make_evidence(excerpts=(make_excerpt("I1", code="TRUST"),))

    told = [one for one in evaluate_evidence(evidence, Settings(), lambda: None).highlights if "(1 of 3" in str(one)]

    assert len(told) == 1
    assert str(told[0]).startswith("Most often mentioned in Nord: TRUST en (1 of 3 informants; ")
    assert told[0].in_language("sv").startswith("I Nord nämns av flest: TRUST sv (1 av 3 intervjuade; ")
