"""A what-if as text in a terminal: what it means for each member under each exit rule, and for one of them in full."""

from collections.abc import Iterator

from samverkan.domain.sharing.analysis import ScenarioAnswer, WhatIfAnalysis
from samverkan.domain.sharing.money import in_thousands
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.sharing.telling import find_dearest, head_rule, in_order, main_rate, tell_member
from samverkan.domain.sharing.whatif.outcome import BreakEvenKind, MemberOutcome, RuleOutcome
from samverkan.domain.sharing.whatif.wording import describe_break_even, label_part
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say
from samverkan.files.text_tables import align, list_texts, write_share, write_signed, write_whole

Lines = list[str]


def write_whatif_text(analysis: WhatIfAnalysis, language: str, member: str = "") -> str:
    """Return the what-if as text; with a member, what that one needs to know comes first."""
    lines: Lines = []
    for block in _blocks(analysis, language, member):
        lines += [*block, ""] if block else []
    return "\n".join(lines)


def _blocks(analysis: WhatIfAnalysis, language: str, member: str) -> Iterator[Lines]:
    study, answer = analysis.study, analysis.answer
    title = say("What if: {label}", label=answer.label)
    yield [(say("{title} (invented)", title=title) if study.is_invented else title).in_language(language)]
    if member:
        yield from write_stories(analysis, member, language)
    if answer.whatif is not None:
        yield write_outcome_table(study, analysis.plan, answer, language)
        yield list_texts(say("Not known"), answer.whatif.missing, language)
        yield list_texts(say("What the answer rests on"), (*analysis.notes, *answer.whatif.assumed), language)
    if answer.chances is not None:
        yield list_texts(say("Draws"), answer.chances.notes, language)
    trace = analysis.trace
    yield [f"samverkan {trace.version} · {trace.fingerprint} · seed {trace.seed}"]


def write_stories(analysis: WhatIfAnalysis, member: str, language: str) -> Iterator[Lines]:
    """Yield what one member needs to know, under each exit rule."""
    name = analysis.study.name(member)
    stories = tell_member(analysis.study, analysis.plan, analysis.answer, member)
    if not stories:
        yield [say("{name} has no part in this: nothing changes for it.", name=name).in_language(language)]
        return
    yield [say("What {name} needs to know", name=name).in_language(language)]
    for story in stories:
        if story.heading is None:
            yield [f"  • {one.in_language(language)}" for one in story.sentences]
        else:
            yield list_texts(say("  {heading}:", heading=story.heading), story.sentences, language)


def write_outcome_table(study: Study, plan: SharingPlan, answer: ScenarioAnswer, language: str) -> Lines:
    """Return what a what-if means for each member, one row each, under each exit rule; the agreed one first."""
    whatif = answer.whatif
    if whatif is None:
        return []
    lines: Lines = []
    for outcome in in_order(whatif.outcomes):
        heading = head_rule(plan, outcome)
        if heading is not None:
            lines.append(f"  {heading.in_language(language)}:")
        lines += align(list(_rows(study, plan, (answer, outcome), language)), n_words=2)
    note = say(
        "  kSEK. Worth: what it gains (+) or loses (−) over {first}–{last} at {rate:.1%} interest.",
        first=str(whatif.first_year),
        last=str(whatif.last_year),
        rate=main_rate(plan),
    )
    return [*lines, note.in_language(language)]


def _rows(
    study: Study, plan: SharingPlan, shown: tuple[ScenarioAnswer, RuleOutcome], language: str
) -> Iterator[list[str]]:
    answer, outcome = shown
    years = answer.whatif.years if answer.whatif is not None else ()
    heads: list[Text | str] = [
        "",
        "",
        say("today"),
        str(years[0]),
        str(years[-1]),
        say("dearest"),
        say("once"),
        say("worth"),
    ]
    if answer.chances is not None:
        heads.append(say("gains in"))
    yield [*(one if isinstance(one, str) else one.in_language(language) for one in heads), ""]
    for member in outcome.members:
        figures = _figures(plan, member, language)
        if answer.chances is not None:
            figures.append(_chance(plan, answer, outcome, member, language))
        paid_off = describe_break_even(member.break_even).in_language(language)
        yield [study.name(member.municipality), label_part(member.part).in_language(language), *figures, paid_off]


def _figures(plan: SharingPlan, member: MemberOutcome, language: str) -> list[str]:
    first, last = member.years[0], member.years[-1]
    amounts = (first.before_ore, first.after_ore, last.after_ore)
    worth = member.net_present_ore[main_rate(plan)]
    return [
        *(_amount(one, language) for one in amounts),
        _dearest(member, language),
        _amount(member.transition_ore, language),
        write_signed(None if worth is None else in_thousands(worth), language),
    ]


def _amount(amount_ore: int | None, language: str) -> str:
    return write_whole(None if amount_ore is None else in_thousands(amount_ore), language)


def _dearest(member: MemberOutcome, language: str) -> str:
    found = find_dearest(member)
    return "–" if found is None else f"{_amount(found.after_ore, language)} ({found.year})"


def _chance(
    plan: SharingPlan, answer: ScenarioAnswer, outcome: RuleOutcome, member: MemberOutcome, language: str
) -> str:
    under = None if answer.chances is None else answer.chances.under(outcome.rule)
    found = None if under is None else under.member(member.municipality)
    if member.break_even.kind is BreakEvenKind.NO_CHANGE:
        return write_share(None, language)
    share = None if found is None else found.better_off[main_rate(plan)]
    return write_share(share, language)
