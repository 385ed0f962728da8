#!/usr/bin/env python3
"""Watches many lines, each a SIP telephone on loopback that rings, and prints what that takes.

usage: monitor.py PROGRAM HOME FOLDER LINES INTERVAL CPU    (a new data folder; seconds from call to call; the server's CPU)

The lateness and the missed rounds are those of the program's own log; the gaps between two calls of a line are what the
telephones have seen, jitter of a twentieth of the interval to either side included. Then a district of a thousand lines falls silent:
how long each takes to be declared faulty, by the program's own record, and how many calls that costs in a second.
"""
import contextlib, json, multiprocessing, os, socket, sqlite3, subprocess, sys, time

PROGRAM, HOME, FOLDER = sys.argv[1:4]
LINES, INTERVAL, CPU = map(int, sys.argv[4:7])
LONGEST_RUN = 2 * INTERVAL + INTERVAL // 4
DISTRICT = 1000
KEPT = (b'via', b'v', b'from', b'f', b'call-id', b'i', b'cseq')


def answer(lines, status):
    kept = []
    for line in lines[1:]:
        name = line.split(b':', 1)[0].strip().lower()
        if name in KEPT:
            kept.append(line)
        elif name in (b'to', b't'):
            kept.append(line if b'tag=' in line else line + b';tag=bell')
    return b'\r\n'.join([b'SIP/2.0 ' + status] + kept + [b'Content-Length: 0', b'', b''])


def number(index):
    """Of a line, from 0: a thousand to a district."""
    return f'03{2000 + index // DISTRICT:04d}{index % DISTRICT:04d}'


def telephones(port, seen):
    """Every number there is: rings at each call until it is cancelled; those of the first district until they are told to be silent."""
    os.sched_setaffinity(0, set(range(os.cpu_count())) - {CPU} or {CPU})
    wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
    wire.bind(('127.0.0.1', 0))
    port.send(wire.getsockname()[1])
    ringing, last, longest, calls, silent, begun, seconds = {}, {}, 0.0, 0, None, set(), {}
    wire.settimeout(0.2)
    while True:
        if seen.poll():
            if seen.recv() == 'stop':
                break
            seen.send((calls, len(last), longest))
            silent = {f'sip:{number(index)}'.encode() for index in range(DISTRICT)}
        try:
            data, peer = wire.recvfrom(65535)
        except socket.timeout:
            continue
        lines = data.split(b'\r\n\r\n', 1)[0].split(b'\r\n')
        method, target = lines[0].split(b' ')[:2]
        call = next(line for line in lines if line.lower().startswith((b'call-id', b'i:')))
        if silent and method == b'INVITE' and call not in begun:
            begun.add(call)
            second = int(time.monotonic())
            seconds[second] = seconds.get(second, 0) + 1
        if silent and target.split(b'@')[0] in silent:
            continue
        if method == b'INVITE':
            if call not in ringing:
                calls, now = calls + 1, time.monotonic()
                if target in last:
                    longest = max(longest, now - last[target])
                last[target] = now
            ringing[call] = lines
            wire.sendto(answer(lines, b'180 Ringing'), peer)
        elif method == b'CANCEL':
            wire.sendto(answer(lines, b'200 OK'), peer)
            if call in ringing:
                wire.sendto(answer(ringing.pop(call), b'487 Request Terminated'), peer)
    seen.send(max(seconds.values(), default=0))


def seed():
    data = os.path.join(FOLDER, 'data')
    subprocess.run([PROGRAM, 'contract', 'add', '--number', '0666660000', '--data', data], check=True, stdout=subprocess.DEVNULL)
    database, now = sqlite3.connect(os.path.join(data, 'hikari.sqlite')), int(time.time() * 1000)
    database.execute('PRAGMA foreign_keys = ON')
    with database:
        database.execute('DELETE FROM contract')
        for index in range(1, LINES + 1):
            line = number(index - 1)
            database.execute(
                "INSERT INTO contract (id, number, kind, name, channels, monitor_number, created_at) VALUES (?, ?, 'hikari', 'bench', 1, ?, ?)",
                (index, line, line, now))
            database.execute('INSERT INTO phone_number VALUES (?, ?)', (line, index))
            database.execute("INSERT INTO service (contract_id, name) VALUES (?, 'faultNotification')", (index,))
            database.execute('INSERT INTO fault_notification (contract_id, is_on) VALUES (?, 1)', (index,))
            database.execute("INSERT INTO fault_notification_address VALUES (?, 1, 'bench@example.jp', 1, 7)", (index,))
    database.close()
    return data


