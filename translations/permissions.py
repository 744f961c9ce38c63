"""Who may do what, where a permission of Django's does not say it. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def may_work(languages: Sequence[str], language: str) -> bool:
    """Whether somebody who works in `languages` may see and touch a draft in `language`. No languages: in every one."""
    return not languages or language in languages


def shared(languages: Sequence[str], all_of_them: Sequence[str]) -> list[str]:
    """Those of `all_of_them` in which somebody who works in `languages` may work."""
    return [language for language in all_of_them if may_work(languages, language)]
