"""Which machines may be spoken to: a page or a feed must not make this tool read the intranet.

The rule is RFC 6890's: an address is fetched from only when it is globally reachable. Addresses that carry an IPv4
address inside (RFC 4291 mapped, RFC 6052 NAT64, RFC 3056 6to4, RFC 4380 Teredo) are judged by what they carry.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit, urlunsplit

from pipeline.errors import FetchError

Resolve = Callable[[str, int], list[str]]

_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_SUFFIXES = (".localhost", ".local", ".lan", ".internal", ".intranet", ".home.arpa", ".test")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order of preference. Raises OSError (socket.gaierror).

    The system also understands spellings such as "127.1" and "0x7f000001"; what they mean is what is returned.
    """
    if _is_address(host):
        return [host]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Whether an IP address in text form is globally reachable."""
    ip = _carried(ip_address(address.partition("%")[0]))
    return ip.is_global and not ip.is_multicast


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else ip)


def is_local_name(host: str) -> bool:
    """Whether a host's name can only mean a machine nearby: no public name server decides where it leads."""
    host = host.lower().rstrip(".")
    try:
        return not is_public(host.strip("[]"))
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_SUFFIXES)


def shown(url: str) -> str:
    """A URL as it may be shown to people and kept in logs: without a user name or password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


class Guard:
    """Decides for one errand which addresses of a host may be connected to.

    `allowed` are hosts that may be private. `typed` is the host of the URL that a person wrote on the command line, ""
    when a page, a feed or a list named it: the person may read their own machine or intranet, so when that host is
    private at its first look-up it is allowed for the rest of the errand; a name that is public first and private
    later is not.
    """

    def __init__(self, resolve: Resolve, allowed: tuple[str, ...], typed: str = "") -> None:
        self._resolve = resolve
        self._allowed = {host.lower() for host in allowed}
        self._typed = typed.lower()

    def check_name(self, host: str) -> None:
        """For requests through a proxy, which does the looking up: a name that can only mean a machine nearby is refused.

        Raises FetchError, unless the host is allowed or typed by the person.
        """
        host = host.lower()
        if host == self._typed:
            self._allowed.add(host)
        self._typed = ""
        if is_local_name(host) and host not in self._allowed:
            raise _refusal(host, "a machine nearby")

    def unguarded(self, host: str, port: int) -> list[str]:
        """Where to connect to a host that the settings name, such as the proxy. Raises OSError."""
        return self._resolve(host, port)

    def addresses(self, host: str, port: int) -> list[str]:
        """Where to connect. Raises FetchError for a private address, OSError when the name is unknown.

        A name with one public and one private address is refused whole: it is how a feed is made to lead inside.
        """
        host = host.lower()
        found = self._resolve(host, port)
        private = [address for address in found if not is_public(address)]
        if private and host == self._typed:
            self._allowed.add(host)
        self._typed = ""
        if not private or host in self._allowed:
            return found
        raise _refusal(host, f"the private address {private[0]}")


def _refusal(host: str, where: str) -> FetchError:
    return FetchError(
        f"{host} leads to {where}, which pages and feeds may not make this tool read. "
        f'If it should be read, put "{host}" into fetch.allow_hosts in publish.toml.'
    )
