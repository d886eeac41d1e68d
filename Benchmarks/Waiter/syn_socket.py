"""Sees attempts that a server does not: those that the kernel refuses for it."""

import ctypes
import socket
import struct

SO_ATTACH_FILTER = 26
ETH_P_IP = 0x0800

# Classic BPF over an IPv4 packet: TCP with SYN and without ACK, 64 bytes of it.
FILTER = [
    (0x30, 0, 0, 9),  # A = the protocol
    (0x15, 0, 5, 6),  # not TCP: drop
    (0xB1, 0, 0, 0),  # X = the length of the IP header
    (0x50, 0, 0, 13),  # A = the TCP flags
    (0x54, 0, 0, 0x12),
    (0x15, 0, 1, 0x02),
    (0x06, 0, 0, 64),
    (0x06, 0, 0, 0),
]


def syn_socket():
    """A socket that receives the first packet of every connection; nothing where that is not allowed."""
    try:
        # This protocol, other than ETH_P_ALL, sees no outgoing packets: each is seen once, on the loopback too.
        packets = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_IP))
    except OSError:
        return None
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in FILTER))
    packets.setsockopt(
        socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", len(FILTER), ctypes.addressof(code)))
    packets.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    packets.setblocking(False)
    # What came before the filter was there.
    try:
        while True:
            packets.recv(1)
    except BlockingIOError:
        return packets
