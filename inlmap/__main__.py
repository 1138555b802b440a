"""The command line: ``python -m inlmap check [DIR]``, and the commands that ``--help`` lists."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from inlmap.aid import commands as aid
from inlmap.commands import briefings, folders, versions, workbooks
from inlmap.errors import InlmapError

COMMANDS = (folders, workbooks, aid, versions, briefings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: print what a command has to say and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m inlmap", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for module in COMMANDS:
        module.add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        answer = options.run(options)
    except (InlmapError, OSError) as error:
        answer = str(error), 1
    words, code = answer if isinstance(answer, tuple) else (answer, 0)
    print(words)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
