"""The command line: ``python -m inlmap check [DIR]``, and the commands that ``--help`` lists."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pkgutil import resolve_name

import click

from inlmap.errors import InlmapError

# Only the module of the command that is asked for is read: an import of millions of rows has no
# room for what draws maps and slides.
COMMANDS = {
    "check": "inlmap.catalog.commands:check",
    "datapackage": "inlmap.catalog.commands:print_datapackage",
    "codebook": "inlmap.catalog.commands:print_codebook",
    "template": "inlmap.downloads.commands:write_template",
    "import": "inlmap.downloads.commands:import_workbook",
    "import-foreignassistance": "inlmap.ledger.commands:import_official",
    "revisions": "inlmap.ledger.commands:compare",
    "release": "inlmap.catalog.commands:release",
    "diff": "inlmap.catalog.commands:diff",
    "brief": "inlmap.briefings.commands:brief",
}
INTERRUPTED = 130  # as shells have it


class Program(click.Group):
    """The commands by name, each read when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the help."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, or None where there is none of this name."""
        return resolve_name(COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def invoke(self, ctx: click.Context) -> int:
        """Run the command that is asked for: print what it has to say and return its exit code."""
        try:
            answer = super().invoke(ctx)
        except (InlmapError, OSError) as error:
            answer = str(error), 1
        words, code = answer if isinstance(answer, tuple) else (answer, 0)
        print(words)
        return int(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    program = Program(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
    try:
        return int(program.main(arguments, "python -m inlmap", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
