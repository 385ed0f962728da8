#!/usr/bin/env python3
"""Prints what script/bench has measured: medians, ratios (the median of each round's), and what we ask of them.

usage: report.py RESULTS.TSV ROW...
"""
import statistics, sys
from collections import defaultdict

NAMES = {
    'hikari': 'hikari', 'logging': 'hikari with its request log', 'nginx': 'nginx', 'go': 'Go net/http + html/template', 'django': 'Django + gunicorn behind nginx',
    'kamailio': 'Kamailio, one worker, all in memory',
    'scrypt': 'scrypt alone (EVP_PBE_scrypt N=2^14 r=8 p=5)'}
COLUMNS = {
    'rate': 'a second', 'cpu_us': 'CPU µs each', 'busy': 'of its CPU %', 'p50_ms': 'p50 ms', 'p99_ms': 'p99 ms', 'kib': 'KiB each', 'contact_kib': 'KiB a contact', 'connections': 'connections',
    'first_page_ms': 'first page ms', 'start_ms': 'first answer ms', 'numbers_mib': 'its numbers MiB', 'rss_mib': 'idle RSS MiB', 'pss_mib': 'idle PSS MiB', 'preview_ms': 'preview ms',
    'apply_ms': 'apply ms', 'sign_ins': 'sign-ins a second', 'longest_ms': 'longest ms', 'minutes': 'minutes',
    'rss_before_mib': 'RSS before MiB', 'rss_peak_mib': 'RSS peak MiB', 'sign_in_p50_ms': 'sign-in p50 ms',
    'sign_in_p99_ms': 'sign-in p99 ms', 'cpu_percent': 'CPU % of a core', 'calls': 'calls', 'late_p99_ms': 'late p99 ms', 'missed': 'missed rounds',
    'known_p50_s': 'known p50 s', 'known_longest_s': 'known longest s', 'unknown_p50_s': 'unknown p50 s',
    'unknown_longest_s': 'unknown longest s', 'sign_in_p50_s': 'sign-in p50 s', 'sign_in_longest_s': 'sign-in longest s',
    'wrong_sent': 'wrong ones', 'told_error_p50': 'told time off % p50', 'told_error_p95': 'told time off % p95', 'refused': 'refusals',
    'rss_after_mib': 'RSS after MiB', 'uncalled': 'lines not called', 'longest_gap_s': 'longest gap s',
    'rss_begun_mib': 'RSS in its midst MiB', 'accepted_rate': 'accepted a second', 'built_rate': 'built a second'}
TITLES = {
    'page': 'Signed-in page, 1,000 people in turn, keep-alive, 64 connections, one core',
    'static': '/style.css, keep-alive, 64 connections, one core',
    'handshakes-full': 'Full TLS 1.3 handshakes, a small file on each connection',
    'handshakes-resume': 'Resumed TLS 1.3 handshakes, a small file on each connection',
    'busy': 'The page at 64 connections while 20 people sign in without pause',
    'memory': 'Memory of idle TLS connections that have had one answer',
    'silent': 'A new connection and its first page while 10,500 connections say nothing',
    'start': 'Start to the first page (new TLS connection included); idle memory',
    'saves': 'Durable changes, 64 signed-in people, a new value each time',
    'upload': 'A file of 7,000 rows, all changed (one client, everything included)',
    'sign-ins': 'Sign-ins, 8 at once, one core',
    'flood-quiet': 'Sign-ins of known and unknown devices, both cores, nobody else',
    'flood-flood': 'The same while 160 addresses send 30 wrong ones a minute each',
    'flood-rush': '2,000 people of 2,000 numbers sign in within a minute, both cores',
    'redirect': 'Where calls go, asked by SIP over UDP, 100,000 numbers, 128 questions under way, one core',
    'redirect-half': 'The same, each at half of its own rate',
    'redirect-obey': '設定 pressed in a browser until the first call obeys, both cores',
    'redirect-pages': 'A page 50 times a second while calls are asked about at full rate (by the other core, which it shares with the load)',
    'redirect-few': 'Start to the first answer, one number',
    'redirect-many': 'Start to the first answer, 1,000,000 numbers of 100,000 contracts',
    'registrar-first': '100,000 devices register (10,000 with --quick), 128 under way; what that adds to the memory',
    'registrar': 'The same devices come again, all over the place, 128 under way, one core',
    'monitor-7000': '7,000 lines watched, every telephone rings',
    'monitor-100000': '100,000 lines watched, every telephone rings',
    'detection': 'From a cut to the verdict, in virtual time, with 1 % of the calls lost',
    'orders-history': 'お申し込み履歴 and details, a million orders of a thousand companies stored',
    'orders-obey': '外線着信 set in a browser until the first call obeys, one core',
    'orders-file': 'A file of 1,500 extensions (one client, everything included)',
    'orders-crowd': '10,000 orders of a hundred companies sent in, 16 at once, and built, one core; the history and the dashboard 50 times a second meanwhile',
    'passwords': 'An administrator\'s file of passwords, worked off behind the pages, one core'}
