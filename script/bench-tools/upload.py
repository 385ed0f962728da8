#!/usr/bin/env python3
"""Uploads 7,000 rows as a person would and applies them; prints "preview_ms N apply_ms N".

usage: upload.py PORT USERS.TXT     (the last user is the one with 7,000 numbers)
"""
import sys, time
from visitor import Visitor

person = Visitor(int(sys.argv[1]), open(sys.argv[2]).read().splitlines()[-1])
new = int(time.time() * 10) % 1000 * 7000
rows = [(f'{int(person.number) + k:010d}', f'0901{new + k:07d}') for k in range(7000)]
preview = person.upload('/bulk-forwarding/import', rows).expect(200, 'the upload')
apply = person.post(
    '/bulk-forwarding/import/apply', {'upload': preview.control('upload'), 'version': preview.control('version')})
apply.expect(303, 'applying')
print(f'preview_ms {preview.milliseconds:.1f} apply_ms {apply.milliseconds:.1f}')
