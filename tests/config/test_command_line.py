"""The `songngu` command: what it lists, and how it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import cli
from config.version import VERSION
from translations.errors import NotFound


def test_the_overview_lists_our_commands_and_not_djangos() -> None:
    text = cli.overview()
    for name in ("run", "ingest", "worker", "scheduler", "sources", "replay", "user", "password"):
        assert f"\n  {name} " in text, name
    assert "runserver" not in text


def test_every_command_of_ours_has_one_line_of_help() -> None:
    rows = [line for line in cli.overview().splitlines() if line.startswith("  ")]
    assert len(rows) == len(cli.our_commands()) + len(cli.ALIASES)
    assert all(len(row.split(None, 1)) == 2 for row in rows)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"songngu {VERSION}\n"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("wroker", "Did you mean `songngu worker`?"), ("pasword", "`songngu password`"), ("xyzzy", "songngu --help")],
)
def test_an_unknown_command_gets_a_suggestion(typed: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([typed]) == 1
    told = capsys.readouterr().err
    assert typed in told
    assert hint in told


def test_help_names_the_command_as_it_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["run", "--help"])
    assert capsys.readouterr().out.startswith("usage: songngu run ")


def raising(error: BaseException) -> object:
    def dispatch(arguments: object) -> None:
        raise error

    return dispatch


def test_an_error_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cli, "dispatch", raising(NotFound("source 'x'", cure="See: songngu sources list")))
    assert cli.main(["sources"]) == 1
    assert capsys.readouterr().err == "songngu: No such thing: source 'x'. See: songngu sources list\n"


def test_debugging_shows_where_an_error_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONGNGU_DEBUG", "true")
    monkeypatch.setattr(cli, "dispatch", raising(NotFound("source 'x'")))
    with pytest.raises(NotFound):
        cli.main(["sources"])


def test_ctrl_c_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cli, "dispatch", raising(KeyboardInterrupt()))
    assert cli.main(["worker"]) == 130
    assert capsys.readouterr().err == "\n"


def songngu(*words: str, **environ: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "config.cli", *words],
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.slow
def test_a_wrong_setting_is_one_line() -> None:
    _, err = songngu("sources", "list", SONGNGU_BEAM="two").communicate()
    assert err.decode() == "songngu: A setting is wrong: SONGNGU_BEAM='two'. Use a whole number, 1 or more.\n"


@pytest.mark.slow
def test_a_database_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    _, err = songngu("sources", "list", DATABASE_URL="", SONGNGU_DATA=str(tmp_path / "none")).communicate()
    assert err.decode().startswith("songngu: The database cannot be used: unable to open database file. Make its")
    assert err.count(b"\n") == 1


@pytest.mark.slow
def test_prepare_makes_a_database_that_commands_can_use(tmp_path: Path) -> None:
    place = {"DATABASE_URL": "", "SONGNGU_DATA": str(tmp_path / "new")}
    assert songngu("prepare", **place).wait() == 0
    out, err = songngu("sources", "list", **place).communicate()
    assert (out.split()[:3], err) == ([b"No", b"source", b"yet."], b"")


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error() -> None:
    process = songngu("--help")
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141
