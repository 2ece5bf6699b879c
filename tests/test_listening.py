"""A server's connections send what they have at once, however its socket was made."""

import socket

from core.listening import send_at_once


def test_connections_of_a_listening_socket_send_at_once():
    with socket.socket() as listener, socket.socket() as client:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        send_at_once()
        client.connect(listener.getsockname())
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
