"""Which addresses a survey may lie at: never this machine, its neighbours on the wire, or a cloud's metadata by accident.

An address in a settings file can be a trap: it would make this machine ask, from inside, what nobody outside may ask. So
the host's spelling is looked at before anything is asked, and the address that was really connected to before anything is
sent, on every connection, since a name can resolve to another address each time.
Private networks (10/8, 172.16/12, 192.168/16, fc00::/7) are allowed: city servers live there.
"""

from __future__ import annotations

import ipaddress
import socket
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from domain.errors import BadSettings, SourceError, SourceUnavailable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

ALLOW = "If that is meant, set is_local_allowed = true for this source."
_THIS_MACHINE = "this machine"
_METADATA = "a cloud's metadata service"
_METADATA_ADDRESSES = frozenset(
    map(
        ipaddress.ip_address,
        ("169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254"),
    )
)
_METADATA_NAMES = ("metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal")
_LOCAL_NAMES = ("localhost", "localhost.localdomain", "localhost6", "localhost6.localdomain6", "ip6-localhost", "ip6-loopback")
_THIS_NETWORK = ipaddress.ip_network("0.0.0.0/8")  # Linux takes 0.x for itself
_DOTS = str.maketrans("。．｡", "...")
# Networks whose last 32 bits are an IPv4 address: compatible, mapped, translated, both NAT64 prefixes.
_EMBEDDING = tuple(map(ipaddress.IPv6Network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")))
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A url's parts. `host` is folded as resolvers fold it; an IPv6 address stands without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_encrypted(self) -> bool:
        """True for https."""
        return self.scheme == "https"


def read_url(url: str) -> WebAddress:
    """The parts of a url. Raises BadSettings for what is no http(s) address, and for a user or password in it.

    The url itself is not quoted in the error, as it may hold a password.
    """
    if url != url.strip() or any(unicodedata.category(sign) == "Cc" or sign in ' \\"<>' for sign in url):
        raise _bad_url("holds spaces, quotation marks or control characters", "Copy it anew from the browser.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _bad_url("is no address", "It reads like https://survey.example.org/index.php/admin/remotecontrol.") from None
    if parts.scheme not in ("http", "https"):
        raise _bad_url("begins with neither https:// nor http://", "Write the whole address.")
    if "@" in parts.netloc:
        raise _bad_url("holds a user or a password", "Take out what stands before the @; the password goes where `password_…` says.")
    if not host:
        raise _bad_url("names no server", "It reads like https://survey.example.org/index.php/admin/remotecontrol.")
    return WebAddress(parts.scheme, fold_host(host), port or (443 if parts.scheme == "https" else 80), parts.path)


def _bad_url(what: str, next_step: str) -> BadSettings:
    return BadSettings(f"The url {what}.", next_step=next_step)


def fold_host(host: str) -> str:
    """The host as resolvers take it: compatibility signs as plain ones, lower case, no dot at the end."""
    return unicodedata.normalize("NFKC", host.translate(_DOTS)).casefold().strip("[]").rstrip(".")


def find_danger(address: Address) -> str:
    """What lies at this address that no survey does ("this machine", …); empty for any other address."""
    return next((danger for each in (address, *_list_embedded(address)) if (danger := _find_plain_danger(each))), "")


def _find_plain_danger(address: Address) -> str:
    if address in _METADATA_ADDRESSES:
        return _METADATA
    if address.is_loopback or address.is_unspecified or (address.version == 4 and address in _THIS_NETWORK):
        return _THIS_MACHINE
    if address.is_link_local:
        return "a link-local address (a neighbour on the same wire)"
    if address.is_multicast or (address.version == 4 and address.is_reserved):
        return "many machines at once, or none"
    return ""


def _list_embedded(address: Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to by one of the ways in which networks translate them."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    number = int(address)
    found = [number & 0xFFFFFFFF] if any(address in network for network in _EMBEDDING) and number > 0xFFFF else []
    if address in ipaddress.IPv6Network("64:ff9b:1::/48"):
        # RFC 6052, 2.2: with 48 bits of prefix the address stands around the octet of zeros at bit 64.
        found.append(((number >> 64) & 0xFFFF) << 16 | ((number >> 40) & 0xFFFF))
    if (number >> 32) & 0xFFFFFFFF in _ISATAP:
        found.append(number & 0xFFFFFFFF)
    tunnelled = [each for each in (address.sixtofour, *(address.teredo or ())) if each is not None]
    return [*map(ipaddress.IPv4Address, found), *tunnelled]


def find_danger_in_host(host: str) -> str:
    """What a host leads to by its spelling alone: a name of this machine, or an address in any notation."""
    folded = fold_host(host)
    if folded in _LOCAL_NAMES or folded.endswith(".localhost"):
        return _THIS_MACHINE
    if folded in _METADATA_NAMES:
        return _METADATA
    address = read_address(folded)
    return find_danger(address) if address else ""


def read_address(host: str) -> Address | None:
    """The address that a host spells: dotted, or in one number, in decimal, octal or hexadecimal; None for a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class AddressGuard:
    """Refuses addresses that are not a survey's. `where` names the source in errors; `is_local_allowed` lifts it all."""

    where: str
    is_local_allowed: bool = False

    def check_host(self, host: str) -> None:
        """Look at a host's spelling, before anything is asked. Raises SourceError."""
        self._refuse(find_danger_in_host(host))

    def check_peer(self, address: str) -> None:
        """Look at the address that a socket is connected to, before anything is sent. Raises SourceError."""
        read = read_address(address)
        self._refuse(find_danger(read) if read else "an address that cannot be read")

    def check_name(self, host: str, port: int) -> None:
        """Resolve a name and look at all its addresses: for what goes by a proxy, which resolves by itself.

        Raises SourceError, and SourceUnavailable where the name does not resolve here.
        """
        if self.is_local_allowed:
            return
        for address in resolve(host, port, where=self.where):
            self.check_peer(address)

    def _refuse(self, danger: str) -> None:
        if danger and not self.is_local_allowed:
            raise SourceError(f"The url leads to {danger}, where no survey is expected.", where=self.where, next_step=ALLOW)


def find_danger_at(url: str) -> str:
    """What a url leads to by its spelling or by what its name resolves to now; empty where that is a place for a survey.

    A name that does not resolve has no danger: connecting says what is wrong with it.
    """
    address = read_url(url)
    danger = find_danger_in_host(address.host)
    if danger:
        return danger
    try:
        found = [read_address(each) for each in resolve(address.host, address.port, where=url)]
    except SourceUnavailable:
        return ""
    return next((danger for each in found if each and (danger := find_danger(each))), "")


def resolve(host: str, port: int, *, where: str) -> tuple[str, ...]:
    """The addresses that a name has now, each once. Raises SourceUnavailable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceUnavailable(
            "The server's name is not known here.", where=where, next_step="Check the spelling of the url, and the network."
        ) from None
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))
