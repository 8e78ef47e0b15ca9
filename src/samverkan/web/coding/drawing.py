"""The HTML of a turn: its text in flat pieces that carry their codes, and its excerpts beside it.

A template would take many times as long, and an interview may have thousands of excerpts.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from samverkan.domain.coding.agreed import name_coder
from samverkan.domain.coding.codebook import Code, Kind
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.words import Text, say
from samverkan.web.shell.words import language
from samverkan.workbench.coding.board import BoardTurn, Mark, Piece
from samverkan.workbench.coding.ordered import BoardCode

LANES = 4
LETTERS_OF_LINE, LINE_REM, CHIP_REM = 75, 2.2, 1.65
HEIGHTS_REM = (7, 12, 20, 32, 48, 72, 108, 160)
"""The heights that the style sheet knows for turns that the browser has not laid out yet: `.h0`, `.h1`, …"""
SIGNS = {Valence.HELPS: "+", Valence.HINDERS: "−", Valence.MIXED: "±", Valence.NEUTRAL: "○"}
VALENCES = {
    Valence.HELPS: say("helps"),
    Valence.HINDERS: say("hinders"),
    Valence.MIXED: say("both ways"),
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
KIND_NAMES = {
    Kind.FACTOR: say("Factor"),
    Kind.GAIN: say("Gain"),
    Kind.COST: say("Cost"),
    Kind.CONTEXT: say("Context"),
}
HAS_MEMO = say("has a memo")
CODED = say("Coded here")


def draw_turn(turn: BoardTurn, lang: str) -> SafeString:
    """Return a turn as an article: speaker, text, and its excerpts as links.

    Nothing stands in it that the browser can do without: 3,000 excerpts are to be painted in a tenth of a second.
    """
    spoken = language()
    number = turn.number + 1
    time = f'<span class="time">{escape(turn.turn.time)}</span>' if turn.turn.time and not turn.continues else ""
    chips = "".join(_chip(mark, spoken, is_first=mark.id in turn.begins) for mark in turn.marks)
    pieces = "".join(map(_piece, turn.pieces))
    text_language = f' lang="{escape(lang)}"' if lang else ""
    beside = f'<div class="chips" role="group" aria-label="{CODED.in_language(spoken)}">{chips}</div>' if chips else ""
    return mark_safe(
        f'<article class="turn h{_height(turn)}{" turn-on" if turn.continues else ""}" id="t{number}"'
        f' data-turn="{number}"'
        f' data-print="{turn.print}"><h2 class="turn-head">{_head(turn, spoken)} {time}</h2>'
        f'<p class="turn-text"{text_language} data-text data-start="{turn.turn.start}" data-end="{turn.turn.end}">'
        f'{pieces}</p><div class="bars" aria-hidden="true"></div>{beside}</article>'
    )


def _height(turn: BoardTurn) -> int:
    """Return which of the heights comes nearest: one too low lets the browser lay out many turns out of sight."""
    lines = 1 + (turn.turn.end - turn.turn.start) // LETTERS_OF_LINE
    height_rem = max(lines * LINE_REM, len(turn.marks) * CHIP_REM)
    return min(range(len(HEIGHTS_REM)), key=lambda place: abs(HEIGHTS_REM[place] - height_rem))


def _head(turn: BoardTurn, spoken: str) -> str:
    speaker = turn.turn.speaker
    if not speaker:
        return f'<span class="unseen">{_in(say("Turn {number}", number=str(turn.number + 1)), spoken)}</span>'
    if turn.continues:
        return f'<span class="unseen">{_in(say("{speaker}, continued", speaker=speaker), spoken)}</span>'
    return f'{escape(speaker)} <span class="role">{escape(turn.role)}</span>' if turn.role else escape(speaker)


def _in(words: Text, spoken: str) -> str:
    return escape(words.in_language(spoken))


def _piece(piece: Piece) -> str:
    """Return a stretch of text; the excerpts over it are those beside it, and named where one of them begins."""
    if not piece.marks:
        return escape(piece.text)
    shown = [(lane, mark.code.colour) for lane, mark in piece.marks if lane < LANES]
    looks = [f"u{lane}-{colour}" for lane, colour in shown]
    if shown:
        looks.append(f"m{max(shown)[0]}")
    if len(shown) < len(piece.marks):
        looks.append("u-more")
    focus = ""
    if piece.opens:
        described = " ".join([f"x{mark.id}" for _, mark in piece.marks])
        focus = f' tabindex="0" aria-describedby="{described}"'
    return f'<mark class="{" ".join(looks)}"{focus}>{escape(piece.text)}</mark>'


def _chip(mark: Mark, spoken: str, *, is_first: bool) -> str:
    """Return an excerpt as a link; what its signs mean is in its label. Only where it begins does it have an id."""
    value, number = mark.value, mark.id
    said = (str(value.valence or ""), mark.place, str(value.status or ""), bool(value.memo))
    shown = (mark.code.name.in_language(spoken), mark.code.colour, mark.code.pattern)
    look, words, label = _look(shown, said, value.coder, spoken, mark.is_own)
    name = f' id="x{number}"' if is_first else ""
    return (
        f'<a class="{look}"{name} href="?x={number}#x{number}" data-excerpt="{number}"'
        f' data-span="{value.start} {value.end}" aria-label="{label}">{words}</a>'
    )


Said = tuple[str, str, str, bool]
"""Valence, municipality concerned, status, and whether there is a memo."""

Shown = tuple[str, int, int]
"""A code's name, colour and pattern."""


@lru_cache(maxsize=4096)
def _look(shown: Shown, said: Said, coder: str, spoken: str, is_own: bool) -> tuple[str, str, str]:
    """Return classes, words and label of an excerpt beside the text; the style sheet writes the sign of its valence."""
    name, colour, pattern = shown
    valence, concerns, _, has_memo = said
    look = f"chip k{colour} p{pattern}{'' if is_own else ' chip-other'}{f' sign-{valence}' if valence else ''}"
    whose = "" if is_own else f" · {name_coder(coder).in_language(spoken)}"
    words = f"{name}{f' · {concerns}' if concerns else ''}{' ✎' if has_memo else ''}{whose}"
    return look, escape(words), escape(f"{name}, {_told(said, coder, spoken)}")


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
    told.append(say("coded by {coder}", coder=name_coder(coder)))
    return ", ".join(one.in_language(spoken) for one in told)


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


def draw_choices(codes: Iterable[BoardCode], spoken: str) -> SafeString:
    """Return codes as the choices of the list beside the text."""
    return mark_safe("".join(_choice(one, spoken) for one in codes))


def _choice(code: BoardCode, spoken: str) -> str:
    key = escape(code.key)
    words = f"{key} {escape(code.value.name_sv)} {escape(code.value.name_en)}"
    return (
        f'<div role="option" aria-selected="false" id="code-{code.id}" data-code="{key}" data-words="{words}"'
        f' class="option k{code.colour} p{code.pattern} d{code.depth}"><span class="swatch" aria-hidden="true"></span>'
        f' <span class="option-name">{escape(code.name.in_language(spoken))}</span>'
        f' <span class="option-key">{key}</span></div>'
    )


@lru_cache(maxsize=64)
def draw_options(codes: tuple[tuple[str, str], ...]) -> SafeString:
    """Return the options of a list of codes, given as (id, name)."""
    options = (f'<option value="{escape(key)}">{escape(name)}</option>' for key, name in codes)
    return mark_safe("".join(options))