def cpu_seconds(pid):
    times = open(f'/proc/{pid}/stat').read().rsplit(')', 1)[1].split()
    return (int(times[11]) + int(times[12])) / os.sysconf('SC_CLK_TCK')


def rss(pid):
    return next(int(line.split()[1]) for line in open(f'/proc/{pid}/status') if line.startswith('VmRSS')) / 1024


def verdicts(data):
    """When lines of the first district were declared faulty, in milliseconds."""
    with contextlib.closing(sqlite3.connect(f'file:{data}/hikari.sqlite?mode=ro', uri=True)) as database:
        rows = database.execute("SELECT since FROM monitored_line WHERE condition = 'faulty' AND contract_id <= ?", (DISTRICT,))
        return [row[0] for row in rows]


def main():
    os.makedirs(FOLDER)
    data = seed()
    (port, port_end), (ours, theirs) = multiprocessing.Pipe(), multiprocessing.Pipe()
    bells = multiprocessing.Process(target=telephones, args=(port_end, theirs), daemon=True)
    bells.start()
    settings = {
        'HIKARI_MONITOR_REFERENCE_NUMBERS': '0398765432, 0698765432',
        'HIKARI_SIP_PROXY': f'127.0.0.1:{port.recv()}', 'HIKARI_MONITOR_CALLER_NUMBER': '0312349999', 'HIKARI_HOME': HOME,
        'HIKARI_LISTEN': '127.0.0.1:0', 'HIKARI_LOG_REQUESTS': 'off', 'HIKARI_MONITOR_INTERVAL_SECONDS': str(INTERVAL)}
    log = open(os.path.join(FOLDER, 'log'), 'w')
    server = subprocess.Popen(
        ['taskset', '-c', str(CPU), PROGRAM, 'serve', '--data', data], env={**os.environ, **settings}, stdout=log, stderr=log)
    try:
        time.sleep(INTERVAL / 4)
        start, before = time.monotonic(), cpu_seconds(server.pid)
        time.sleep(LONGEST_RUN)
        spent, seconds = cpu_seconds(server.pid) - before, time.monotonic() - start
        memory = rss(server.pid)
        ours.send('dark')
        calls, called, longest = ours.recv()
        cut, before, start = time.time() * 1000, cpu_seconds(server.pid), time.monotonic()
        while len(verdicts(data)) < DISTRICT and time.monotonic() - start < 2 * INTERVAL + 60:
            time.sleep(1)
        dark_spent, dark_seconds = cpu_seconds(server.pid) - before, time.monotonic() - start
        after = sorted((at - cut) / 1000 for at in verdicts(data))
    finally:
        server.terminate()
        server.wait()
    ours.send('stop')
    most = ours.recv()
    reports = []
    for line in open(log.name):
        if '"event":"test calls"' in line:
            reports.append(json.loads(line))
    print(f'cpu_percent {100 * spent / seconds:.2f}\nrss_mib {memory:.1f}\ncalls {calls}\nlongest_gap_s {longest:.1f}')
    print(f'uncalled {LINES - called}')
    print(f'district_undeclared {DISTRICT - len(after)}\ndistrict_most_calls_a_second {most}')
    print(f'district_cpu_percent {100 * dark_spent / dark_seconds:.2f}')
    if after:
        print(f'district_p99_s {after[min(int(len(after) * 0.99), len(after) - 1)]:.1f}')
    if reports:
        print(f'late_p99_ms {max(int(report["late p99 ms"]) for report in reports)}')
        print(f'missed {sum(int(report["missed"]) for report in reports)}')
        print(f'failed {sum(int(report["failed"]) + int(report["abandoned"]) for report in reports)}')


main()
