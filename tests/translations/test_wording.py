"""The desk's Vietnamese is complete. Needs no gettext: code and templates are read here, the catalogues by Babel."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.template import Engine
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import override

from translations import errors
from translations.services.assigning import NotForYou
from translations.services.terms import NotYours
from translations.states import MOVES, State
from translations.views.telling import told

ROOT = Path(__file__).parents[2] / "translations"
TEMPLATES = [path for ending in ("html", "txt") for path in ROOT.rglob(f"templates/**/*.{ending}")]
MESSAGES = ROOT / "locale" / "vi" / "LC_MESSAGES"
#: Name of the function → how many of its arguments are texts.
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
#: What is looked up by a variable: the history of a draft, and ages, for which Django has no Vietnamese.
AGES = {f"%(num)d {unit}{s}" for unit in ("year", "month", "week", "day", "hour", "minute") for s in ("", "s")}
LOOKED_UP = {*MOVES, *(state.value for state in State), *AGES}
#: Errors that a person at the desk can meet, and who raises them.
ERRORS = (errors.RefusedInput, errors.StaleVersion, errors.ImpossibleMove, NotYours, NotForYou)
RAISERS = (
    "review.py",
    "judging.py",
    "publish.py",
    "moving.py",
    "terms.py",
    "dismissing.py",
    "marking.py",
    "repairing.py",
    "splitting.py",
    "reverting.py",
    "assigning.py",
    "bulk.py",
)


def in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            for argument in node.args[: CALLS[node.func.id]]:
                assert isinstance(argument, ast.Constant), f"{path}:{node.lineno} translates what is not a literal"
                yield argument.value


def in_errors(path: Path) -> Iterator[str]:
    """The fixed parts of what is raised: what was wrong, and the cure."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            for part in [*node.exc.args, *(word.value for word in node.exc.keywords if word.arg == "cure")]:
                if isinstance(part, ast.Constant):
                    yield part.value


def in_template(path: Path) -> Iterator[str]:
    libraries = {name: f"django.templatetags.{name}" for name in ("i18n", "l10n", "static")}
    libraries["django_htmx"] = "django_htmx.templatetags.django_htmx"
    template = Engine(libraries=libraries).from_string(path.read_text(encoding="utf-8"))
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        if node.filter_expression.var.lookups is None:
            yield node.filter_expression.var.literal
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        yield node.render_token_list(node.singular)[0]
        if node.plural:
            yield node.render_token_list(node.plural)[0]


def used() -> set[str]:
    code = {text for path in ROOT.rglob("*.py") if path.name != "telling.py" for text in in_code(path)}
    raised = {cleandoc(error.__doc__ or "").splitlines()[0] for error in ERRORS}
    raised |= {text for name in RAISERS for text in in_errors(ROOT / "services" / name)}
    return code | raised | LOOKED_UP | {text for path in TEMPLATES for text in in_template(path)}


def said(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """Every English text, singulars and plurals alike → its Vietnamese."""
    found = {}
    for message in catalogue:
        if message.id and not message.fuzzy:
            for text in _strings(message.id):
                found[text] = _strings(message.string)
    return found


def _strings(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@pytest.fixture(scope="module")
def written() -> dict[str, tuple[str, ...]]:
    with (MESSAGES / "django.po").open("rb") as file:
        return said(read_po(file, locale="vi"))


def test_every_text_of_the_desk_is_said_in_vietnamese(written: dict[str, tuple[str, ...]]) -> None:
    assert {text for text in used() if not all(written.get(text, ("",)))} == set()


def test_an_error_is_told_in_vietnamese() -> None:
    error = errors.RefusedInput("no reason given", field="reason", cure="Say why, so that someone can act on it.")
    with override("vi"):
        assert told(error) == "Không nhận: chưa nêu lý do. Hãy nêu lý do để người khác xử lý được."
    with override("en"):
        assert told(error) == str(error)


def test_nothing_is_translated_that_nobody_says(written: dict[str, tuple[str, ...]]) -> None:
    assert set(written) - used() == set()


def test_translations_fill_in_the_same_values(written: dict[str, tuple[str, ...]]) -> None:
    def values(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)[sd]|%%|</?\w+>", text))

    assert [text for text, strings in written.items() if any(values(text) != values(s) for s in strings)] == []


def test_the_compiled_catalogue_is_the_written_one(written: dict[str, tuple[str, ...]]) -> None:
    """After a change: msgfmt -o django.mo django.po"""
    with (MESSAGES / "django.mo").open("rb") as file:
        assert said(read_mo(file)) == written
