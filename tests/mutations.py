"""Spoil a right file in the ways that people, programs and disks do, at random but repeatably.

Each mutation takes the bytes of a file and a ``random.Random`` and returns other bytes. To
fuzz another kind of input, write its own list of mutations and a test in ``tests/fuzz`` that
hands a function to the ``fuzz`` fixture.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[bytes, Random], bytes]

WINDOW_ROWS = 6
MOST_MUTATIONS = 3
NASTY_CELLS = (
    "",
    " ",
    "\u00a0",
    "NaN",
    "inf",
    "-1",
    "--5",
    "0",
    "1e5",
    "1_000",
    "1,234.5",
    "$5",
    "5.0M",
    "1000000000000",
    "１２",
    " 5",
    "20x4",
    "1492",
    "9999",
    "2010",
    "12.5",
    "HND",
    "XXX",
    "hnd",
    "HND;HND",
    ";",
    "a;;b",
    "=1+1",
    "'",
    '"',
    '""',
    "x\ny",
    "x\r\ny",
    "a\tb",
    "a\0b",
    "a\u202eb",
    "\ufeff",
    "\u2028",
    "None",
    "javascript:alert(1)",
    "https://example.org/a b",
    "<script>",
    "Policía",
    "🚔",
)
NASTY_TOKENS = (
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"[" * 5_000,
    b"{",
    b"}",
    b",",
    b"\0",
    b"\xff",
    b'"',
)


def mutated(content: bytes, mutations: Sequence[Mutation], random: Random) -> bytes:
    """Return the bytes after none to three of the mutations; some leave a right file right."""
    for mutation in random.choices(mutations, k=random.randint(0, MOST_MUTATIONS)):
        content = mutation(content, random)
    return content


def window(content: bytes, random: Random) -> bytes:
    """Return the heading and a few following rows of a table that has no line breaks in cells."""
    heading, *rows = content.splitlines(keepends=True)
    start = random.randrange(max(1, len(rows) - WINDOW_ROWS + 1))
    return heading + b"".join(rows[start : start + WINDOW_ROWS])


# Any file.


def flip_bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randint(1, 3) if content else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def truncate(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def insert_bytes(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content) + 1)
    piece = random.choice(NASTY_TOKENS) if random.random() < 0.7 else random.randbytes(4)
    return content[:place] + piece + content[place:]


def remove_bytes(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + content[place + random.randint(1, 20) :]


def encode_otherwise(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        random.choice(("cp1252", "utf-16", "utf-16-le", "utf-32", "mac-roman")), "replace"
    )


def add_byte_order_mark(content: bytes, _random: Random) -> bytes:
    return codecs.BOM_UTF8 + content


def replace_whole(_content: bytes, random: Random) -> bytes:
    return random.choice((b"", b"\n", b"\0" * 999, b"PK\x03\x04", b"<html>", random.randbytes(99)))


# Lines of a table.


def _with_lines(content: bytes, change: Callable[[list[bytes]], object]) -> bytes:
    lines = content.splitlines(keepends=True)
    if lines:
        change(lines)
    return b"".join(lines)


def double_line(content: bytes, random: Random) -> bytes:
    return _with_lines(content, lambda lines: lines.append(random.choice(lines)))


def drop_line(content: bytes, random: Random) -> bytes:
    return _with_lines(content, lambda lines: lines.pop(random.randrange(len(lines))))


def shuffle_lines(content: bytes, random: Random) -> bytes:
    return _with_lines(content, random.shuffle)


def join_lines(content: bytes, random: Random) -> bytes:
    return content.replace(b"\n", b"", random.randint(1, 2))


def add_blank_lines(content: bytes, random: Random) -> bytes:
    blank = random.choice((b"\n", b"\r\n", b",,,\n", b"   \n"))
    return _with_lines(content, lambda lines: lines.insert(random.randrange(len(lines) + 1), blank))


def end_lines_otherwise(content: bytes, random: Random) -> bytes:
    return content.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", "\u2028".encode())))


def separate_otherwise(content: bytes, random: Random) -> bytes:
    return content.replace(b",", random.choice((b";", b"\t", b"|", b", ")))


def insert_quotes(content: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 2)):
        place = random.choice([at for at, byte in enumerate(content) if byte == 44] or [0])
        content = content[:place] + b'"' + content[place:]
    return content


# Cells of a table.


def _with_cells(content: bytes, change: Callable[[list[list[str]]], object]) -> bytes:
    csv.field_size_limit(2_000_000_000)
    text = content.decode("utf-8", "replace")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if any(rows):
        change(rows)
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode("utf-8", "replace")


def replace_cell(content: bytes, random: Random) -> bytes:
    def change(rows: list[list[str]]) -> None:
        row = random.choice([row for row in rows[1:] if row] or [row for row in rows if row])
        row[random.randrange(len(row))] = random.choice(NASTY_CELLS)

    return _with_cells(content, change)


def pad_cell(content: bytes, random: Random) -> bytes:
    def change(rows: list[list[str]]) -> None:
        row = random.choice([row for row in rows if row])
        row[random.randrange(len(row))] += random.choice((" ", "\u00a0", "\t", "\u200b", "\n"))

    return _with_cells(content, change)


def enlarge_cell(content: bytes, random: Random) -> bytes:
    def change(rows: list[list[str]]) -> None:
        row = random.choice([row for row in rows if row])
        row[random.randrange(len(row))] = "x y " * random.choice((999, 1_001, 1_001, 50_000))

    return _with_cells(content, change)


def rename_heading(content: bytes, random: Random) -> bytes:
    def change(rows: list[list[str]]) -> None:
        heading = rows[0] or [""]
        at = random.randrange(len(heading))
        spoil = random.choice((str.upper, str.title, lambda name: name[:-1], lambda _name: ""))
        heading[at] = random.choice((spoil(heading[at]), random.choice(heading)))

    return _with_cells(content, change)


def move_column(content: bytes, random: Random) -> bytes:
    def change(rows: list[list[str]]) -> None:
        for row in filter(None, rows):
            row.append(row.pop(0))

    return _with_cells(content, change) if random.random() < 0.8 else content


def add_columns(content: bytes, random: Random) -> bytes:
    extra = [""] * random.choice((1, 2, 3_000))
    return _with_cells(content, lambda rows: [row.extend(extra) for row in rows])


def drop_column(content: bytes, random: Random) -> bytes:
    def change(rows: list[list[str]]) -> None:
        at = random.randrange(max(1, len(rows[0])))
        for row in rows:
            del row[at : at + 1]

    return _with_cells(content, change)


BYTE_MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    truncate,
    insert_bytes,
    remove_bytes,
    encode_otherwise,
    add_byte_order_mark,
    replace_whole,
)
TABLE_MUTATIONS: tuple[Mutation, ...] = (
    *BYTE_MUTATIONS,
    double_line,
    drop_line,
    shuffle_lines,
    join_lines,
    add_blank_lines,
    end_lines_otherwise,
    separate_otherwise,
    insert_quotes,
    replace_cell,
    replace_cell,
    replace_cell,
    pad_cell,
    enlarge_cell,
    rename_heading,
    move_column,
    add_columns,
    drop_column,
)
