#!/usr/bin/env python3
"""Sign-ins while strangers send wrong ones from many addresses, and on the day when everybody signs in; prints "NAME VALUE" lines.

usage: flood.py quiet|flood PORT SERVER-PID SECONDS    people sign in, with a known device and without; in a flood, 160 addresses beside them
       flood.py rush PORT SERVER-PID PEOPLE SECONDS    so many people of as many numbers sign in within that time

Meanwhile somebody signed in looks at a page 50 times a second. Addresses are those of the loopback network. The numbers and
their password are those of seed.py.
"""
import asyncio, multiprocessing, random, re, secrets, ssl, statistics, sys, time
from urllib.parse import urlencode
from seed import PASSWORD, form_token, people
from visitor import Visitor

ATTACKERS, ATTEMPTS_A_MINUTE = 160, 30
CONTEXT = ssl._create_unverified_context()


class Browser:
    """Cookies and one connection, from an address of its own."""

    def __init__(self, port, address):
        self.port, self.address, self.stream = port, address, None
        visit = secrets.token_urlsafe(32)
        self.cookies, self.token = {'__Host-visit': visit}, form_token(visit)

    async def ask(self, method, path, body=''):
        for attempt in (1, 2):  # a kept connection may have ended meanwhile
            try:
                if not self.stream:
                    self.stream = await asyncio.open_connection(
                        '127.0.0.1', self.port, ssl=CONTEXT, local_addr=(self.address, 0))
                return await self.exchange(method, path, body)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.stream = None
                if attempt == 2:
                    raise

    async def exchange(self, method, path, body):
        reader, writer = self.stream
        cookies = '; '.join(f'{name}={value}' for name, value in self.cookies.items())
        writer.write((f'{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n'
                      f'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}').encode())
        head = (await reader.readuntil(b'\r\n\r\n')).decode()
        length = re.search(r'(?i)\r\ncontent-length: (\d+)', head)
        text = (await reader.readexactly(int(length.group(1)))).decode() if length else ''
        for name, value in re.findall(r'(?i)\r\nset-cookie: ([^=]+)=([^;\r]*)', head):
            self.cookies[name] = value
        location = re.search(r'(?i)\r\nlocation: (\S+)', head)
        refresh = re.search(r'(?i)\r\nrefresh: (\d+)', head)
        return int(head.split()[1]), location and location.group(1), refresh and int(refresh.group(1)), text

    async def enter(self, number, password):
        form = {'token': self.token, 'telephoneNumber': number, 'password': password, 'next': ''}
        return await self.ask('POST', '/login', urlencode(form))

    def close(self):
        if self.stream:
            self.stream[1].close()
            self.stream = None


class SignIn:
    """Somebody with the right password, as patient as the pages ask: how long it took, and what was told."""

    def __init__(self):
        self.seconds = self.told = self.waited = None
        self.statuses = []

    async def run(self, browser, number):
        start = time.perf_counter()
        status, location, _, _ = await browser.enter(number, PASSWORD.decode())
        self.statuses.append(status)
        asked = None
        while location == '/login/waiting' or status == 200:
            status, location, rest, text = await browser.ask('GET', '/login/waiting')
            self.statuses.append(status)
            told = re.search(r'datetime="PT(\d+)S"', text)
            if told and asked is None:
                self.told, asked = int(told.group(1)), time.perf_counter()
            if location is None and rest:
                await asyncio.sleep(rest)
        if status == 303 and '__Host-session' in browser.cookies:
            self.seconds = time.perf_counter() - start
            self.waited = asked and time.perf_counter() - asked
        browser.close()
        return self


async def attack(port, address, numbers, until):
    """As many wrong entries as an address has, each from a browser that nobody knows."""
    browser, sent = Browser(port, address), 0
    await asyncio.sleep(random.random() * 60 / ATTEMPTS_A_MINUTE)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        visit = secrets.token_urlsafe(32)
        browser.cookies, browser.token = {'__Host-visit': visit}, form_token(visit)
        await browser.enter(random.choice(numbers), 'wrong' + secrets.token_hex(3))
        sent += 1
        await asyncio.sleep(max(0, 60 / ATTEMPTS_A_MINUTE - (time.perf_counter() - begun)))
    browser.close()
    return sent


