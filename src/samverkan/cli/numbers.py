"""A number as an option takes it: with a decimal point or a decimal comma."""

from dataclasses import dataclass
from typing import Any

import click

from samverkan.cli.frame import words
from samverkan.domain.words import say


@dataclass(frozen=True)
class DecimalNumber(click.ParamType[float]):
    """A number that may have a decimal comma, as in a table; `1,200`, which can be 1.2 or 1200, is refused.

    Where `is_above_zero`, nothing but a number above 0 will do.
    """

    is_above_zero: bool = False
    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number; click tells what is wrong beside the option's name."""
        # The readers of tables take longer to import than the help may take.
        from samverkan.files.study_folder.numbers import read_number
        from samverkan.files.study_folder.readings import CellError

        try:
            found = float(read_number(str(value)).value)
        except CellError as error:
            self.fail(words(error.text), param, ctx)
        if self.is_above_zero and not found > 0:
            self.fail(words(say('"{found}" is not above 0.', found=str(value))), param, ctx)
        return found


DECIMAL = DecimalNumber()
ABOVE_ZERO = DecimalNumber(is_above_zero=True)
