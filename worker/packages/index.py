"""The index of packages, somewhere on the web, and their download. Only an operator's command comes here."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpcore
import httpx
from django.conf import settings

from translations.errors import FetchError, NoPackage
from worker import fetch
from worker.connections import CheckedBackend, CheckedTransport, Deadline, Timeouts, system_resolver
from worker.packages.argos import INDEX_VARIABLE, index_url, package_module
from worker.packages.metadata import PackageInfo, version_key
from worker.packages.store import install_file

#: Bytes.
MAX_INDEX = 10_000_000
MAX_DOWNLOAD = 2 * 2**30
#: An hour for a large package on a slow line; twenty seconds without a byte end it sooner.
TIMEOUTS = Timeouts(total=3600)
CURE = f"Check the connection, or set {INDEX_VARIABLE} to a mirror; a downloaded file installs with: \
songngu models install FILE"

#: Told the bytes so far and the bytes in all (0: unknown).
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that can be downloaded."""

    from_code: str
    to_code: str
    version: str
    #: For people, such as "Vietnamese → English".
    name: str
    links: tuple[str, ...]


def available() -> list[Offer]:
    """What the index offers, the newest of each pair. Raises FetchError."""
    newest: dict[tuple[str, str], Offer] = {}
    for offer in _offers(_index()):
        other = newest.get((offer.from_code, offer.to_code))
        if other is None or version_key(offer.version) > version_key(other.version):
            newest[offer.from_code, offer.to_code] = offer
    return [newest[pair] for pair in sorted(newest)]


def install_from_index(from_code: str, to_code: str, progress: Progress = lambda done, total: None) -> PackageInfo:
    """Downloads and installs a pair's newest package. Raises NoPackage, FetchError or BrokenPackage."""
    offers = [offer for offer in available() if (offer.from_code, offer.to_code) == (from_code, to_code)]
    if not offers:
        raise NoPackage(
            f"the index has none for {from_code} to {to_code}", cure="See what it has: songngu models available."
        )
    with tempfile.TemporaryDirectory(prefix="songngu-") as folder:
        file = Path(folder) / f"translate-{from_code}_{to_code}.argosmodel"
        _download(offers[0].links, file, progress)
        return install_file(file)


def _index() -> list[Any]:
    url = index_url()
    try:
        answer = fetch.get(url, limit_bytes=MAX_INDEX, allow_hosts=_own_hosts())
        found = json.loads(answer.body) if answer.status == 200 else None
    except FetchError as error:
        raise FetchError(error.what, cure=CURE) from None
    except (ValueError, RecursionError) as error:
        raise FetchError(f"the index at {url} is no JSON ({error})", cure=CURE) from None
    if not isinstance(found, list):
        raise FetchError(f"{url} answered {answer.status}, not with an index of packages", cure=CURE)
    return found


def _offers(index: list[Any]) -> Iterator[Offer]:
    """Entries that make no sense, or are no translation packages, are passed over: the others still stand."""
    for metadata in index:
        if not isinstance(metadata, dict) or metadata.get("type", "translate") != "translate":
            continue
        try:
            package = package_module().AvailablePackage(metadata)
            values = (package.from_code, package.to_code, package.package_version)
            links = tuple(link for link in package.links if str(link).startswith(("http://", "https://")))
        except (TypeError, AttributeError):
            continue
        if links and all(isinstance(value, str) and value for value in values):
            yield Offer(*values, name=str(package).replace("\x1b", ""), links=links)


def _own_hosts() -> list[str]:
    """The operator named the index, so its host may be a private one, and its packages may be there too."""
    return [httpx.URL(index_url()).host, *settings.PRIVATE_HOSTS]


def _download(links: tuple[str, ...], file: Path, progress: Progress) -> None:
    """From the first of `links` that has it."""
    failures = []
    for link in links:
        try:
            with _answer(str(fetch.parse_url(link))) as response:
                _save(response, file, progress)
        except FetchError as error:
            failures.append(error.what)
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException,
                httpcore.UnsupportedProtocol) as error:  # fmt: skip
            failures.append(f"{link} broke off ({error})")
        else:
            return
    raise FetchError("; ".join(failures), cure=CURE)


@contextmanager
def _answer(url: str) -> Iterator[httpx.Response]:
    backend = CheckedBackend(system_resolver, Deadline(TIMEOUTS.total))
    backend.private = frozenset(host.lower() for host in _own_hosts())
    client = httpx.Client(
        transport=CheckedTransport(backend),
        trust_env=False,
        follow_redirects=True,
        max_redirects=fetch.MAX_REDIRECTS,
        timeout=httpx.Timeout(TIMEOUTS.read, connect=TIMEOUTS.connect),
        headers={"User-Agent": f"songngu/{settings.VERSION}", "Accept-Encoding": "identity"},
    )
    with client, client.stream("GET", url) as response:
        if response.status_code != 200:
            raise FetchError(f"{url} answered {response.status_code}")
        yield response


def _save(response: httpx.Response, file: Path, progress: Progress) -> None:
    declared = response.headers.get("content-length", "")
    total = int(declared) if declared.isascii() and declared.isdigit() else 0
    done = 0
    with file.open("wb") as target:
        for chunk in response.iter_raw(2**16):
            done += target.write(chunk)
            if max(done, total) > MAX_DOWNLOAD:
                raise FetchError(f"{response.url} is larger than {MAX_DOWNLOAD} bytes")
            progress(done, total)
    if total and done != total:
        raise FetchError(f"{response.url} ended after {done} of {total} bytes")
