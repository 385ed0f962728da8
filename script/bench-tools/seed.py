#!/usr/bin/env python3
"""Fills a data folder's database, which our program has made, with people to measure with.

usage: seed.py HIKARI.SQLITE USERS.TXT

1,000 contracts of 33 numbers, all with destinations and each with a session of its contract number, and the contract
0422100000 with 7,000 numbers. USERS.TXT gets a line "number cookie form-token" for each session, the large contract's last.
The first 64 can also sign in, with the password that tls-forms.c sends.
"""
import base64, hashlib, sqlite3, sys, time

PASSWORD = b'bench-Passw0rd-1'
CONTRACTS, NUMBERS, LARGE = 1000, 33, 7000


def form_token(cookie):
    return base64.urlsafe_b64encode(hashlib.sha256(b'form ' + cookie.encode()).digest()).decode().rstrip('=')


def add(database, users, numbers, cookie, now, destinations):
    contract = database.execute(
        "INSERT INTO contract (number, kind, name, channels, authentication_unit, created_at) VALUES (?, 'hikari', ?, 2, 'line', ?)",
        (numbers[0], '株式会社ひかり商事', now)).lastrowid
    database.executemany('INSERT INTO phone_number (number, contract_id) VALUES (?, ?)', ((n, contract) for n in numbers))
    database.execute("INSERT INTO service (contract_id, name) VALUES (?, 'bulkForwarding')", (contract,))
    database.executemany(
        'INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version) VALUES (?, ?, ?, 1)',
        ((contract, n, d) for n, d in zip(numbers, destinations)))
    database.execute(
        "INSERT INTO session (id_hash, number, contract_id, stage, created_at, seen_at, client) VALUES (?, ?, ?, 'signedIn', ?, ?, '127.0.0.1')",
        (hashlib.sha256(cookie.encode()).digest(), numbers[0], contract, now, now))
    users.write(f'{numbers[0]} {cookie} {form_token(cookie)}\n')


def main(path, users_path):
    now = int(time.time() * 1000)
    database = sqlite3.connect(path)
    database.execute('PRAGMA foreign_keys = ON')
    salt = b'bench-salt-16byt'
    password = hashlib.scrypt(PASSWORD, salt=salt, n=1 << 14, r=8, p=5, maxmem=64 << 20, dklen=32)
    with database, open(users_path, 'w') as users:
        for i in range(CONTRACTS):
            numbers = [f'03{20000000 + i * 100 + k}' for k in range(NUMBERS)]
            add(database, users, numbers, f'{i:043d}', now, [f'0901{i * 100 + k:07d}' for k in range(NUMBERS)])
            if i < 64:
                database.execute(
                    "INSERT INTO credential (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at) VALUES (?, 'regular', ?, ?, 16384, 8, 5, ?)",
                    (numbers[0], password, salt, now))
        large = [f'04221{k:05d}' for k in range(LARGE)]
        add(database, users, large, f'{CONTRACTS:043d}', now, [])
    database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()


main(*sys.argv[1:])
