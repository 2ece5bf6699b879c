"""Asks programs on this computer whether they are there yet."""

import http.client

HOST = "127.0.0.1"


def answers(port: int, path: str) -> bool:
    """Whether a program on this port answers this path well. No proxy is asked."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
