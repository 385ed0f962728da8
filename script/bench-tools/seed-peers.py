#!/usr/bin/env python3
"""Makes the database that the Go and Django pages share: 1,000 people, each with a session and 33 settings.

usage: seed-peers.py FILE
"""
import sqlite3, sys

database = sqlite3.connect(sys.argv[1])
database.execute('PRAGMA journal_mode = WAL')
database.execute('PRAGMA synchronous = FULL')
database.executescript('''
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL);
CREATE TABLE sessions (token TEXT PRIMARY KEY, user_id INTEGER NOT NULL, csrf TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE settings (user_id INTEGER NOT NULL, pos INTEGER NOT NULL, skey TEXT NOT NULL, value TEXT NOT NULL,
  descr TEXT NOT NULL, updated INTEGER NOT NULL, PRIMARY KEY (user_id, pos)) WITHOUT ROWID;
''')
with database:
    for u in range(1, 1001):
        database.execute('INSERT INTO users VALUES (?, ?, ?)', (u, f"User {u} O'Neil & Sons", f'user{u}@example.org'))
        database.execute('INSERT INTO sessions VALUES (?, ?, ?, ?)', (f'tok{u:029d}', u, f'csrf{u:028d}', 4102444800))
        for p in range(33):
            value = f'value-{u}-{p}' if p % 7 else f'<b>"v{p}" & \'x\'</b>'
            database.execute('INSERT INTO settings VALUES (?, ?, ?, ?, ?, ?)', (
                u, p, f'app.section{p // 8}.key{p:02d}', value, f'Controls behaviour number {p} of the app', 1700000000 + p * 3600))
database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
