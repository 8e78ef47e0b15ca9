"""Amounts in sentences and tables for reading: thousands, for nobody decides by the öre; exact öre are in the files."""

from samverkan.domain.words import Text, say

ORE_PER_SEK, SEK_PER_THOUSAND = 100, 1000
SMALL_SEK = 10_000
"""A smaller amount is said in whole SEK: in thousands it would lose more than a person overlooks."""


def tell_money(amount_ore: float) -> Text:
    """Return an amount as a sentence says it: `1 234 tkr`, or `950 kr` when it is small."""
    amount_sek = amount_ore / ORE_PER_SEK
    if round(abs(amount_sek)) < SMALL_SEK:
        return say("{amount:,} SEK", amount=round(amount_sek))
    return say("{amount:,} kSEK", amount=round(amount_sek / SEK_PER_THOUSAND))


def in_thousands(amount_ore: float) -> int:
    """Return whole thousands of SEK, for a column of a table."""
    return round(amount_ore / ORE_PER_SEK / SEK_PER_THOUSAND)
