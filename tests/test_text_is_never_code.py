"""Nothing in the program makes code of text, and Streamlit's Markdown gets our own words only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = [*ROOT.glob("inlmap/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
SCRIPTS = [*ROOT.glob("inlmap/static/*.js"), *ROOT.glob("inlmap/downloads/*.js")]
FORBIDDEN = {
    "unsafe_allow_html": "Streamlit would take text for markup",
    "unsafe_allow_javascript": "Streamlit would run scripts in markup",
    "shell=True": "a shell would read text as commands",
    "pickle": "reading it runs code",
    "yaml.load(": "reading it may run code",
    "innerHTML": "the browser would take text for markup",
    "outerHTML": "the browser would take text for markup",
    "insertAdjacentHTML": "the browser would take text for markup",
    "document.write": "the browser would take text for markup",
    "new Function": "the browser would run text",
}
# The one script that a page adds: an address and a language, both words of the program.
OWN_SCRIPT = (
    """st.html(f"{SCRIPT} data-language='{words.language()}'></script>", """
    "unsafe_allow_javascript=True)"
)
MARKDOWN = ("markdown", "caption", "info", "warning", "error", "success", "expander", "page_link")
# Their f-strings hold numbers, constants of the program, or a version of the data; nothing else.
OWN_WORDS = {
    "inlmap/ui/screens/about.py": {"PURPOSE", "LOOKS", "MONEY_RULES", "LIMITS", "one", "notice"}
    | {"view", "catalog", "programs", "named", "counted", "rows_in_words"},
    "inlmap/ui/screens/country.py": {"lines"},
    "inlmap/ui/screens/your_data.py": {"HOW"},
    "inlmap/ui/sources/downloads.py": {"NOTE", "ADDRESSES", "PUBLISHED_ONLY", "counted"}
    | {"table", "view"},
    "inlmap/ui/html_tables.py": {"text", "note", "caption"},
    "inlmap/ui/sidebar.py": {"MORE", "span"},
    "inlmap/ui/briefing_button.py": {"NOTE"},
}


@pytest.mark.parametrize("path", [*PYTHON, *SCRIPTS], ids=lambda path: path.name)
def test_no_file_uses_what_makes_code_of_text(path: Path) -> None:
    text = path.read_text("utf-8").replace(OWN_SCRIPT, "", 1)
    assert [f"{word}: {reason}" for word, reason in FORBIDDEN.items() if word in text] == []


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.name)
def test_no_module_evaluates_text(path: Path) -> None:
    called = [
        node.func
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    names = {one.id for one in called if isinstance(one, ast.Name)}
    assert names & {"eval", "exec", "compile", "__import__"} == set()


def names_in_markdown(path: Path) -> set[str]:
    """The names in what a file gives to Markdown, but for those of saying a text."""
    tree = ast.parse(path.read_text("utf-8"))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in MARKDOWN
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "st"
    ]
    said = [
        part
        for call in calls
        for part in (
            *call.args[: call.func.attr != "page_link"],
            *(k.value for k in call.keywords if k.arg == "label"),
        )
    ]
    used = {node.id for part in said for node in ast.walk(part) if isinstance(node, ast.Name)}
    return used - {"len", "say", "say_count"}


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.name)
def test_markdown_gets_words_of_the_program_only(path: Path) -> None:
    assert names_in_markdown(path) <= OWN_WORDS.get(str(path.relative_to(ROOT)), set())


@pytest.mark.parametrize("name", OWN_WORDS)
def test_each_word_that_markdown_may_get_is_given_to_it(name: str) -> None:
    assert OWN_WORDS[name] <= names_in_markdown(ROOT / name)


def test_the_one_script_of_a_page_is_added_once() -> None:
    assert sum(path.read_text("utf-8").count(OWN_SCRIPT) for path in PYTHON) == 1
