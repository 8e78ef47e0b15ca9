"""Argon2 at its cheapest: passwords of tests guard nothing, and the real cost is most of a test's time."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The hasher of the product, with the least time and memory that Argon2 takes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
