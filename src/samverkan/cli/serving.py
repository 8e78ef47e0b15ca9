"""`samverkan serve` and `samverkan worker`: the workbench in a browser, and who does its long work."""

import secrets

import click

from samverkan.cli.frame import command, tell, warn, words
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say
from samverkan.workbench.opening import open_workbench


@command("serve", say("Open the workbench in the browser."))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=words(say("The port.")))
@click.option("--host", default="127.0.0.1", show_default=True, help=words(say("The address to listen on.")))
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help=words(say("How many processes serve; one for each core, and at most four, when left out.")),
)
@click.option(
    "--admin",
    metavar="EMAIL",
    envvar="SAMVERKAN_ADMIN",
    help=words(say("Make this account when there is none yet; else SAMVERKAN_ADMIN.")),
)
@click.option(
    "--password",
    metavar="TEXT",
    envvar="SAMVERKAN_ADMIN_PASSWORD",
    help=words(say("Its password; else SAMVERKAN_ADMIN_PASSWORD, which other users of the machine do not see.")),
)
@click.option("--demo", is_flag=True, help=words(say("Also load the example studies.")))
@click.option("--no-browser", is_flag=True, help=words(say("Do not open the browser.")))
def serve(**options: object) -> None:
    """Make what a fresh machine lacks, then serve until Ctrl-C."""
    open_workbench()
    from samverkan.cli.service import Service, count_processes, load_examples  # tables can be imported only now

    owner = find_owner(options["admin"], options["password"])  # type: ignore[arg-type]
    if options["demo"]:
        load_examples(owner)
    processes = int(str(options["processes"] or count_processes()))
    service = Service(host=str(options["host"]), port=int(str(options["port"])), n_processes=processes)
    service.run(opens_browser=not options["no_browser"])


@command("worker", say("Do the long work of the workbench: one job after the other."))
@click.option("--beside", is_flag=True, hidden=True)
def worker(*, beside: bool) -> None:
    """Work until Ctrl-C or SIGTERM; the job at hand is finished or left for the next worker."""
    open_workbench(migrate=False)
    from samverkan.cli.service import work_until_told  # tables can be imported only now

    work_until_told(is_beside=beside)


def find_owner(email: str | None, password: str | None) -> str:
    """Return the address of the account that owns the examples, made when there is no account yet."""
    from samverkan.workbench.people import accounts

    if email is None and accounts.has_accounts():
        return ""
    if email is None:
        tell(say("There is no account yet. The first one looks after the workbench."))
        email = click.prompt(words(say("E-mail address")), type=str)
    if accounts.has_account(email):
        return email
    while True:
        given = password or ask_for_password()
        try:
            accounts.make_first_account(email, given)
        except WorkbenchError as error:
            if password is not None:
                raise
            warn(error.text)
        else:
            return email


def ask_for_password() -> str:
    """Return a password typed twice; an empty line makes one up and shows it."""
    tell(say("Type a password of at least 12 characters, or nothing to have one made up."))
    given: str = click.prompt(
        words(say("Password")), default="", show_default=False, hide_input=True, confirmation_prompt=True
    )
    if given:
        return given
    made = secrets.token_urlsafe(12)
    tell(say("The password is {password}. Write it down: it is shown only now.", password=made))
    return made
