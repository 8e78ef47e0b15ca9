"""The `samverkan` command: subcommands are imported only when they are called."""

import click

from samverkan import __version__
from samverkan.cli.frame import LazyGroup, speak_language, words
from samverkan.domain.words import say

speak_language()

COMMANDS = {
    "new": ("samverkan.cli.study:new", say("Start a study folder with the standard codebook.")),
    "import": ("samverkan.cli.interviews:import_files", say("Take transcripts into a study, under pseudonyms.")),
    "check": ("samverkan.cli.study:check", say("Print every error of a study folder at once.")),
    "evaluate": ("samverkan.cli.report:evaluate", say("Write the evaluation of one or more study folders.")),
    "qca": ("samverkan.cli.comparison:compare", say("Find which combinations of conditions go with an outcome.")),
    "share": ("samverkan.cli.sharing:share_cost", say("Share a cost: every key and rule, and whether it would hold.")),
    "whatif": ("samverkan.cli.whatif:ask", say("Say what an exit, a new member or another key means for each member.")),
    "clusters": ("samverkan.cli.clusters:form", say("Say which clusters could form, and which would under each key.")),
    "export": ("samverkan.cli.study:export", say("Write a study folder in its standard form, with datapackage.json.")),
    "serve": ("samverkan.cli.serving:serve", say("Open the workbench in the browser.")),
    "worker": ("samverkan.cli.serving:worker", say("Do the long work of the workbench: one job after the other.")),
    "import-study": ("samverkan.cli.moving:import_study", say("Take a study folder into the workbench.")),
    "export-study": ("samverkan.cli.moving:export_study", say("Write a study of the workbench as a study folder.")),
    "backup": ("samverkan.cli.backup:backup", say("Write the whole workbench to a file, while it runs.")),
    "restore": ("samverkan.cli.backup:restore", say("Set the whole workbench to a back-up, while it runs.")),
}


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    help=words(
        say(
            "Find out what makes an inter-municipal IT collaboration succeed, what each municipality gains, "
            "what it costs, who pays, and how sure one can be."
        )
    ),
)
@click.version_option(__version__, prog_name="samverkan")
def main() -> None:
    """Group the commands."""


if __name__ == "__main__":
    main()
