#!/usr/bin/env python3
"""Fills a data folder's database, which our program has made, with people to measure with.

usage: seed.py HIKARI.SQLITE USERS.TXT

1,000 contracts of 33 numbers, all with destinations and each with a session of its contract number, and the contract
0422100000 with 7,000 numbers, whose contract number is their administrator. USERS.TXT gets a line "number cookie form-token"
for each session, the large contract's last. Those who may sign in (`people`) have a password, the one that tls-forms.c sends.
"""
import base64, hashlib, sqlite3, sys, time

PASSWORD, SALT = b'benchPass0rd', b'bench-salt-16byt'
HASH = hashlib.scrypt(PASSWORD, salt=SALT, n=1 << 14, r=8, p=5, maxmem=64 << 20, dklen=32)
CONTRACTS, NUMBERS, LARGE = 1000, 33, 7000


def form_token(cookie):
    return base64.urlsafe_b64encode(hashlib.sha256(b'form ' + cookie.encode()).digest()).decode().rstrip('=')


def add(database, users, numbers, cookie, now, destinations, unit='line'):
    contract = database.execute(
        "INSERT INTO contract (number, kind, name, channels, authentication_unit, created_at) VALUES (?, 'hikari', ?, 2, ?, ?)",
        (numbers[0], '株式会社ひかり商事', unit, now)).lastrowid
    database.executemany('INSERT INTO phone_number (number, contract_id) VALUES (?, ?)', ((n, contract) for n in numbers))
    database.execute("INSERT INTO service (contract_id, name) VALUES (?, 'bulkForwarding')", (contract,))
    database.executemany(
        'INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version) VALUES (?, ?, ?, 1)',
        ((contract, n, d) for n, d in zip(numbers, destinations)))
    database.execute(
        "INSERT INTO session (id_hash, number, contract_id, stage, created_at, seen_at, client) VALUES (?, ?, ?, 'signedIn', ?, ?, '127.0.0.1')",
        (hashlib.sha256(cookie.encode()).digest(), numbers[0], contract, now, now))
    users.write(f'{numbers[0]} {cookie} {form_token(cookie)}\n')


def people(count):
    """The contract numbers, then numbers of the large contract."""
    return ([f'03{20000000 + i * 100}' for i in range(CONTRACTS)] + [f'04221{k:05d}' for k in range(CONTRACTS + 1)])[:count]


def give_password(database, number, now):
    database.execute(
        "INSERT INTO credential (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at) VALUES (?, 'regular', ?, ?, 16384, 8, 5, ?)",
        (number, HASH, SALT, now))


def main(path, users_path):
    now = int(time.time() * 1000)
    database = sqlite3.connect(path)
    database.execute('PRAGMA foreign_keys = ON')
    with database, open(users_path, 'w') as users:
        for i in range(CONTRACTS):
            numbers = [f'03{20000000 + i * 100 + k}' for k in range(NUMBERS)]
            add(database, users, numbers, f'{i:043d}', now, [f'0901{i * 100 + k:07d}' for k in range(NUMBERS)])
        large = [f'04221{k:05d}' for k in range(LARGE)]
        add(database, users, large, f'{CONTRACTS:043d}', now, [], unit='administratorAndUser')
        for number in people(2 * CONTRACTS + 1):
            give_password(database, number, now)
    database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()


if __name__ == '__main__':
    main(*sys.argv[1:])
