"""Going through proposals in a terminal, one key and Enter at a time."""

from collections.abc import Sequence

import click

from samverkan.cli.frame import tell, terminal_language, words
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.interviews.proposals import Decision, Proposal, clean_replacement
from samverkan.domain.interviews.pseudonyms import without_brackets
from samverkan.domain.interviews.review import Review, show_in_context, start_review
from samverkan.domain.words import Text, say, say_count
from samverkan.workbench.interviews.importing import Draft, propose_missed

CONTEXTS_SHOWN = 3
KINDS = {
    Kind.PERSON: say("person"),
    Kind.IDENTITY_NUMBER: say("personal identity number"),
    Kind.PHONE: say("phone number"),
    Kind.EMAIL: say("e-mail address"),
    Kind.WORKPLACE: say("workplace"),
    Kind.PLACE: say("place name"),
    Kind.POST: say("post that may point at its holder"),
    Kind.OTHER: say("other word with a capital"),
}
KEYS = ("a", "k", "e", "A", "K", "d", "b", "q")


def review_in_terminal(draft: Draft) -> tuple[Decision, ...] | None:
    """Return the decisions of the person at the terminal; None when they quit."""
    review = start_review(draft.proposals)
    _show_remembered(draft.proposals)
    if draft.proposals:
        tell(_explain())
    while True:
        stepped = _go_through(draft, review)
        if stepped is None:
            return None
        decisions = tuple(one for one in stepped.decisions if one is not None)
        missed = _ask_for_missed(draft, decisions)
        if missed is not None:
            return (*decisions, *missed)
        review = stepped.step_back()


def _explain() -> Text:
    return say(
        "For each proposal: a replace, k keep, e write another replacement, A replace and K keep all the rest of this "
        "kind, d take all the rest as proposed, b back, q quit and write nothing. Enter takes what is proposed."
    )


def _show_remembered(proposals: Sequence[Proposal]) -> None:
    remembered = [one for one in proposals if one.is_remembered]
    if not remembered:
        return
    tell(
        say_count(
            "{count} form was decided in an earlier import:",
            "{count} forms were decided in earlier imports:",
            len(remembered),
        )
    )
    for one in remembered:
        outcome = say("is kept") if one.verdict is Verdict.KEEP else one.replacement
        tell(say("  {original} → {pseudonym} ({count})", original=one.original, pseudonym=outcome, count=one.count))


def _go_through(draft: Draft, review: Review) -> Review | None:
    while not review.is_done:
        _show(draft, review)
        chosen = _ask_for_key(review.proposal)
        if chosen == "q":
            return None
        review = _answer(review, chosen)
    return review


def _show(draft: Draft, review: Review) -> None:
    proposal = review.proposal
    place = {"at": review.at + 1, "total": len(review.proposals), "kind": KINDS[proposal.kind]}
    click.echo()
    tell(say_count("{at} of {total}: {kind}, once", "{at} of {total}: {kind}, {count} times", proposal.count, **place))
    if proposal.turns:
        tell(say_count("  the speaker of {count} turn", "  the speaker of {count} turns", proposal.turns))
    for one in proposal.occurrences[:CONTEXTS_SHOWN]:
        context = show_in_context(draft.transcripts[one.transcript], one.span)
        click.echo(f"  {context.before}{click.style('»' + context.form + '«', bold=True)}{context.after}")
    rest = len(proposal.occurrences) - CONTEXTS_SHOWN
    if rest > 0:
        tell(say_count("  and in {count} more place", "  and in {count} more places", rest))
    tell(say("{original} → {pseudonym}", original=proposal.original, pseudonym=proposal.replacement))
    if proposal.alike:
        tell(say("  perhaps the same as: {names}", names=", ".join(proposal.alike)))


def _ask_for_key(proposal: Proposal) -> str:
    default = "a" if proposal.verdict is Verdict.ACCEPT else "k"
    while True:
        found: str = click.prompt("a/k/e/A/K/d/b/q", default=default, show_default=True)
        if found.strip() in KEYS:
            return found.strip()
        tell(_explain())


def _answer(review: Review, chosen: str) -> Review:
    kind = review.proposal.kind
    match chosen:
        case "a":
            return review.decide(Verdict.ACCEPT)
        case "k":
            return review.decide(Verdict.KEEP)
        case "A":
            return review.decide_rest(lambda one: one.kind is kind, Verdict.ACCEPT)
        case "K":
            return review.decide_rest(lambda one: one.kind is kind, Verdict.KEEP)
        case "d":
            return review.decide_rest(lambda _: True)
        case "b":
            return review.step_back()
    return review.decide(Verdict.ACCEPT, _ask_for_words(review.proposal))


def _ask_for_words(proposal: Proposal) -> str:
    while True:
        found: str = click.prompt(words(say("Replacement")), default=without_brackets(proposal.replacement))
        try:
            return clean_replacement(found, proposal.original)
        except WorkbenchError as error:
            click.echo(error.in_language(terminal_language()))


def _ask_for_missed(draft: Draft, decisions: tuple[Decision, ...]) -> tuple[Decision, ...] | None:
    """Return decisions for names that the program missed; None when the person wants to step back."""
    missed: tuple[Decision, ...] = ()
    question = say("Was a name missed? Write it as the text does; Enter to write the interviews, b to step back")
    while True:
        click.echo()
        found = str(click.prompt(words(question), default="", show_default=False)).strip()
        if found in {"", "b"}:
            return missed if not found else None
        proposal = propose_missed(draft, found, (*decisions, *missed))
        if proposal is None:
            tell(say("That stands in none of the files."))
            continue
        missed = (*missed, proposal.decide(Verdict.ACCEPT, _ask_for_words(proposal)))
