"""
Who the client is: the peer, or whom a configured proxy names in `X-Forwarded-For`.

Nothing that an untrusted peer says is believed. `X-Forwarded-Proto` and `X-Forwarded-Host` are
never looked at: every link of this server is path-absolute, right for any scheme and host.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from sendgraph.errors import BadParameter

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_KEY: Final = "sendgraph.client"
#: Who has an IPv6 connection has the whole of a /64, and may send each request from another address of it.
_SUBNET_BITS: Final = 64
_MAPPED_BITS: Final = 96
#: An IPv6 address in full with brackets, the name of an interface and a port.
_LONGEST_ADDRESS: Final = 80


@dataclass(frozen=True, slots=True)
class Client:
    """Who sent a request; `proxied` where a trusted proxy handed it on. No address: not an internet peer."""

    address: Address | None
    proxied: bool = False

    def __str__(self) -> str:
        """The address; `-` where there is none."""
        return "-" if self.address is None else str(self.address)

    @property
    def loopback(self) -> bool:
        """Whether the client itself, not only the proxy before it, is on this machine."""
        return self.address is not None and self.address.is_loopback

    @property
    def counted_as(self) -> str:
        """
        Under what the client's requests are counted: an IPv4 address, or the /64 of an IPv6 address.

        >>> Client(ip_address("2001:db8::7:1")).counted_as
        '2001:db8::/64'
        """
        if isinstance(self.address, IPv6Address):
            return str(IPv6Network((int(self.address), _SUBNET_BITS), strict=False))
        return str(self)


class TrustedProxies:
    """
    The proxies whose `X-Forwarded-For` is believed, by address or network.

    >>> TrustedProxies(["10.0.0.0/8"]).client("10.1.1.1", ["198.51.100.7, 203.0.113.9, 10.2.2.2"])
    Client(address=IPv4Address('203.0.113.9'), proxied=True)
    """

    def __init__(self, networks: Iterable[str] = ()) -> None:
        """
        Read the addresses and networks.

        Raises:
            BadParameter: where one is neither, or names everybody.
        """
        self._networks = [_network(text) for text in networks]

    def __contains__(self, address: Address) -> bool:
        """Whether an address is a trusted proxy's."""
        return any(address in network for network in self._networks)

    def client(self, peer: str | None, forwarded: Iterable[str]) -> Client:
        """
        The client of a request from `peer` with these `X-Forwarded-For` headers.

        Read from the right, since each proxy adds at the end whom it got the request from: the first that
        is not trusted is the client, and what stands left of it is only said by it. Something that is no
        address ends the reading: the proxy that passed it on counts as the client.
        """
        address = _address(peer) if peer else None
        if address is None or address not in self:
            return Client(address)
        rest = ",".join(forwarded)
        while rest and address in self:
            rest, _, entry = rest.rpartition(",")
            named = _address(entry)
            if named is None:
                break
            address = named
        return Client(address, proxied=True)


class ClientAddress:
    """Middleware that works out the client, for `client_of`."""

    def __init__(self, app: ASGIApp, proxies: TrustedProxies) -> None:
        """Wrap an application behind these proxies."""
        self.app = app
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the client of a request."""
        if scope["type"] == "http":
            peer = scope.get("client")
            forwarded = [v.decode("latin-1") for name, v in scope["headers"] if name == b"x-forwarded-for"]
            scope[_KEY] = self.proxies.client(peer[0] if peer else None, forwarded)
        await self.app(scope, receive, send)


def client_of(scope: Scope) -> Client:
    """The client of a request that has passed `ClientAddress`."""
    client = scope[_KEY]
    assert isinstance(client, Client)
    return client


def _network(text: str) -> Network:
    try:
        network = ip_network(text.strip())
    except ValueError as error:
        raise BadParameter(
            f"{text!r} is neither an address nor a network",
            where="SENDGRAPH_TRUSTED_PROXIES",
            remedy="write one like 192.0.2.10 or 10.0.0.0/8",
        ) from error
    if network.prefixlen == 0:
        raise BadParameter(
            f"{text!r} trusts everybody, so that everybody could pass for anybody",
            where="SENDGRAPH_TRUSTED_PROXIES",
            remedy="name the proxies alone",
        )
    if isinstance(network, IPv6Network) and network.prefixlen >= _MAPPED_BITS:
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return IPv4Network((mapped, network.prefixlen - _MAPPED_BITS))
    return network


def _address(text: str) -> Address | None:
    """
    An address as peers and proxies write it, with or without a port; None where it is none.

    >>> [str(_address(t)) for t in ("192.0.2.1:80", "[2001:db8::1]:80", "::ffff:192.0.2.1", "unknown")]
    ['192.0.2.1', '2001:db8::1', '192.0.2.1', 'None']
    """
    host = text.strip()
    return _parsed(host) if len(host) <= _LONGEST_ADDRESS else None


@lru_cache(maxsize=10_000)
def _parsed(host: str) -> Address | None:
    if host.startswith("["):
        host, bracket, port = host[1:].partition("]")
        if not bracket or (port and not _is_port(port)):
            return None
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
        if not _is_port(f":{port}"):
            return None
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _is_port(text: str) -> bool:
    digits = text.removeprefix(":")
    return text.startswith(":") and digits.isascii() and digits.isdigit() and int(digits[:6]) < 65_536
