"""Work that processes of a pool can find by its name."""

import os
import time


def tell_process(_: object) -> int:
    """Return which process does this."""
    return os.getpid()


def sleep_and_tell(seconds: float) -> int:
    """Return which process slept."""
    time.sleep(seconds)
    return os.getpid()


def die_at_seven(number: int) -> int:
    """Return the number, or end the process as one without memory is ended."""
    if number == 7:
        os._exit(1)
    return number
