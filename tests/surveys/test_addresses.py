"""Where a survey may lie: every spelling and every way to this machine, its wire or a cloud's metadata is refused."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadSettings, SourceError, SourceUnavailable
from surveys.addresses import AddressGuard, find_danger, find_danger_in_host, fold_host, read_url
from surveys.limesurvey.transport import StrictHttp

FORBIDDEN_V4 = ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32", "100.100.100.200/32", "168.63.129.16/32")
FORBIDDEN_V6 = ("::1/128", "::/128", "fe80::/10", "ff00::/8", "fd00:ec2::254/128", "fd20:ce::254/128")
STRICT = AddressGuard("test")


@st.composite
def forbidden_v4(draw: st.DrawFn) -> ipaddress.IPv4Address:
    network = ipaddress.IPv4Network(draw(st.sampled_from(FORBIDDEN_V4)))
    return network[draw(st.integers(0, network.num_addresses - 1))]


def spell_v4(address: ipaddress.IPv4Address, form: int) -> str:
    number, parts = int(address), address.packed
    forms = (
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(f"0{part:o}" for part in parts),
        ".".join(hex(part) for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
        f"{address}.",
        str(address).replace(".", "。"),
        "".join(chr(ord(sign) - ord("0") + ord("０")) if sign.isdigit() else sign for sign in str(address)),
    )
    return forms[form % len(forms)]


def embed(address: ipaddress.IPv4Address, form: int) -> ipaddress.IPv6Address:
    number = int(address)
    forms = (
        (0xFFFF << 32) | number,
        (0xFFFF << 48) | number,
        (0x64FF9B << 96) | number,
        (0x64FF9B0001 << 80) | number,
        (0x64FF9B0001 << 80) | (number >> 16 << 64) | ((number & 0xFFFF) << 40),
        (0x2002 << 112) | (number << 80) | 1,
        (0x20010000 << 96) | (0x01020304 << 64) | (number ^ 0xFFFFFFFF),
        (0x20010DB8 << 96) | (0x5EFE << 32) | number,
    )
    return ipaddress.IPv6Address(forms[form % len(forms)])


@given(forbidden_v4(), st.integers(0, 10))
def test_every_spelling_of_a_forbidden_address_is_refused(address: ipaddress.IPv4Address, form: int) -> None:
    with pytest.raises(SourceError, match="is_local_allowed"):
        STRICT.check_host(spell_v4(address, form))


@given(forbidden_v4(), st.integers(0, 7))
def test_every_ipv6_way_to_a_forbidden_address_is_refused(address: ipaddress.IPv4Address, form: int) -> None:
    assert find_danger(embed(address, form))
    with pytest.raises(SourceError):
        STRICT.check_host(f"[{embed(address, form)}]")


@given(st.sampled_from(FORBIDDEN_V6), st.integers(0, 2**128 - 1))
def test_every_forbidden_ipv6_address_is_refused(network: str, number: int) -> None:
    net = ipaddress.IPv6Network(network)
    address = net[number % net.num_addresses]
    with pytest.raises(SourceError):
        STRICT.check_host(address.exploded.upper())
    with pytest.raises(SourceError):
        STRICT.check_peer(f"{address}%eth0")


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "a.localhost", "ip6-localhost", "metadata.google.internal", "metadata", "ｌocalhost", "0", "127.1"]
)
def test_names_of_this_machine_and_of_metadata_are_refused(host: str) -> None:
    assert find_danger_in_host(host)


@given(
    st.sampled_from(["10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12", "203.0.113.0/24", "8.8.8.0/24"]),
    st.integers(0, 2**24),
    st.integers(0, 10),
)
def test_private_and_public_addresses_are_allowed_in_every_spelling(network: str, number: int, form: int) -> None:
    net = ipaddress.IPv4Network(network)
    STRICT.check_host(spell_v4(net[number % net.num_addresses], form))


@pytest.mark.parametrize("address", ["fc00::1", "fd12:3456::1", "2a00:1450::1", "64:ff9b::808:808", "2002:808:808::1"])
def test_ipv6_addresses_of_others_are_allowed(address: str) -> None:
    STRICT.check_peer(address)


@given(forbidden_v4())
def test_a_setting_allows_what_is_meant(address: ipaddress.IPv4Address) -> None:
    allowing = AddressGuard("test", is_local_allowed=True)
    allowing.check_host(str(address))
    allowing.check_peer(str(address))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://survey.example.org/",
        "file:///etc/passwd",
        "survey.example.org",
        "http://",
        "https:///path",
        "http://a b/",
        "http://survey.example.org\n/",
        "http://survey.example.org\\@127.0.0.1/",
        "http://[::1/",
        "http://survey.example.org:99999/",
        " http://survey.example.org/",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadSettings):
        read_url(url)


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadSettings, match="user or a password") as caught:
        read_url("https://mia:very-secret@survey.example.org/")
    assert "very-secret" not in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_clear_error(text: str) -> None:
    try:
        made = read_url("https://" + text)
    except BadSettings:
        return
    assert made.host == fold_host(made.host)


@pytest.fixture
def local() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine that writes down who asked; it answers with a redirect to itself where told to."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(307 if self.path == "/moved" else 200)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/inside")  # type: ignore[attr-defined]
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b'{"result": 1}')

        def log_message(self, format: str, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()
    thread.join()


def answer_with(*addresses: str) -> Callable[..., list[Any]]:
    """A resolver that gives these addresses one after another, and the last for ever."""
    left = list(addresses)

    def resolve(host: str, port: int, *_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (left.pop(0) if len(left) > 1 else left[0], port))]

    return resolve


def ask(port: int, guard: AddressGuard, path: str = "/", host: str = "survey.example.org") -> int:
    with StrictHttp("test", 2, guard=guard) as http:
        return http.post(f"http://{host}:{port}{path}", data="{}").status_code


def test_a_public_name_that_leads_here_is_refused_before_anything_is_sent(
    local: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, asked = local
    monkeypatch.setattr(socket, "getaddrinfo", answer_with("127.0.0.1"))
    with pytest.raises(SourceError, match="this machine"):
        ask(port, STRICT)
    assert asked == []
    assert ask(port, AddressGuard("test", is_local_allowed=True)) == 200


def test_an_encrypted_connection_is_looked_at_before_it_is_encrypted(local: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answer_with("127.0.0.1"))
    with StrictHttp("test", 2, guard=STRICT) as http, pytest.raises(SourceError, match="this machine"):
        http.post(f"https://survey.example.org:{local[0]}/", data="{}")


def test_a_name_that_turns_to_this_machine_after_the_first_look_is_refused(
    local: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, asked = local
    monkeypatch.setattr(socket, "getaddrinfo", answer_with("203.0.113.7", "127.0.0.1"))
    STRICT.check_name("survey.example.org", port)
    with pytest.raises(SourceError, match="this machine"):
        ask(port, STRICT)
    assert asked == []


def test_every_new_connection_is_looked_at_again(local: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    port, asked = local
    peers = iter(["203.0.113.7", "127.0.0.1"])
    real = AddressGuard.check_peer
    monkeypatch.setattr(socket, "getaddrinfo", answer_with("127.0.0.1"))
    monkeypatch.setattr(AddressGuard, "check_peer", lambda guard, _: real(guard, next(peers)))
    with StrictHttp("test", 2, guard=STRICT) as http:
        assert http.post(f"http://survey.example.org:{port}/", data="{}").status_code == 200
        with pytest.raises(SourceError):
            http.post(f"http://survey.example.org:{port}/", data="{}")
    assert asked == ["/"]


def test_a_redirect_to_this_machine_is_not_followed(local: tuple[int, list[str]]) -> None:
    port, asked = local
    with pytest.raises(SourceError, match="redirects"):
        ask(port, AddressGuard("test", is_local_allowed=True), path="/moved", host="127.0.0.1")
    assert asked == ["/moved"]


def test_a_name_behind_a_proxy_is_looked_at_here_first(local: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    port, asked = local
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr(socket, "getaddrinfo", answer_with("169.254.169.254"))
    with pytest.raises(SourceError, match="metadata"):
        ask(80, STRICT)
    assert asked == []
    monkeypatch.setattr(socket, "getaddrinfo", answer_with("203.0.113.7", "127.0.0.1"))
    assert ask(80, STRICT) == 200
    assert [url.replace(":80/", "/") for url in asked] == ["http://survey.example.org/"]


def test_a_name_that_is_not_known_here_does_not_go_to_the_proxy(local: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{local[0]}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(SourceUnavailable, match="not known here"):
        ask(80, STRICT)
    assert local[1] == []


def test_a_password_in_netrc_is_never_sent(local: tuple[int, list[str]], tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login mia password very-secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with StrictHttp("test", 2, guard=AddressGuard("test", is_local_allowed=True)) as http:
        sent = http.post(f"http://127.0.0.1:{local[0]}/", data="{}").request.headers
    assert "Authorization" not in sent
