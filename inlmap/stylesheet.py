"""The sheet that a browser reads first: colors and sizes by name, and the words of our scripts.

A script that runs before it knows the language, or because something did not arrive, takes its
words from here.
"""

from __future__ import annotations

import json

from inlmap import tokens
from inlmap.words import ENGLISH, LANGUAGES, say, speaking, word

STYLE_SHEET = "tokens.css"  # is not a file: it is made here
WORDS = {
    "map-coming": word(
        "Drawing the map. If it does not appear, reload the page; the table below lists the same "
        "programs."
    ),
    "map-failed": word(
        "The map could not be drawn, because a part of it did not arrive. Reload the page to try "
        "again; the table below lists the same programs."
    ),
    "shortcut": word("Shortcuts"),
    "skip-downloads": word("Skip to the downloads"),
    "skip-briefing": word("Skip to the briefing"),
}


def style_sheet() -> str:
    """Return the tokens and, for each language, the words as custom properties ``--say-...``.

    They follow the language of the document.
    """
    return tokens.style_sheet() + "".join(_words(name) for name in LANGUAGES)


def _words(name: str) -> str:
    with speaking(name):
        said = {key: json.dumps(say(text), ensure_ascii=False) for key, text in WORDS.items()}
    root = ":root" if name == ENGLISH else f":root:lang({name})"
    lines = "".join(f"  --say-{key}: {text};\n" for key, text in said.items())
    return f"{root} {{\n{lines}}}\n"
