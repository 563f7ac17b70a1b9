"""Whether the page can be served where it is wanted: known at once, before anything is loaded."""

from __future__ import annotations

import socket

from index.errors import ConfigError


def check_port(host: str, port: int) -> None:
    """Raise unless a server could listen at ``host:port`` now.

    Raises:
        ConfigError: the port is taken, or the host is no address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise unserved(host, port, error) from error


def unserved(host: str, port: int, error: OSError) -> ConfigError:
    """What to tell whoever wanted the page there."""
    reason = (error.strerror or str(error)).partition(" (while")[0]  # Python 3.13 says what it did
    return ConfigError(
        f"The page cannot be served at {host}:{port} ({reason}). Choose another port or host."
    )
