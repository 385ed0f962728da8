#!/usr/bin/env python3
"""Opens 10,500 connections that say nothing, 50 from each of 210 loopback addresses, and comes then as a visitor with a new
connection, twenty times; prints "NAME VALUE" lines.

usage: silent.py PORT
"""
import resource, socket, ssl, statistics, sys, time

ADDRESSES, OF_EACH, VISITS = 210, 50, 20
CONTEXT = ssl._create_unverified_context()


def raise_limit():
    limit = ADDRESSES * OF_EACH + 200
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < limit:
        sys.exit(f'silent.py: only {hard} files may be open here')
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, limit) if soft != resource.RLIM_INFINITY else soft, hard))


def silent(port):
    connections = []
    for k in range(ADDRESSES * OF_EACH):
        connection = socket.socket()
        connection.bind((f'127.30.0.{k % ADDRESSES + 1}', 0))
        connection.connect(('127.0.0.1', port))
        connections.append(connection)
    return connections


def visit(port):
    """Milliseconds until a page is there; nil when there is none."""
    start = time.perf_counter()
    try:
        with socket.create_connection(('127.0.0.1', port), timeout=15) as plain:
            with CONTEXT.wrap_socket(plain) as secure:
                secure.sendall(b'GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
                if not secure.recv(65536).startswith(b'HTTP/1.1 200'):
                    return None
    except OSError:
        return None
    return (time.perf_counter() - start) * 1000


def main(port):
    raise_limit()
    connections = silent(port)
    times = [visit(port) for _ in range(VISITS)]
    good = [t for t in times if t is not None]
    print(f'connections {len(connections)}')
    print(f'failed {len(times) - len(good)}')
    if good:
        print(f'p50_ms {statistics.median(good):.2f}')
        print(f'longest_ms {max(good):.2f}')


if __name__ == '__main__':
    main(int(sys.argv[1]))
