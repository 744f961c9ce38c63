"""Opens an .argosmodel: a zip that someone else made, so nothing in it is believed."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from translations.errors import BrokenPackage
from worker.packages.metadata import CURE, MAX_METADATA, PackageInfo, described

MAX_ENTRIES = 2_000
#: Bytes, unpacked. The largest published packages come near 1 GB.
MAX_BYTES = 4 * 2**30
#: Models hardly compress; a vocabulary does so by 10. Small files may do as they like.
MAX_RATIO = 200
_SMALL = 2**20
_CHUNK = 2**20
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)

Entries = Mapping[PurePosixPath, zipfile.ZipInfo]


def peek(archive: Path) -> PackageInfo:
    """What package `archive` holds, without unpacking it; `path` is the archive. Raises BrokenPackage."""
    with _opened(archive) as (zipped, entries):
        return _described(zipped, entries, archive)


def unpack(archive: Path, folder: Path) -> PackageInfo:
    """Writes the package's files into the new `folder`; `path` is that folder. Raises BrokenPackage or OSError.

    On an error `folder` is left half full: it is the caller's to remove.
    """
    with _opened(archive) as (zipped, entries):
        package = _described(zipped, entries, archive)
        folder.mkdir()
        for name, entry in entries.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with zipped.open(entry) as source, target.open("xb") as file:
                while chunk := source.read(_CHUNK):  # never more than the declared size, which is checked
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
    return PackageInfo(package.from_code, package.to_code, package.version, folder, package.name)


@contextmanager
def _opened(archive: Path) -> Iterator[tuple[zipfile.ZipFile, Entries]]:
    try:
        with zipfile.ZipFile(archive) as zipped:
            yield zipped, _entries(zipped, archive.name)
    except FileNotFoundError:
        raise BrokenPackage(f"{archive} does not exist", cure="Check the path.") from None
    except IsADirectoryError:
        raise BrokenPackage(f"{archive} is a folder", cure="Name the .argosmodel file.") from None
    except _UNREADABLE as error:
        raise BrokenPackage(f"{archive.name} is no zip that can be read ({error})", cure=CURE) from None


def _entries(zipped: zipfile.ZipFile, source: str) -> Entries:
    """The files by their name inside the package's one folder."""
    listed = zipped.infolist()
    if len(listed) > MAX_ENTRIES or sum(entry.file_size for entry in listed) > MAX_BYTES:
        raise BrokenPackage(f"{source} unpacks to more than {MAX_ENTRIES} files or {MAX_BYTES} bytes", cure=CURE)
    paths = [(PurePosixPath(_checked(entry, source)), entry) for entry in listed if not entry.is_dir()]
    paths = [(path, entry) for path, entry in paths if path.parts[0] != "__MACOSX"]
    if len({path.parts[0] for path, _ in paths}) != 1 or any(len(path.parts) < 2 for path, _ in paths):
        raise BrokenPackage(f"{source} does not hold exactly one folder", cure=CURE)
    entries = {PurePosixPath(*path.parts[1:]): entry for path, entry in paths}
    if len(entries) != len(paths):
        raise BrokenPackage(f"{source} holds one name twice", cure=CURE)
    _require_parts({str(path) for path in entries}, source)
    return entries


def _checked(entry: zipfile.ZipInfo, source: str) -> str:
    name = entry.filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    suspect = name.startswith("/") or any(sign in name for sign in "\\:\0") or ".." in PurePosixPath(name).parts
    if suspect or kind not in (0, stat.S_IFREG) or not PurePosixPath(name).parts:
        raise BrokenPackage(f"{source} holds {name[:80]!r}, a link or a path that leads out of it", cure=CURE)
    if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
        raise BrokenPackage(f"{name[:80]!r} in {source} unpacks to {entry.file_size} bytes, a bomb", cure=CURE)
    return name


def _require_parts(names: set[str], source: str) -> None:
    missing = sorted({"metadata.json", "model/model.bin"} - names)
    if not names & {"sentencepiece.model", "bpe.model"}:
        missing.append("sentencepiece.model or bpe.model")
    if missing:
        raise BrokenPackage(f"{source} has no {', no '.join(missing)}", cure=CURE)


def _described(zipped: zipfile.ZipFile, entries: Entries, archive: Path) -> PackageInfo:
    with zipped.open(entries[PurePosixPath("metadata.json")]) as file:
        return described(file.read(MAX_METADATA), archive, archive.name)
