#!/usr/bin/env python3
"""Whether the time of a refused sign-in tells why it was refused (AUTH-7).

usage: timing.py seed HIKARI.SQLITE TRIES       numbers of every kind into a database that our program has made
       timing.py try PORT TRIES RESULTS.TSV     so many tries of each kind, in random order: a line "timing KIND ms N" each
       timing.py report RESULTS.TSV             medians, p5, p95, and for each two kinds the Mann-Whitney test

Every try is for a number of its own, because answers on a number are held back from its fourth miss on, and from an address
of its own in 127.0.0.0/8, because an address has 30 tries a minute. The program runs with its default limits and costs.
"""
import hashlib, http.client, itertools, math, random, re, sqlite3, ssl, statistics, sys, time
from urllib.parse import urlencode

# kind: how its numbers begin
KINDS = {'unknown number': '0371', 'wrong password': '0372', 'voided password': '0373', 'wrong unit': '0374'}
PASSWORD = 'timing-Passw0rd'
LIMIT = 0.01  # of a false alarm in the whole table


def numbers(kind, tries):
    return [f'{KINDS[kind]}{place:06d}' for place in range(tries)]


def seed(path, tries):
    tries, now = int(tries), int(time.time() * 1000)
    salt = b'timing-salt-16by'
    password = hashlib.scrypt(PASSWORD.encode(), salt=salt, n=1 << 14, r=8, p=5, maxmem=64 << 20, dklen=32)
    database = sqlite3.connect(path)
    database.execute('PRAGMA foreign_keys = ON')
    with database:
        for kind in ('wrong password', 'voided password'):
            others = numbers('wrong unit', tries) if kind == 'wrong password' else [None] * tries
            for number, other in zip(numbers(kind, tries), others):
                contract = database.execute(
                    "INSERT INTO contract (number, kind, name, channels, authentication_unit, created_at) VALUES (?, 'hikari', '', 2, 'line', ?)",
                    (number, now)).lastrowid
                for each in filter(None, (number, other)):
                    database.execute('INSERT INTO phone_number (number, contract_id) VALUES (?, ?)', (each, contract))
                    database.execute(
                        "INSERT INTO credential (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at, failures, voided_at)"
                        " VALUES (?, 'regular', ?, ?, 16384, 8, 5, ?, ?, ?)",
                        (each, password, salt, now, *((10, now) if kind == 'voided password' else (0, None))))
    database.close()


def attempt(port, context, place, number):
    """Milliseconds from the sent form to the whole answer, and how long that is."""
    address = f'127.{1 + place // 62500}.{place // 250 % 250}.{1 + place % 250}'
    connection = http.client.HTTPSConnection('127.0.0.1', port, context=context, source_address=(address, 0))
    connection.request('GET', '/login', headers={'Host': 'localhost'})
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), answer.getheader('Set-Cookie').split(';')[0]
    token = re.search(r'name="token" value="([^"]*)"', page).group(1)
    form = urlencode({'token': token, 'next': '', 'telephoneNumber': number, 'password': 'wrongPass0rd'})
    fields = {'Host': 'localhost', 'Cookie': cookie, 'Content-Type': 'application/x-www-form-urlencoded'}
    start = time.perf_counter()
    connection.request('POST', '/login', form, fields)
    answer = connection.getresponse()
    body = answer.read()
    spent = (time.perf_counter() - start) * 1000
    connection.close()
    if answer.status != 422:
        sys.exit(f'a refused sign-in was answered with {answer.status}')
    return spent, len(body)


def measure(port, tries, results):
    tries, context = int(tries), ssl._create_unverified_context()
    work = [(kind, number) for kind in KINDS for number in numbers(kind, tries)]
    random.shuffle(work)
    # The first answers of a server that has just started are slower.
    for place in range(8):
        attempt(int(port), context, place, f'0375{place:06d}')
    sizes = set()
    with open(results, 'a') as lines:
        for place, (kind, number) in enumerate(work, start=250):
            spent, size = attempt(int(port), context, place, number)
            sizes.add(size)
            lines.write(f'timing\t{kind}\tms\t{spent:.4f}\n')
    if len(sizes) != 1:
        sys.exit(f'the answers are {sorted(sizes)} bytes long: they tell the cause without a clock')


def mann_whitney(ours, theirs):
    """The two-sided p-value by the normal approximation, with ties."""
    values = sorted((value, side) for side, many in enumerate((ours, theirs)) for value in many)
    rank_sum, ties, place = 0.0, 0, 0
    for _, group in itertools.groupby(values, key=lambda each: each[0]):
        group = list(group)
        rank_sum += sum(side == 0 for _, side in group) * (place + (len(group) + 1) / 2)
        ties += len(group) ** 3 - len(group)
        place += len(group)
    n, m, total = len(ours), len(theirs), len(values)
    deviation = math.sqrt(n * m / 12 * (total + 1 - ties / (total * (total - 1))))
    if deviation == 0:
        return 1.0
    return math.erfc(abs(rank_sum - n * (total + 1) / 2) / deviation / math.sqrt(2))


def share(values, part):
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def report(path):
    times = {kind: [] for kind in KINDS}
    for line in open(path):
        row, kind, _, value = line.rstrip('\n').split('\t')
        if row == 'timing' and kind in times:
            times[kind].append(float(value))
    print('\nA refused sign-in, by its cause (AUTH-7); default cost and limits, a number and an address for each try')
    if not all(len(many) > 1 for many in times.values()):
        return print('  not measured')
    print(' ' * 28 + ''.join(f'{title:>12}' for title in ('tries', 'median ms', 'p5', 'p95')))
    for kind, many in times.items():
        figures = (statistics.median(many), share(many, 0.05), share(many, 0.95))
        print(f'  {kind:<26}{len(many):>12}' + ''.join(f'{figure:>12.2f}' for figure in figures))
    pairs = list(itertools.combinations(KINDS, 2))
    smallest = 1.0
    for one, other in pairs:
        p = mann_whitney(times[one], times[other])
        smallest = min(smallest, p)
        apart = statistics.median(times[one]) - statistics.median(times[other])
        print(f'  {one + " / " + other:<38}{apart:>+9.3f} ms   Mann-Whitney p = {p:.3f}')
    verdict = 'good: nothing to be told apart' if smallest >= LIMIT / len(pairs) else 'SHORT: the causes can be told apart'
    print(f'  smallest p = {smallest:.4f}   asked ≥ {LIMIT / len(pairs):.4f} ({LIMIT} for all {len(pairs)} pairs together): {verdict}')


if __name__ == '__main__':
    {'seed': seed, 'try': measure, 'report': report}[sys.argv[1]](*sys.argv[2:])
