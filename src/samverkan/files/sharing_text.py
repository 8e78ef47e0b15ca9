"""A shared cost as text in a terminal: who pays what by each key, whether it would hold, and what would change it."""

from collections.abc import Iterator

from samverkan.domain.sharing.analysis import Part, SharingAnalysis
from samverkan.domain.sharing.answering import answer_sharing, causes_of
from samverkan.domain.sharing.bill import Bill
from samverkan.domain.sharing.money import in_thousands, tell_money
from samverkan.domain.sharing.stability import Standing
from samverkan.domain.words import Text, as_is, say, say_count
from samverkan.files.text_tables import align, list_texts, write_share, write_signed, write_whole
from samverkan.files.whatif_text import write_outcome_table

Lines = list[str]


def write_sharing_text(analysis: SharingAnalysis, language: str) -> str:
    """Return the analysis as text; the answer comes first. Amounts are thousands of SEK."""
    lines: Lines = []
    for block in _blocks(analysis, language):
        lines += [*block, ""] if block else []
    return "\n".join(lines)


def _blocks(analysis: SharingAnalysis, language: str) -> Iterator[Lines]:
    yield _title(analysis, language)
    yield list_texts(say("In short"), answer_sharing(analysis), language)
    yield _keys(analysis, language)
    yield _not_billed(analysis, language)
    yield _bounded(analysis, language)
    yield _hold(analysis, language)
    yield _rules(analysis, language)
    yield _change(analysis, language)
    yield _growth(analysis, language)
    yield _chances(analysis, language)
    yield from _whatifs(analysis, language)
    yield list_texts(say("Not known"), [one.reason for one in analysis.gaps], language)
    yield list_texts(say("What the answer rests on"), _notes(analysis), language)
    trace = analysis.trace
    yield [f"samverkan {trace.version} · {trace.fingerprint} · seed {trace.seed}"]


def _title(analysis: SharingAnalysis, language: str) -> Lines:
    name = analysis.study.name(analysis.plan.collaboration)
    period = analysis.period.text if analysis.period is not None else "–"
    title = say("{collaboration}, {period}", collaboration=name, period=period)
    if analysis.study.is_invented:
        title = say("{title} (invented)", title=title)
    return [title.in_language(language)]


def _keys(analysis: SharingAnalysis, language: str) -> Lines:
    """Return who pays what by each key, the one in use first."""
    billed = sorted((one for one in analysis.keys if one.bill is not None), key=lambda one: not one.is_in_use)
    if not billed:
        return []
    members = _all_members(analysis)
    head = ["", *(analysis.study.name(one) for one in members), say("holds?").in_language(language), ""]
    rows = [head]
    for one in billed:
        standing = analysis.stability.standing(one.key.id) if analysis.stability is not None else None
        name = f"{'*' if one.is_in_use else ' '} {one.key.id}"
        bill = one.bill
        shares = _shares(bill, members, language) if bill is not None else []
        rows.append([name, *shares, _holds(standing, language), one.key.label.in_language(language)])
    lines = [say("Who pays what, by each key (kSEK)").in_language(language), *align(rows)]
    return [*lines, say("  * the key in use").in_language(language)] if billed[0].is_in_use else lines


def _all_members(analysis: SharingAnalysis) -> tuple[str, ...]:
    return tuple(dict.fromkeys(member for bill in analysis.billed for member in bill.members))


def _shares(bill: Bill, members: tuple[str, ...], language: str) -> list[str]:
    shares = bill.shares_ore
    return [write_whole(in_thousands(shares[one]) if one in shares else None, language) for one in members]


def _holds(standing: Standing | None, language: str) -> str:
    if standing is None or standing.holds is None:
        return say("not known").in_language(language)
    return (say("yes") if standing.holds else say("no")).in_language(language)


def _not_billed(analysis: SharingAnalysis, language: str) -> Lines:
    texts = [
        say("{key}: {reason}", key=one.key.label, reason=reason) for one in analysis.keys for reason in one.why_not
    ]
    return list_texts(say("Keys that cannot be billed"), texts, language)


def _bounded(analysis: SharingAnalysis, language: str) -> Lines:
    texts = [
        say("{key}: {name} {what}", key=as_is(bill.key), name=analysis.study.name(member), what=what)
        for bill in analysis.billed
        for member, what in bill.bounded.items()
    ]
    return list_texts(say("Minimum fees and caps that are reached"), texts, language)


def _hold(analysis: SharingAnalysis, language: str) -> Lines:
    """Return for each key who would be better off outside, and what would mend it."""
    stability = analysis.stability
    if stability is None:
        reasons = (*analysis.why_not(Part.GAME), *analysis.why_not(Part.STABILITY))
        return list_texts(say("Would it hold"), reasons, language)
    lines = [say("Would it hold").in_language(language)]
    for one in sorted(stability.keys, key=lambda one: not one.is_in_use):
        text = say("{key}: {reason}", key=as_is(one.id), reason=one.sentence)
        lines.append(f"  • {text.in_language(language)}")
        if one.repair is not None:
            lines.append(f"    {one.repair.in_language(language)}")
    return lines if stability.keys else []


