"""Which addresses belong to the public internet. Pure: strings in, yes or no out.

Anything that could be the operator's own network is refused, and so is anything that smuggles an IPv4 address
inside an IPv6 one: one rule then holds, whatever the translator between the two would do.
"""

from __future__ import annotations

import ipaddress

#: Public by IANA's tables, yet not places that a newsroom publishes from.
_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598); also one cloud's metadata service
        "168.63.129.16/32",  # another cloud's host agent
        "192.0.0.0/24",  # protocol assignments (RFC 6890); also a third cloud's metadata service
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
    )
)
#: Everything outside it is loopback, mapped, NAT64, unique-local, link-local, multicast or unassigned (RFC 4291).
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them (RFC 2928, RFC 4380)
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4 carries an IPv4 address (RFC 3056)
        "3fff::/20",  # documentation (RFC 9637)
    )
)


def is_public(address: str) -> bool:
    """Whether a numeric address may be connected to. Whatever is not an address is not public."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        return found in _GLOBAL_V6 and not any(found in network for network in _REFUSED_V6)
    if found.is_multicast or found.is_reserved or not found.is_global:
        return False
    return not any(found in network for network in _REFUSED_V4)
