import asyncio
import ipaddress

import pytest

from ingest.addresses import is_public, resolve
from rag.errors import AddressRefused, FetchFailed


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1",
        "::", "::1", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:a00:1::1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001:0:7f00:1::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_addresses_that_are_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "::1"])
def test_every_spelling_of_the_own_machine_is_refused(host):
    with pytest.raises(AddressRefused, match="not on the public internet"):
        asyncio.run(resolve(host, 80))


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        asyncio.run(resolve("two-faced.example", 80))


def test_a_name_without_an_address(monkeypatch):
    def fail(*_, **__):
        raise OSError("no such host")

    monkeypatch.setattr("socket.getaddrinfo", fail)
    with pytest.raises(FetchFailed, match=r"no address for nowhere\.example"):
        asyncio.run(resolve("nowhere.example", 80))


def test_allowed_networks_may_be_fetched():
    assert asyncio.run(resolve("127.0.0.1", 80, [ipaddress.ip_network("127.0.0.0/8")])) == "127.0.0.1"
