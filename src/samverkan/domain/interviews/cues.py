"""What stands beside a name and says what it is: a title, a workplace, a place, a street, a post."""

import re

from samverkan.domain.interviews.mentions import GAP

REACH = 25
"""How far before a name a cue is looked for."""

COMPANY = frozenset({"AB", "HB", "KB", "Ltd", "Inc", "GmbH", "AS", "Oy"})
TITLES = "familjen fru herr fröken doktor professor rektor dr mr mrs ms miss sir kollegan chefen direktören"
TITLE = frozenset(TITLES.split(" "))
BEFORE_PERSON = (
    "chef chefen direktör direktören råd rådet ordförande ordföranden samordnare samordnaren rektor rektorn kollega "
    "kollegan tekniker teknikern strateg strategen handläggare handläggaren föreståndare föreståndaren heter hette "
    "herr fru doktor dr. prof. mr mr. mrs mrs. ms ms."
)
AFTER_PLACE = "kommun kommuns kommunen stad stads landsting län socken municipality borough county"
AFTER_WORKPLACE = (
    "förskola skola friskola grundskola gymnasium gymnasieskola vårdcentral äldreboende servicehus sjukhus lasarett "
    "bibliotek sporthall elementary clinic hospital"
)
BEFORE_WORKPLACE = (
    "förskolan skolan vårdcentralen äldreboendet boendet servicehuset gymnasiet sjukhuset lasarettet biblioteket "
    "hemtjänsten gruppboendet avdelningen enheten"
)
WORKPLACE_ENDINGS = (
    "skolan gården hemmet förskola hälsan huset kliniken biblioteket sjukhuset gymnasiet badet boendet school"
)
POSTS = "chef direktör ordförande samordnare strateg arkitekt kommunalråd rektor manager director chairman"
OWNERS = "vår våran er deras hans hennes min sin our their"
TIMES = "ny nya nye nuvarande förra förre tidigare dåvarande former"


def _either(words: str) -> str:
    return "|".join(re.escape(word) for word in words.split(" "))


TITLE_BEFORE = re.compile(rf"(?:{_either(BEFORE_PERSON)}){GAP}$", re.IGNORECASE)
PLACE_AFTER = re.compile(rf"{GAP}(?:{_either(AFTER_PLACE)})\b", re.IGNORECASE)
WORKPLACE_AFTER = re.compile(rf"{GAP}(?:{_either(AFTER_WORKPLACE)})\b", re.IGNORECASE)
WORKPLACE_BEFORE = re.compile(rf"(?:{_either(BEFORE_WORKPLACE)}){GAP}$", re.IGNORECASE)
WORKPLACE = re.compile(rf".{{3,}}(?:{_either(WORKPLACE_ENDINGS)})", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?<![^\W_])[A-ZÅÄÖ][\wé-]+"
    rf"(?:(?:gatan|vägen|gränd|stigen|torget|allén)|{GAP}(?:gata|väg|gränd|torg|allé)){GAP}\d{{1,3}}\b(?:{GAP}?[A-D]\b)?"
)
POST = re.compile(
    rf"(?<![^\W_])(?:{_either(OWNERS)}){GAP}(?:(?:{_either(TIMES)}){GAP})?(?P<post>[\w-]*(?:{_either(POSTS)}))(?![^\W_])",
    re.IGNORECASE,
)
"""A post that somebody has alone (`vår it-chef`) points at its holder."""
