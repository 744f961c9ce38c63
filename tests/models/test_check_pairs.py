from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from recipe.check_pairs import Checker, check_files, read_accepted
from recipe.corpus import OWN_DATA, stem

GOOD = "Mưa to ở 6 xã miền núi phía bắc.\tHeavy rain fell in 6 northern mountain communes."
BAD = [
    ("Mưa to ở sáu xã.", "malformed"),
    ("Mưa to.\tHeavy rain.\tMore", "malformed"),
    ("\tHeavy rain.", "malformed"),
    ("Mưa to ở  sáu xã.\tHeavy rain in six communes.", "untidy"),
    ("Mưa to ở 6 xã.\tHeavy rain in 7 communes.", "numbers disagree"),
    ("Mưa to ở sáu xã miền núi.\tMưa to đã gây ngập ở sáu xã của tỉnh.", "target is not English"),
]


@pytest.mark.parametrize(("line", "problem"), BAD)
def test_a_line_that_teaches_a_mistake_is_named(line: str, problem: str) -> None:
    assert (Checker().problem(line, "a:1") or "").startswith(problem)


def test_a_line_whose_figures_alone_differ_is_a_duplicate_across_files() -> None:
    checker = Checker()
    assert checker.problem(GOOD, "a:1") is None
    assert checker.problem(GOOD.replace("6", "9"), "b:7") == "duplicate of a:1"


def test_a_line_that_a_person_accepted_may_differ_in_numbers_but_not_be_malformed() -> None:
    checker = Checker(["Dịp lễ 2/9 năm nay"])
    assert checker.problem("Dịp lễ 2/9 năm nay\tThis year's National Day", "a:1") is None
    assert checker.problem("Dịp lễ 2/9 năm nay", "a:2") is not None


def test_mending_writes_the_good_lines_and_reports_the_others(tmp_path: Path) -> None:
    path = tmp_path / "press_x.tsv.xz"
    path.write_bytes(lzma.compress(f"{GOOD}\nbroken\n".encode()))
    total, findings = check_files([path], Checker(), tmp_path / "out")
    assert (total, [(f.line, f.problem[:9]) for f in findings]) == (2, [(2, "malformed")])
    assert lzma.decompress((tmp_path / "out" / "press_x.tsv.xz").read_bytes()).decode() == f"{GOOD}\n"


def test_our_own_pairs_are_clean() -> None:
    files = sorted([*OWN_DATA.glob("press_*.tsv"), *OWN_DATA.glob("press_*.tsv.xz")], key=stem)
    total, findings = check_files(files, Checker(read_accepted(OWN_DATA)), None)
    assert total > 5000
    assert [str(finding) for finding in findings] == []