NOTES = {
    'page': 'ours shows 32 of 33 rows ({bytes:,.0f} bytes; nginx sends these very bytes as a file); Go and Django show their own 33 rows',
    'static': '{bytes:,.0f} bytes',
    'monitor-7000': 'a call of each line every {interval:.0f} s, a twentieth more or less',
    'monitor-100000': 'a call of each line every {interval:.0f} s, a twentieth more or less',
    'passwords': '{count:,.0f} passwords; meanwhile somebody else asks for /services 20 times a second, and every 3 s somebody signs in'}

# row, label, figure, how ("least" or "most"), asked first, goal
TARGETS = [
    ('page', 'requests to nginx static', ('rate', 'nginx'), 'least', 0.35, 0.60),
    ('page', 'the same by CPU time', ('cpu_us', 'nginx'), 'least', 0.35, 0.60),
    ('page', 'requests to Go', ('rate', 'go'), 'least', 8, 15),
    ('page', 'requests to Django', ('rate', 'django'), 'least', 40, 60),
    ('page', 'p99 ms', 'p99_ms', 'most', 5, 3),
    ('static', 'requests to nginx', ('rate', 'nginx'), 'least', 0.9, 1.0),
    ('static', 'the same by CPU time', ('cpu_us', 'nginx'), 'least', 0.9, 1.0),
    ('handshakes-full', 'by CPU time to nginx', ('cpu_us', 'nginx'), 'least', 0.95, 1.0),
    ('handshakes-full', 'handshakes to nginx', ('rate', 'nginx'), 'least', 0.95, 1.0),
    ('handshakes-resume', 'by CPU time to nginx', ('cpu_us', 'nginx'), 'least', 0.95, 1.0),
    ('busy', 'p99 ms', 'p99_ms', 'most', 50, 10),
    ('memory', 'KiB a connection', 'kib', 'most', 18, 14),
    ('silent', 'newcomers without a page', 'failed', 'most', 0, 0),
    ('silent', 'longest ms', 'longest_ms', 'most', 2000, 100),
    ('start', 'first page ms', 'first_page_ms', 'most', 150, 50),
    ('start', 'idle memory MiB (RSS)', 'rss_mib', 'most', 30, 15),
    ('saves', 'changes a second', 'rate', 'least', 8000, 30000),
    ('upload', 'preview ms', 'preview_ms', 'most', 300, 80),
    ('upload', 'apply ms', 'apply_ms', 'most', 200, 50),
    ('sign-ins', 'sign-ins to scrypt alone', ('rate', 'scrypt'), 'least', 0.9, 0.97),
    ('sign-ins', 'the same by CPU time', ('cpu_us', 'scrypt'), 'least', 0.9, 0.97),
    ('flood-flood', 'right ones that failed', 'failed', 'most', 0, 0),
    ('flood-flood', 'p50 s of known devices', 'known_p50_s', 'most', 2, 1),
    ('flood-flood', 'p50 s of unknown devices', 'unknown_p50_s', 'most', 20, 10),
    ('flood-flood', 'p99 ms of pages meanwhile', 'p99_ms', 'most', 10, 5),
    ('flood-rush', 'people who failed', 'failed', 'most', 0, 0),
    ('flood-rush', 'told time off %, p95', 'told_error_p95', 'most', 30, 15),
    ('flood-rush', 'p99 ms of pages meanwhile', 'p99_ms', 'most', 10, 5),
    ('redirect', 'answers to Kamailio', ('rate', 'kamailio'), 'least', 2, 4),
    ('redirect', 'the same by CPU time', ('cpu_us', 'kamailio'), 'least', 2, 4),
    ('orders-history', 'p99 ms', 'p99_ms', 'most', 50, 10),
    ('orders-obey', 'p99 ms', 'p99_ms', 'most', 50, 10),
    ('orders-obey', 'calls that did not obey', 'failed', 'most', 0, 0),
    ('orders-crowd', 'p99 ms of pages meanwhile', 'p99_ms', 'most', 50, 20),
    ('orders-crowd', 'orders refused', 'refused', 'most', 0, 0),
    ('redirect-half', 'p99 ms', 'p99_ms', 'most', 2, 1),
    ('redirect-obey', 'p99 ms', 'p99_ms', 'most', 50, 10),
    ('redirect-obey', 'calls that did not obey', 'failed', 'most', 0, 0),
    ('redirect-pages', 'p99 ms', 'p99_ms', 'most', 10, 5),
    ('redirect-many', 'start ms', 'start_ms', 'most', 2000, 1000),
    ('redirect-many', 'MiB for the numbers', 'numbers_mib', 'most', 96, 64),
    ('registrar-first', 'memory of contacts to Kamailio', ('contact_kib', 'kamailio'), 'least', 1, 2),
    ('registrar', 'REGISTERs to Kamailio', ('rate', 'kamailio'), 'least', 1, 2),
    ('registrar', 'the same by CPU time', ('cpu_us', 'kamailio'), 'least', 1, 2),
    ('registrar', 'p99 ms', 'p99_ms', 'most', 50, 20),
    ('monitor-7000', 'CPU % of a core', 'cpu_percent', 'most', 5, 2),
    ('monitor-7000', 'missed rounds', 'missed', 'most', 0, 0),
    ('monitor-7000', 'late p99 ms', 'late_p99_ms', 'most', 1000, 500),
    ('monitor-7000', 'district of 1,000 dies, p99 s', 'district_p99_s', 'most', 60, 56),
    ('monitor-7000', 'its lines not declared', 'district_undeclared', 'most', 0, 0),
    ('monitor-100000', 'CPU % of a core', 'cpu_percent', 'most', 50, 20),
    ('monitor-100000', 'missed rounds', 'missed', 'most', 0, 0),
    ('monitor-100000', 'late p99 ms', 'late_p99_ms', 'most', 1000, 500),
    ('monitor-100000', 'district of 1,000 dies, p99 s', 'district_p99_s', 'most', 60, 56),
    ('monitor-100000', 'its lines not declared', 'district_undeclared', 'most', 0, 0),
    ('detection', 'lone line, mean s', 'lone-mean-s', 'most', 120, 105),
    ('detection', 'lone line, p99 s', 'lone-p99-s', 'most', 180, 170),
    ('detection', 'district of 1,000, p99 s', 'district-1000-p99-s', 'most', 60, 56),
    ('detection', 'district of 200, p99 s', 'district-200-p99-s', 'most', 65, 56),
    ('detection', 'district of 50, p99 s', 'district-50-p99-s', 'most', 90, 60),
    ('detection', 'region of 10,000 lines, all, s', 'region-10000-max-s', 'most', 180, 150),
    ('detection', 'dead proxy, 10,000 lines, told s', 'dead-proxy-10000-told-after-s', 'most', 60, 50),
    ('detection', 'dead proxy, 12 lines, told s', 'dead-proxy-12-told-after-s', 'most', 60, 60),
    ('detection', 'dead proxy, faults', 'dead-proxy-10000-faults', 'most', 0, 0),
    ('detection', '503 for 20 s, faults', '503-for-20-s-faults', 'most', 0, 0),
    ('detection', 'proxy returns, false disasters', 'proxy-returns-false-disasters', 'most', 0, 0),
    ('detection', 'references flap, all dark, s', 'flapping-references-max-s', 'most', 300, 210),
    ('detection', 'references flap, turns an hour', 'flapping-references-turns-an-hour', 'most', 6, 4),
    ('detection', 'false faults in 5,000,000 hours', 'noise-false-faults', 'most', 5, 1),
    ('detection', 'calls to those of the rounds', 'noise-calls-ratio', 'most', 1.05, 1.02),
    ('passwords', 'passwords to scrypt alone', ('rate', 'scrypt'), 'least', 0.8, 0.9),
    ('passwords', 'p99 ms of pages meanwhile', 'p99_ms', 'most', 50, 10),
    ('passwords', 'p99 ms of sign-ins meanwhile', 'sign_in_p99_ms', 'most', 1000, 500),
]
RATIO_IS_INVERSE = {'cpu_us', 'contact_kib'}  # less is better: the ratio says how many times better we are


