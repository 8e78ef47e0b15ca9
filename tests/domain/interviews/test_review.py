"""Going through proposals, and the words around a form."""

from make import make_transcript
from samverkan.domain.interviews.mentions import Kind, Span, Verdict
from samverkan.domain.interviews.proposals import Decision, Known
from samverkan.domain.interviews.pseudonyms import propose_replacements
from samverkan.domain.interviews.review import Context, show_in_context, start_review

TEXT = "Där satt Karin Ek och Bertil med Teams, och Karin log."


def start(**known):
    return start_review(propose_replacements(make_transcript(("R01", TEXT)), Known(respondents=("R01",), **known)))


def outcome(review):
    return [(one.original, one.verdict, one.replacement) if one else None for one in review.decisions]


def test_each_decision_leads_to_the_next_open_proposal():
    review = start()

    review = review.decide(Verdict.ACCEPT).decide(Verdict.KEEP).decide().decide()

    assert review.is_done
    assert outcome(review) == [
        ("Karin Ek", Verdict.ACCEPT, "[person 1]"),
        ("Bertil", Verdict.KEEP, ""),
        ("Karin", Verdict.ACCEPT, "[person 1]"),
        ("Teams", Verdict.KEEP, ""),
    ]


def test_another_replacement_is_suggested_for_the_shorter_name_too():
    review = start().decide(Verdict.ACCEPT, "[kollega]").decide()

    assert (review.proposal.original, review.proposal.replacement) == ("Karin", "[kollega]")


def test_all_the_rest_of_a_kind_is_decided_at_once():
    review = start().decide_rest(lambda one: one.kind is Kind.PERSON, Verdict.KEEP)

    assert review.proposal.original == "Teams"
    assert outcome(review) == [
        ("Karin Ek", Verdict.KEEP, ""),
        ("Bertil", Verdict.KEEP, ""),
        ("Karin", Verdict.KEEP, ""),
        None,
    ]


def test_a_step_back_decides_again_and_goes_on_where_it_was():
    review = start().decide(Verdict.KEEP).step_back()

    review = review.decide(Verdict.ACCEPT)

    assert review.proposal.original == "Bertil"
    assert outcome(review)[0] == ("Karin Ek", Verdict.ACCEPT, "[person 1]")


def test_a_step_back_from_the_first_stays_there():
    assert start().step_back().at == 0


def test_what_was_decided_in_an_earlier_import_is_not_asked_again_but_can_be_reached():
    review = start(decisions=(Decision("Karin Ek", Kind.PERSON, Verdict.ACCEPT, "[kollega]"),))

    assert review.proposal.original == "Bertil"
    assert review.step_back().proposal.original == "Karin Ek"


def test_a_review_of_nothing_is_done():
    assert start_review(()).is_done


def test_a_form_is_shown_with_eight_words_on_either_side():
    transcript = make_transcript(("R01", "ett två tre fyra fem sex sju åtta nio Karins tio"))
    place = transcript.text.index("Karin")

    context = show_in_context(transcript, Span(place, place + 5))

    assert context == Context("… två tre fyra fem sex sju åtta nio ", "Karin", "s tio")


def test_the_words_of_other_turns_are_not_shown():
    transcript = make_transcript(("R01", "före"), ("R02", "Karin\nkom"), ("R01", "efter"))
    place = transcript.text.index("Karin")

    assert show_in_context(transcript, Span(place, place + 5)) == Context("", "Karin", " kom")
