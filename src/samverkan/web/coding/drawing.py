"""The HTML of a turn: its text in flat pieces that carry their codes, and its excerpts beside it.

A template would take many times as long, and an interview may have thousands of excerpts.
"""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from samverkan.domain.coding.codebook import Code, Kind
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.words import Text, say
from samverkan.web.shell.words import language
from samverkan.workbench.coding.board import BoardTurn, Mark, Piece

LANES = 4
SIGNS = {Valence.HELPS: "+", Valence.HINDERS: "−", Valence.MIXED: "±", Valence.NEUTRAL: "○"}
VALENCES = {
    Valence.HELPS: say("helps"),
    Valence.HINDERS: say("hinders"),
    Valence.MIXED: say("mixed"),
    Valence.NEUTRAL: say("neutral"),
}
STATUSES = {
    Status.OBTAINED: say("obtained"),
    Status.EXPECTED: say("expected"),
}
KINDS = {
    Kind.FACTOR: say("Factors"),
    Kind.GAIN: say("Gains"),
    Kind.COST: say("Costs"),
    Kind.CONTEXT: say("Context"),
}
HAS_MEMO = say("has a memo")


def draw_turn(turn: BoardTurn, lang: str) -> SafeString:
    """Return a turn as an article: speaker, text, and its excerpts as links."""
    spoken = language()
    number = turn.number + 1
    unnamed = say("Turn {number}", number=str(number)).in_language(spoken)
    speaker = escape(turn.turn.speaker) or f'<span class="unseen">{unnamed}</span>'
    time = f'<span class="time">{escape(turn.turn.time)}</span>' if turn.turn.time else ""
    chips = "".join(_chip(mark, spoken) for mark in turn.marks)
    pieces = "".join(_piece(piece) for piece in turn.pieces)
    text_language = f' lang="{escape(lang)}"' if lang else ""
    return mark_safe(
        f'<article class="turn" id="t{number}" data-turn="{number}" data-print="{turn.print}">'
        f'<h2 class="turn-head">{speaker} {time}</h2>'
        f'<p class="turn-text"{text_language} data-text data-start="{turn.turn.start}" data-end="{turn.turn.end}">'
        f"{pieces}</p>"
        f'<div class="bars" aria-hidden="true"></div>'
        f'{f"""<ul class="chips">{chips}</ul>""" if chips else ""}</article>'
    )


def _piece(piece: Piece) -> str:
    if not piece.marks:
        return escape(piece.text)
    lanes = " ".join(f"u{lane}-{mark.code.colour}" for lane, mark in piece.marks if lane < LANES)
    more = " u-more" if any(lane >= LANES for lane, _ in piece.marks) else ""
    numbers = " ".join(str(mark.id) for _, mark in piece.marks)
    focus = ""
    if piece.opens:
        described = " ".join(f"x{mark.id}" for _, mark in piece.marks)
        focus = f' tabindex="0" aria-describedby="{described}"'
    return f'<mark class="{lanes}{more}" data-x="{numbers}"{focus}>{escape(piece.text)}</mark>'


def _chip(mark: Mark, spoken: str) -> str:
    value, code = mark.value, mark.code
    coder = value.coder if not mark.is_own else ""
    said = (str(value.valence or ""), value.concerns, str(value.status or ""), bool(value.memo))
    other = "" if mark.is_own else " chip-other"
    return (
        f'<li><a class="chip k{code.colour} p{code.pattern}{other}" id="x{mark.id}" href="?x={mark.id}#x{mark.id}"'
        f' data-excerpt="{mark.id}" data-version="{mark.version}" data-span="{value.start} {value.end}">'
        f'<span class="chip-name">{escape(code.name.in_language(spoken))}</span>{_signs(said, coder)}'
        f'<span class="unseen">, {_told(said, value.coder, spoken)}</span></a></li>'
    )


Said = tuple[str, str, str, bool]
"""Valence, municipality concerned, status, and whether there is a memo."""


@lru_cache(maxsize=4096)
def _signs(said: Said, other_coder: str) -> str:
    valence, concerns, _, has_memo = said
    signs = ""
    if valence:
        signs += f'<span class="sign sign-{valence}" aria-hidden="true">{SIGNS[Valence(valence)]}</span>'
    if concerns:
        signs += f'<span class="concerned" aria-hidden="true">{escape(concerns)}</span>'
    if has_memo:
        signs += '<span class="has-memo" aria-hidden="true">✎</span>'
    if other_coder:
        signs += f'<span class="who" aria-hidden="true">{escape(other_coder)}</span>'
    return signs


@lru_cache(maxsize=4096)
def _told(said: Said, coder: str, spoken: str) -> str:
    valence, concerns, status, has_memo = said
    told: list[Text] = []
    if valence:
        told.append(VALENCES[Valence(valence)])
    if concerns:
        told.append(say("concerns {municipality}", municipality=concerns))
    if status:
        told.append(STATUSES[Status(status)])
    if has_memo:
        told.append(HAS_MEMO)
    told.append(say("coded by {coder}", coder=coder))
    return escape(", ".join(one.in_language(spoken) for one in told))


@lru_cache(maxsize=1024)
def draw_meaning(code: Code, spoken: str) -> SafeString:
    """Return what a code means, what belongs and what does not, hidden until the board shows it."""
    parts = {"include": say("Include"), "exclude": say("Exclude")}
    told = [f"<p>{escape(means(code, 'definition', spoken))}</p>"]
    for part, words in parts.items():
        meaning = means(code, part, spoken)
        if meaning:
            told.append(f"<p><strong>{words.in_language(spoken)}:</strong> {escape(meaning)}</p>")
    head = f'<div class="about" data-about="{escape(code.id)}" hidden>'
    name = f'<p class="about-name">{escape(code.name(spoken))}</p>'
    return mark_safe(f"{head}{name}{''.join(told)}</div>")


def means(code: Code, part: str, spoken: str) -> str:
    """Return a part of a code (definition, include, exclude, example) in a language, where the code has it."""
    return dict(code.extra).get(f"{part}_{spoken}", "") or str(getattr(code, part))


@lru_cache(maxsize=64)
def draw_options(codes: tuple[tuple[str, str], ...]) -> SafeString:
    """Return the options of a list of codes, given as (id, name)."""
    options = (f'<option value="{escape(key)}">{escape(name)}</option>' for key, name in codes)
    return mark_safe("".join(options))
