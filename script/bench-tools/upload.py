#!/usr/bin/env python3
"""Uploads 7,000 rows as a person would and applies them; prints "preview_ms N apply_ms N".

usage: upload.py PORT USERS.TXT     (the last user is the one with 7,000 numbers)
"""
import http.client, re, ssl, sys, time
from urllib.parse import urlencode

BOUNDARY = 'bench-boundary'


def post(connection, path, cookie, body, content_type):
    start = time.perf_counter()
    connection.request('POST', path, body, {'Host': 'localhost', 'Cookie': '__Host-session=' + cookie, 'Content-Type': content_type})
    answer = connection.getresponse()
    text = answer.read().decode()
    return answer.status, text, (time.perf_counter() - start) * 1000


def multipart(token, rows):
    file = ''.join(f'"{number}","{destination}"\r\n' for number, destination in rows)
    return (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="bench.csv"\r\nContent-Type: text/csv\r\n\r\n'
            f'{file}\r\n--{BOUNDARY}--\r\n').encode()


def control(text, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    return found.group(1) if found else sys.exit(f'the preview has no {name}: nothing measured')


context = ssl._create_unverified_context()
connection = http.client.HTTPSConnection('127.0.0.1', int(sys.argv[1]), context=context)
number, cookie, token = open(sys.argv[2]).read().splitlines()[-1].split()
new = int(time.time() * 10) % 1000 * 7000
rows = [(f'{int(number) + k:010d}', f'0901{new + k:07d}') for k in range(7000)]
connection.connect()
status, page, preview = post(connection, '/bulk-forwarding/import', cookie, multipart(token, rows), f'multipart/form-data; boundary={BOUNDARY}')
if status != 200:
    sys.exit(f'the upload was answered with {status}')
form = urlencode({'token': token, 'upload': control(page, 'upload'), 'version': control(page, 'version')})
status, page, apply = post(connection, '/bulk-forwarding/import/apply', cookie, form, 'application/x-www-form-urlencoded')
if status != 303:
    sys.exit(f'applying was answered with {status}')
print(f'preview_ms {preview:.1f} apply_ms {apply:.1f}')
