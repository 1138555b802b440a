"""The command line: ``python -m inlmap check [DIR]``, and the commands that ``--help`` lists."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from inlmap.errors import InlmapError

# Only the module of the command that is asked for is read: an import of millions of rows has no
# room for what draws maps and slides.
COMMANDS = {
    "check": "inlmap.catalog.commands",
    "datapackage": "inlmap.catalog.commands",
    "codebook": "inlmap.catalog.commands",
    "template": "inlmap.downloads.commands",
    "import": "inlmap.downloads.commands",
    "import-foreignassistance": "inlmap.ledger.commands",
    "revisions": "inlmap.ledger.commands",
    "release": "inlmap.catalog.commands",
    "diff": "inlmap.catalog.commands",
    "brief": "inlmap.briefings.commands",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: print what a command has to say and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(prog="python -m inlmap", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    asked = COMMANDS.get(given[0]) if given else None
    for module in dict.fromkeys([asked] if asked else COMMANDS.values()):
        import_module(module).add_commands(commands)
    options = parser.parse_args(given)
    try:
        answer = options.run(options)
    except (InlmapError, OSError) as error:
        answer = str(error), 1
    words, code = answer if isinstance(answer, tuple) else (answer, 0)
    print(words)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