def look(port, ends, results):
    """In a process of its own, so that nothing of ours is in the way of the clock."""
    person, times = Visitor(port, f'{people(1)[0]} {0:043d} {form_token(f"{0:043d}")}'), []
    while not ends.is_set():
        answer = person.get('/bulk-forwarding')
        if answer.status != 200:
            sys.exit(f'the page was answered with {answer.status}')
        times.append(answer.milliseconds)
        ends.wait(max(0, 0.02 - answer.milliseconds / 1000))
    results.put(sorted(times))


def memory(pid):
    return next(int(line.split()[1]) / 1024 for line in open(f'/proc/{pid}/status') if line.startswith('VmRSS:'))


def address(k):
    return f'127.{20 + k // 62500}.{k // 250 % 250}.{k % 250 + 1}'


def show(name, value):
    print(f'{name} {value:.2f}')


def show_times(name, sign_ins):
    times = sorted(s.seconds for s in sign_ins if s.seconds is not None)
    if times:
        show(f'{name}_p50_s', statistics.median(times))
        show(f'{name}_longest_s', times[-1])


async def right_ones(port, seconds, attackers, pid):
    numbers = people(1 + 2 * seconds)[1:]
    known, unknown = numbers[:seconds // 3], numbers[seconds // 3:2 * (seconds // 3)]
    devices = []
    for k, number in enumerate(known):
        devices.append(Browser(port, address(k)))
        await SignIn().run(devices[-1], number)
        devices[-1].cookies.pop('__Host-session')
    warm = 20 if attackers else 0
    until = time.perf_counter() + warm + seconds
    victims = people(1000)[500:]
    attacks = [asyncio.create_task(attack(port, f'127.1.0.{k + 1}', victims, until)) for k in range(attackers)]
    await asyncio.sleep(warm)
    # What an attack takes it takes in its first seconds; from then on it is to stay.
    show('rss_begun_mib', memory(pid))

    async def come(k, browser, number):
        await asyncio.sleep(k * seconds / (2 * len(known)))
        return await SignIn().run(browser, number)

    coming = [come(k, device, number) for k, (device, number) in enumerate(zip(devices, known))]
    coming += [come(k, Browser(port, address(1000 + k)), number) for k, number in enumerate(unknown)]
    outcomes = await asyncio.gather(*coming)
    show('wrong_sent', sum(await asyncio.gather(*attacks)))
    return outcomes[:len(known)], outcomes[len(known):]


async def rush(port, count, seconds):
    async def come(k, number):
        await asyncio.sleep(k * seconds / count)
        return await SignIn().run(Browser(port, address(k)), number)

    numbers = people(count)
    random.shuffle(numbers)
    return await asyncio.gather(*(come(k, number) for k, number in enumerate(numbers)))


def main(mode, port, pid, *rest):
    ends, results = multiprocessing.Event(), multiprocessing.Queue()
    looking = multiprocessing.Process(target=look, args=(port, ends, results))
    looking.start()
    show('rss_before_mib', memory(pid))
    if mode == 'rush':
        all_ = asyncio.run(rush(port, *rest))
        show_times('sign_in', all_)
        waits = [s for s in all_ if s.waited and s.waited >= 10]
        if waits:
            errors = sorted(abs(s.told / s.waited - 1) * 100 for s in waits)
            show('told_error_p50', statistics.median(errors))
            show('told_error_p95', errors[len(errors) * 95 // 100])
    else:
        known, unknown = asyncio.run(right_ones(port, rest[0], ATTACKERS if mode == 'flood' else 0, pid))
        show_times('known', known)
        show_times('unknown', unknown)
        all_ = known + unknown
    show('rss_after_mib', memory(pid))
    show('refused', sum(status >= 400 for s in all_ for status in s.statuses))
    show('failed', sum(s.seconds is None for s in all_))
    ends.set()
    times = results.get()
    looking.join()
    show('p50_ms', statistics.median(times))
    show('p99_ms', times[len(times) * 99 // 100])


if __name__ == '__main__':
    main(sys.argv[1], *map(int, sys.argv[2:]))