def _rules(analysis: SharingAnalysis, language: str) -> Lines:
    stability = analysis.stability
    if stability is None:
        return []
    name = analysis.study.name
    rows = [["", *(name(one) for one in stability.members), say("holds?").in_language(language), ""]]
    for one in stability.rules:
        shares = [write_whole(in_thousands(one.shares_ore[member]), language) for member in stability.members]
        worst = "" if one.holds or not one.worst else _complaint(analysis, one, language)
        rows.append([one.label.in_language(language), *shares, _holds(one, language), worst])
    undefined = [say("{key}: {reason}", key=one.label, reason=one.reason) for one in stability.undefined]
    return [
        say("The rules of theory beside (kSEK)").in_language(language),
        *align(rows),
        *(f"  {one.in_language(language)}" for one in undefined),
    ]


def _complaint(analysis: SharingAnalysis, standing: Standing, language: str) -> str:
    group = "+".join(analysis.study.name(one) for one in standing.worst)
    amount = tell_money(standing.complaint_ore or 0)
    return say("{group}: {amount} too much", group=group, amount=amount).in_language(language)


def _change(analysis: SharingAnalysis, language: str) -> Lines:
    found = analysis.change
    if found is None:
        return list_texts(say("What changed"), analysis.why_not(Part.CHANGE), language)
    causes = causes_of(analysis)
    heads = [say("before"), say("after"), say("change"), *(one.label for one in causes)]
    rows = [["", *(one.in_language(language) for one in heads), ""]]
    for one in found.changes:
        parts = [one.change_ore, *(one.by_cause_ore.get(cause, 0) for cause in causes)]
        amounts = [write_whole(in_thousands(amount), language) for amount in (one.before_ore, one.after_ore)]
        amounts += [write_signed(in_thousands(amount), language) for amount in parts]
        rows.append([analysis.study.name(one.municipality), *amounts, ""])
    title = say(
        "What changed from {before} to {after}, and why (kSEK)", before=str(found.before), after=str(found.after)
    )
    return [title.in_language(language), *align(rows)]


def _growth(analysis: SharingAnalysis, language: str) -> Lines:
    name = analysis.study.name
    texts = [
        say("{key}: {names} would pay less.", key=one.label, names=", ".join(name(member) for member in one.against))
        for one in analysis.growth
        if one.against
    ]
    if not analysis.growth:
        return []
    if not texts:
        texts = [say("By every key and rule nobody then pays less.")]
    title = say("If the bill grows by a tenth ({amount})", amount=tell_money(analysis.grown_by_ore))
    return list_texts(title, texts, language)


def _chances(analysis: SharingAnalysis, language: str) -> Lines:
    if not analysis.staying:
        return []
    members = _all_members(analysis)
    rows = [["", *(analysis.study.name(one) for one in members), say("all").in_language(language), ""]]
    for key, found in analysis.staying.items():
        shares = [write_share(found.members.get(one), language) for one in members]
        rows.append([key, *shares, write_share(found.all_members, language), ""])
    title = say(
        "How often each pays less than outside, over {n:,} draws of the stated own costs", n=analysis.trace.draws
    )
    return [title.in_language(language), *align(rows), *_core(analysis, language)]


def _core(analysis: SharingAnalysis, language: str) -> Lines:
    core = analysis.core
    if core is None:
        return []
    text = say(
        "  In the stated cost model all together is cheaper than each alone in {saves:.0%} of the draws, and some key "
        "could hold in {core:.0%}.",
        saves=core.saves,
        core=core.has_core,
    )
    return [text.in_language(language)]


def _whatifs(analysis: SharingAnalysis, language: str) -> Iterator[Lines]:
    for answer in analysis.whatifs:
        title = say("What if: {label}", label=answer.label)
        if answer.whatif is None:
            yield list_texts(title, answer.why_not, language)
            continue
        yield [
            say("{title} (samverkan whatif … --scenario {id})", title=title, id=answer.scenario.id).in_language(
                language
            ),
            *write_outcome_table(analysis.study, analysis.plan, answer, language),
        ]


def _notes(analysis: SharingAnalysis) -> list[Text]:
    notes = [*analysis.notes]
    notes += analysis.change.notes if analysis.change is not None else ()
    notes += analysis.stability.notes if analysis.stability is not None else ()
    n_more = sum(len(one.whatif.assumed) for one in analysis.whatifs if one.whatif is not None)
    if n_more:
        notes.append(
            say_count(
                "{count} thing taken for granted by the what-ifs is in share.xlsx and in samverkan whatif.",
                "{count} things taken for granted by the what-ifs are in share.xlsx and in samverkan whatif.",
                n_more,
            )
        )
    return notes
