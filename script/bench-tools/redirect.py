#!/usr/bin/env python3
"""The redirect server's rows that are not a plain load.

usage: redirect.py seed HIKARI.SQLITE CONTRACTS NUMBERS    so many contracts of so many numbers, forwarding on, from 0330000000 on
       redirect.py start PORT PROGRAM ARGUMENT...          from start to the first answer 302: "start_ms N rss_mib N"; ends the program
       redirect.py obey PORT SIP-PORT USERS.TXT COUNT      設定 pressed until the first call obeys: "p50_ms N p99_ms N failed N"
       redirect.py pages PORT USERS.TXT SECONDS            a page 50 times a second meanwhile: "p50_ms N p99_ms N"
"""
import os, re, socket, sqlite3, subprocess, sys, time

from visitor import Visitor


def invite(number, call):
    return (f'INVITE sip:{number}@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK{call};rport\r\n'
            f'Max-Forwards: 70\r\nFrom: <sip:0901234567@a>;tag=1\r\nTo: <sip:{number}@a>\r\nCall-ID: {call}@a\r\n'
            'CSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n').encode()


def wire(port):
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.connect(('127.0.0.1', int(port)))
    return made


def answered(made, number, call, patience):
    """None for no answer in time."""
    made.settimeout(patience)
    try:
        made.send(invite(number, call))
        answer = made.recv(65535).decode()
        while f'Call-ID: {call}@' not in answer:  # to an earlier question
            answer = made.recv(65535).decode()
    except OSError:
        return None
    return answer


def ask(made, number, call, patience):
    """The Contact's number, '' for another answer, None for none in time."""
    answer = answered(made, number, call, patience)
    found = answer and re.search(r'\r\nContact: <sip:(\d+)@', answer)
    return found.group(1) if found else answer and ''


def told(made, number, call, patience):
    """The status, None for no answer in time."""
    answer = answered(made, number, call, patience)
    return answer and int(answer.split(' ', 2)[1])


def seed(path, contracts, numbers):
    contracts, numbers = int(contracts), int(numbers)
    database = sqlite3.connect(path)
    database.execute('PRAGMA foreign_keys = OFF')
    first, = database.execute('SELECT coalesce(max(id), 0) + 1 FROM contract').fetchone()
    all_numbers = [(f'03{30000000 + i}', first + i // numbers, f'0901{i % 10000000:07d}') for i in range(contracts * numbers)]
    with database:
        database.executemany(
            "INSERT INTO contract (id, number, kind, name, channels, created_at) VALUES (?, ?, 'hikari', 'bench', 100, 0)",
            ((first + i, all_numbers[i * numbers][0]) for i in range(contracts)))
        database.executemany('INSERT INTO phone_number (number, contract_id) VALUES (?, ?)', (row[:2] for row in all_numbers))
        database.executemany(
            'INSERT INTO bulk_forwarding_destination (number, contract_id, destination, version) VALUES (?, ?, ?, 1)', all_numbers)
        database.executemany(
            "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (?, 1, 1, 0, 'operator')",
            ((first + i,) for i in range(contracts)))
        # Those who press 設定 have it on too.
        database.execute(
            "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) SELECT id, 1, 1, 0, 'operator' FROM contract "
            'WHERE id NOT IN (SELECT contract_id FROM bulk_forwarding)')
    database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()


def memory(pid):
    return next(int(line.split()[1]) for line in open(f'/proc/{pid}/status') if line.startswith('VmRSS')) / 1024


def start(port, *command):
    made, begun = wire(port), time.perf_counter()
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for call in range(20000):
            if ask(made, '0330000000', f's{os.getpid()}x{call}', 0.005):
                took = (time.perf_counter() - begun) * 1000
                time.sleep(2)
                print(f'start_ms {took:.1f}\nrss_mib {memory(server.pid):.1f}')
                return
            time.sleep(0.001)
        sys.exit('it never answered')
    finally:
        server.terminate()
        server.wait()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def obey(port, sip_port, users, count):
    person, made, times, failed = Visitor(int(port), open(users).readline()), wire(sip_port), [], 0
    page = person.get('/bulk-forwarding').expect(200, 'the page')
    number, version, shown = re.search(r'name="version-(\d+)" value="(\d+)-?([^"]*)"', page.text).groups()
    while ask(made, number, f'w{time.monotonic_ns()}', 0.5) is None:
        pass
    for round in range(int(count)):
        wanted = f'0801{round + 1000000:07d}'
        begun = time.perf_counter()
        value = f'{version}-{shown}' if shown else version
        answer = person.post('/bulk-forwarding', {f'version-{number}': value, f'destination-{number}': wanted})
        if answer.status not in (200, 303):
            failed += 1
        # Whoever calls now has pressed before: the first call must obey.
        if ask(made, number, f'o{os.getpid()}x{round}', 1) != wanted:
            failed += 1
        times.append((time.perf_counter() - begun) * 1000)
        version, shown = str(int(version) + 1), wanted if shown else ''
        page = person.get('/bulk-forwarding')
        version, shown = re.search(rf'name="version-{number}" value="(\d+)-?([^"]*)"', page.text).groups()
    print(f'p50_ms {percentile(times, 0.5):.2f}\np99_ms {percentile(times, 0.99):.2f}\nfailed {failed}')


def pages(port, users, seconds):
    person, times, end = Visitor(int(port), open(users).readline()), [], time.monotonic() + float(seconds)
    while time.monotonic() < end:
        times.append(person.get('/bulk-forwarding').expect(200, 'the page').milliseconds)
        time.sleep(0.02)
    print(f'p50_ms {percentile(times, 0.5):.2f}\np99_ms {percentile(times, 0.99):.2f}')


if __name__ == '__main__':
    globals()[sys.argv[1]](*sys.argv[2:])
