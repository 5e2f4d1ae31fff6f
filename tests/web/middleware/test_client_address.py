"""Who the client is, and that nobody is believed who is not configured."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from ipaddress import ip_address

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sendgraph.errors import BadParameter
from sendgraph.web.middleware.client_address import Client, ClientAddress, TrustedProxies, client_of

Serving = Callable[..., AbstractContextManager[httpx.Client]]
PROXIES = TrustedProxies(["10.0.0.0/8", "192.0.2.1", "2001:db8:ffff::/48"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "client", "proxied"),
    [
        ("203.0.113.9", [], "203.0.113.9", False),
        ("203.0.113.9", ["127.0.0.1"], "203.0.113.9", False),
        ("10.0.0.1", [], "10.0.0.1", True),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9", True),
        ("10.0.0.1", ["127.0.0.1, 203.0.113.9"], "203.0.113.9", True),
        ("10.0.0.1", ["198.51.100.1, 203.0.113.9, 10.0.0.2, 192.0.2.1"], "203.0.113.9", True),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.9", "10.0.0.2"], "203.0.113.9", True),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3", True),
        ("10.0.0.1", ["203.0.113.9, unknown"], "10.0.0.1", True),
        ("10.0.0.1", ["203.0.113.9, , 10.0.0.2"], "10.0.0.2", True),
        ("10.0.0.1", ["203.0.113.9, _hidden, 10.0.0.2"], "10.0.0.2", True),
        ("10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9", True),
        ("10.0.0.1", ["203.0.113.9:x"], "10.0.0.1", True),
        ("10.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::1", True),
        ("10.0.0.1", ["[2001:db8::1"], "10.0.0.1", True),
        ("10.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9", True),
        ("::ffff:10.0.0.1", ["203.0.113.9"], "203.0.113.9", True),
        ("2001:db8:ffff::1", ["203.0.113.9"], "203.0.113.9", True),
        ("2001:db8:fffe::1", ["203.0.113.9"], "2001:db8:fffe::1", False),
        ("fe80::1%eth0", [], "fe80::1", False),
    ],
)
def test_the_first_from_the_right_that_is_not_trusted(
    peer: str, forwarded: list[str], client: str, proxied: bool
) -> None:
    assert PROXIES.client(peer, forwarded) == Client(ip_address(client), proxied)


def test_a_peer_without_an_address_is_nobody() -> None:
    for peer in (None, "", "/run/proxy.socket"):
        client = PROXIES.client(peer, ["203.0.113.9"])
        assert (client, str(client), client.counted_as, client.loopback) == (Client(None), "-", "-", False)


@pytest.mark.parametrize(
    ("address", "counted", "loopback"),
    [
        ("203.0.113.9", "203.0.113.9", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.8.9.1", "127.8.9.1", True),
        ("::1", "::/64", True),
        ("2001:db8::7:1", "2001:db8::/64", False),
        ("2001:db8:0:0:ffff::", "2001:db8::/64", False),
        ("2001:db8:0:1::", "2001:db8:0:1::/64", False),
    ],
)
def test_clients_are_counted_as(address: str, counted: str, loopback: bool) -> None:
    client = Client(ip_address(address))
    assert (client.counted_as, client.loopback) == (counted, loopback)


@given(st.ip_addresses(), st.lists(st.text(max_size=30), max_size=5))
def test_an_untrusted_peer_is_itself_whatever_it_says(peer: object, forwarded: list[str]) -> None:
    client = TrustedProxies().client(str(peer), forwarded)
    mapped = getattr(peer, "ipv4_mapped", None)
    assert client == Client(mapped or peer, False)


@given(st.text(max_size=40), st.ip_addresses(v=4, network="203.0.113.0/24"))
def test_what_stands_left_of_the_client_changes_nothing(said: str, address: object) -> None:
    assert str(PROXIES.client("10.0.0.1", [said, f"{said}, {address}"])) == str(address)


@pytest.mark.parametrize(
    "network", ["proxy.example.org", "10.0.0.1/8", "10.0.0.0/33", "", "0.0.0.0/0", "::/0"]
)
def test_what_is_no_proxy_is_told_at_once(network: str) -> None:
    with pytest.raises(BadParameter, match="SENDGRAPH_TRUSTED_PROXIES: "):
        TrustedProxies([network])


def test_mapped_networks_are_ipv4_networks() -> None:
    assert TrustedProxies(["::ffff:10.0.0.0/104"]).client("10.9.9.9", ["203.0.113.9"]).proxied


def test_over_the_wire(serve_middleware: Serving) -> None:
    async def who(request: Request) -> Response:
        client = client_of(request.scope)
        return JSONResponse([str(client), client.proxied])

    headers = [("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "203.0.113.9")]
    for trusted, expected in (([], ["127.0.0.1", False]), (["127.0.0.1"], ["203.0.113.9", True])):
        app = Starlette(routes=[Route("/", who)])
        app.add_middleware(ClientAddress, proxies=TrustedProxies(trusted))
        with serve_middleware(app) as client:
            assert client.get("/", headers=headers).json() == expected