def read(path):
    values = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for line in open(path):
        row, server, metric, value = line.rstrip('\n').split('\t')
        values[row][server][metric].append(float(value))
    return values


def figure(servers, what):
    """The median that a target speaks of; None when a part of it was not measured."""
    if isinstance(what, str):
        ours = servers['hikari'][what]
        return statistics.median(ours) if ours else None
    metric, peer = what
    pairs = zip(servers['hikari'][metric], servers[peer][metric])
    ratios = [peers / ours if metric in RATIO_IS_INVERSE else ours / peers for ours, peers in pairs]
    return statistics.median(ratios) if ratios else None


def number(value):
    return f'{value:,.0f}' if value >= 1000 else f'{value:.1f}' if value >= 10 else f'{value:.2f}'


def table(servers):
    columns = [c for c in COLUMNS if any(servers[s].get(c) for s in servers)]
    print(' ' * 48 + ''.join(f'{COLUMNS[c]:>18}' for c in columns))
    for server in NAMES:
        if server not in servers:
            continue
        metrics = servers[server]
        cells = [f'{number(statistics.median(metrics[c])):>18}' if metrics.get(c) else f'{"–":>18}' for c in columns]
        missing = '   not measured: not installed or does not start' if metrics.get('missing') else ''
        failed = f'   {sum(metrics["failed"]):.0f} FAILED' if any(metrics.get('failed', [])) else ''
        print(f'  {NAMES[server]:<46}' + (missing or ''.join(cells)) + failed)


def verdict(servers, label, what, how, first, goal):
    value = figure(servers, what)
    if value is None:
        return f'  {label:<34} not measured'
    meets = (lambda limit: value >= limit) if how == 'least' else (lambda limit: value <= limit)
    word = 'meets the goal' if meets(goal) else 'good' if meets(first) else 'SHORT'
    sign = '≥' if how == 'least' else '≤'
    return f'  {label:<34}{number(value):>10}   asked {sign} {first:,} (goal {goal:,}): {word}'


def main(path, asked):
    values = read(path)
    for row, title in TITLES.items():
        if not any(row == name or row.startswith(name + '-') for name in asked):
            continue
        servers = values[row]
        print(f'\n{title}')
        table(servers)
        sizes = {name: servers['hikari'][name][0] for name in ('bytes', 'count', 'interval') if servers['hikari'].get(name)}
        if row in NOTES and sizes:
            print('  ' + NOTES[row].format(**sizes))
        for target in TARGETS:
            if target[0] == row:
                print(verdict(servers, *target[1:]))


main(sys.argv[1], sys.argv[2:])
