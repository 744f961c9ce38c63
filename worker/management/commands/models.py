"""`songngu models`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from translations.errors import BrokenPackage, RefusedInput
from worker import engine, packages
from worker.management.base import SongnguCommand
from worker.packages import Offer, PackageInfo

_MB = 1_000_000


class Command(SongnguCommand):
    help = "Lists, installs and removes translation packages, one for each language pair."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        listing = actions.add_parser("list", help="what is installed")
        available = actions.add_parser("available", help="what can be downloaded")
        install = actions.add_parser(
            "install",
            help="download a pair's package, or install an .argosmodel file",
            usage="songngu models install [-h] [--json] (FROM TO | FILE)",
        )
        install.add_argument("what", nargs="+", metavar="FROM TO | FILE", help="such as vi en, or a file")
        remove = actions.add_parser("remove", help="remove a pair's package; `songngu run` restores a bundled one")
        remove.add_argument("source", metavar="FROM")
        remove.add_argument("target", metavar="TO")
        for action in (listing, available, install, remove):
            action.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        found = packages.installed()
        lines = [f"{_pair(each)}  {each.version}  {each.path}" for each in found]
        hint = "No package is installed. The bundled one follows at first use; others: songngu models available"
        self._show(options, [_package_json(each) for each in found], lines or [hint])

    def _available(self, options: dict[str, Any]) -> None:
        found = packages.available()
        have = {package.pair: package.version for package in packages.installed()}
        lines = [f"{_pair(each)}  {each.version}  {each.name}{_note(each, have)}" for each in found]
        lines.append("Install one: songngu models install FROM TO" if found else "The index is empty.")
        self._show(options, [_offer_json(each) for each in found], lines)

    def _install(self, options: dict[str, Any]) -> None:
        what: Sequence[str] = options["what"]
        if len(what) > 2:
            raise RefusedInput(
                f"{' '.join(what)!r}", cure="Name two languages, such as vi en, or one .argosmodel file."
            )
        if len(what) == 1 and not Path(what[0]).exists() and "." not in what[0]:
            raise RefusedInput(f"{what[0]!r} alone", cure=f"Name both languages, such as {what[0]} en, or a file.")
        progress = _Progress(self, shown=not options["json"])
        package = (
            packages.install_file(Path(what[0]))
            if len(what) == 1
            else packages.install_from_index(what[0], what[1], progress)
        )
        _try_out(package)
        line = f"Installed {_pair(package)} {package.version}. Try it: songngu translate FILE {_options(package)}"
        self._show(options, _package_json(package), [line])

    def _remove(self, options: dict[str, Any]) -> None:
        package = packages.remove(options["source"], options["target"])
        again = f"To have it again: songngu models install {package.from_code} {package.to_code}"
        self._show(options, _package_json(package), [f"Removed {_pair(package)} {package.version}. {again}"])

    def _show(self, options: dict[str, Any], data: object, lines: Sequence[str]) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) if options["json"] else "\n".join(lines))


class _Progress:
    """A line that counts up, on a terminal; elsewhere nothing."""

    def __init__(self, command: SongnguCommand, *, shown: bool) -> None:
        self._out = command.stderr
        self._shown = shown and self._out.isatty()
        self._percent = -1

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else done // _MB
        if not self._shown or percent == self._percent:
            return
        self._percent = percent
        known = f" of {total / _MB:.1f}" if total else ""
        self._out.write(f"\r{done / _MB:.1f}{known} MB", ending="\n" if done == total else "")


def _try_out(package: PackageInfo) -> None:
    """A package that does not load is worse than none: it would fail every article."""
    try:
        engine.load(package)
    except BrokenPackage as error:
        packages.remove(*package.pair)
        raise BrokenPackage(error.what, cure="It is not kept. Try another file or version.") from None


def _pair(package: PackageInfo | Offer) -> str:
    return f"{package.from_code} → {package.to_code}"


def _options(package: PackageInfo) -> str:
    return f"--from {package.from_code} --to {package.to_code}"


def _note(offer: Offer, have: dict[tuple[str, str], str]) -> str:
    version = have.get((offer.from_code, offer.to_code))
    return f"  (installed: {version})" if version else ""


def _package_json(package: PackageInfo) -> dict[str, str]:
    return {
        "from": package.from_code,
        "to": package.to_code,
        "version": package.version,
        "name": package.name,
        "path": str(package.path),
    }


def _offer_json(offer: Offer) -> dict[str, Any]:
    return {
        "from": offer.from_code,
        "to": offer.to_code,
        "version": offer.version,
        "name": offer.name,
        "links": list(offer.links),
    }
