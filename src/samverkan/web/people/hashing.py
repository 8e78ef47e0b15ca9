"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane: OWASP's Password Storage Cheat Sheet.

    Django's own choice takes 100 MiB and eight lanes for each log-in, so that a team that comes in the morning stands
    in line and everybody else with it. A password that was hashed with other settings is hashed anew at log-in.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
