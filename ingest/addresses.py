"""Which network addresses may be fetched: public ones only, whatever way they are spelled."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from rag.errors import AddressRefused, FetchFailed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def is_public(address: Address) -> bool:
    """Whether an address is on the public internet, and so is every IPv4 address that is wrapped in it."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    if not address.is_global or address.is_multicast or address in _LOCAL_NAT64:
        return False
    return all(map(is_public, _wrapped(address)))


def _wrapped(address: Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses inside an IPv6 one: 6to4, Teredo, NAT64 and IPv4-compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _COMPATIBLE:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]


async def resolve(host: str, port: int, allowed: Sequence[Network] = ()) -> str:
    """Look a host up once, and return an address of it to connect to.

    Args:
        host: a name, or an address in any spelling that the system understands.
        port: to connect to.
        allowed: networks that may be fetched although they are not public.

    Raises:
        AddressRefused: any of its addresses is not public.
        FetchFailed: the name has no address.
    """
    loop = asyncio.get_running_loop()
    # A thread of its own: when the deadline passes, nothing waits for a lookup that hangs.
    threads = ThreadPoolExecutor(1)
    try:
        found = await loop.run_in_executor(
            threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        )
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"There is no address for {host}. Check the spelling and the connection.") from error
    finally:
        threads.shutdown(wait=False)
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for address in addresses:
        if not is_public(address) and not any(address in network for network in allowed):
            raise AddressRefused(f"{host} is not on the public internet ({address}), so it is not fetched.")
    return str(addresses[0])
