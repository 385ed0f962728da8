#!/usr/bin/env python3
"""An administrator sets the passwords of many numbers by a file and waits for the last, while somebody else looks at pages
and others sign in; prints "NAME VALUE" lines, progress on stderr.

usage: passwords.py PORT USERS.TXT SERVER-PID COUNT     (the last user is the administrator of 7,000 numbers)
"""
import re, statistics, sys, threading, time
from visitor import Visitor

PASSWORD = 'benchPass0rd'


def memory(pid, name):
    """In MiB."""
    return next(int(line.split()[1]) / 1024 for line in open(f'/proc/{pid}/status') if line.startswith(name + ':'))


def new_password(k):
    digits = f'{k:04d}'
    return ''.join(letter + digit for letter, digit in zip('kMpT', digits))


class Meanwhile(threading.Thread):
    """Does something again and again, with a pause, and keeps how long each took."""

    def __init__(self, pause, act):
        super().__init__(daemon=True)
        self.pause, self.act, self.times, self.failed, self.ends = pause, act, [], 0, threading.Event()
        self.start()

    def run(self):
        while not self.ends.wait(self.pause):
            try:
                self.times.append(self.act())
            except Exception as failure:
                self.failed += 1
                print(f'passwords: {type(failure).__name__} {failure}', file=sys.stderr)

    def end(self, name):
        self.ends.set()
        self.join()
        times = sorted(self.times)
        if times:
            print(f'{name}p50_ms {statistics.median(times):.2f}')
            print(f'{name}p99_ms {times[len(times) * 99 // 100]:.2f}')
            print(f'{name}longest_ms {times[-1]:.2f}')
        return self.failed


def pages(port, user):
    person = Visitor(port, user)

    def look():
        answer = person.get('/services')
        if answer.status != 200:
            raise ValueError(f'/services was answered with {answer.status}')
        return answer.milliseconds

    return look


def sign_ins(port, users):
    """Each on a connection of its own, as people come."""
    turn = iter(range(sys.maxsize))

    def sign_in():
        person = Visitor(port, users[next(turn) % len(users)])
        answer = person.sign_in(PASSWORD)
        person.connection.close()
        if answer.status != 303:
            raise ValueError(f'/login was answered with {answer.status}')
        return answer.milliseconds

    return sign_in


def main(port, users_path, pid, count):
    users = open(users_path).read().splitlines()
    administrator = Visitor(port, users[-1])
    rows = [(f'{int(administrator.number) + k:010d}', new_password(k)) for k in range(1, count + 1)]
    pages(port, users[100])()
    print(f'rss_before_mib {memory(pid, "VmRSS"):.1f}')
    open(f'/proc/{pid}/clear_refs', 'w').write('5')  # the peak counts from here

    looking, coming = Meanwhile(0.05, pages(port, users[100])), Meanwhile(3, sign_ins(port, users[:64]))
    start = time.time()
    preview = administrator.upload('/password/import', rows).expect(200, 'the upload')
    begun = administrator.post(
        '/password/import/apply', {'upload': preview.control('upload'), 'currentPassword': PASSWORD})
    job = begun.expect(303, 'the beginning').location
    print(f'{count} passwords: preview {preview.milliseconds:.0f} ms, beginning {begun.milliseconds:.0f} ms', file=sys.stderr)
    told = start
    while True:
        page = administrator.get(job).expect(200, 'the progress page')
        progress = re.search(r'<progress[^>]* value="(\d+)"', page.text)
        if not progress:
            break
        if time.time() - told > 60:
            told = time.time()
            print(f'{progress.group(1)} of {count} after {told - start:.0f} s', file=sys.stderr)
        time.sleep(1)
    seconds = time.time() - start
    failed = looking.end('') + coming.end('sign_in_')
    if f'{count:,}番号のパスワードを設定しました' not in page.text:
        sys.exit('the result page does not say that all passwords are set')
    print(f'minutes {seconds / 60:.2f}\nrate {count / seconds:.2f}\nfailed {failed}')
    print(f'rss_peak_mib {memory(pid, "VmHWM"):.1f}')


main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
