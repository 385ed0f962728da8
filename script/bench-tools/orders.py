#!/usr/bin/env python3
"""The ordering site's rows: its pages over a long history, and a crowd that orders.

usage: orders.py seed HIKARI.SQLITE ORDERS                    so many orders that are done, of a thousand companies; of the first hundred an employee each is signed in
       orders.py pages PORT SECONDS                           お申し込み履歴 and a detail, 50 times a second: "p50_ms N p99_ms N"
       orders.py accept PORT HIKARI.SQLITE ORDERS             申し込む on so many applications of a hundred companies, 16 at once, until all are built
       orders.py obey PORT SIP-PORT COUNT                    外線着信 set until the first call obeys: "p50_ms N p99_ms N failed N"
       orders.py file PORT ROWS                               a CSV file of so many extensions: "preview_ms N apply_ms N"
"""
import hashlib, multiprocessing, os, random, re, sqlite3, sys, threading, time

from redirect import told, wire
from seed import form_token
from visitor import Visitor

FIRST, COMPANIES, AT_ONCE = 200_000_000_001, 100, 16
# An outside number of the first contract.
LINE = '0312345101'
NEW = '/smart-pbx/orders/new'
CUSTOMER = {
    'contact-company': '株式会社ひかり商事', 'contact-person': '光太郎', 'contact-telephone': '0312345678', 'contact-mail': 'bench@example.jp',
    'technical-same': 'yes', 'billing-postalCode': '1000001', 'billing-prefecture': '13', 'billing-city': '千代田区千代田1-1',
    'billing-addressee': '経理部', 'billing-customerKind': 'corporation', 'sales-channel': 'T1400041'}


def cookie(place):
    return f'orders-bench-{place}-'.ljust(43, '0')


def employee(port, place=0):
    """Of the company in that place."""
    person = Visitor(int(port), f'bench {cookie(place)} {form_token(cookie(place))}')
    person.cookie_name = '__Host-order-session'
    return person


def become(person, place):
    """Another employee at the same connection."""
    person.cookie, person.token = cookie(place), form_token(cookie(place))


def address(place):
    return f'bench{place}@example.jp'


def seed(path, count):
    now, count = int(time.time() * 1000), int(count)
    database = sqlite3.connect(path)
    database.execute('PRAGMA foreign_keys = ON')
    with database:
        companies = [
            database.execute("INSERT INTO company (name, created_at) VALUES ('bench', ?)", (now,)).lastrowid for _ in range(min(1000, count // 10))]
        for place, company in enumerate(companies[:COMPANIES]):
            account = database.execute(
                "INSERT INTO account (company_id, sign_in_name, mail_address, name, telephone, is_administrator, created_at) "
                "VALUES (?, ?, ?, 'bench', '0312345678', 1, ?)", (company, address(place), address(place), now)).lastrowid
            group = database.execute(
                "INSERT INTO user_group (company_id, name, scope, level) VALUES (?, 'all', 'everything', 'edit')", (company,)).lastrowid
            database.execute('INSERT INTO user_group_member VALUES (?, ?)', (account, group))
            database.execute(
                "INSERT INTO employee_session (id_hash, account_id, step, created_at, seen_at, client) VALUES (?, ?, 'signedIn', ?, ?, '127.0.0.1')",
                (hashlib.sha256(cookie(place).encode()).digest(), account, now, now))
        codes = [f'N{100_000_001 + i}' for i in range(count)]
        at = [now - (count - i) * 60_000 for i in range(count)]
        database.executemany(
            "INSERT INTO service_contract (code, company_id, service, state, ordered_at, opened_at) VALUES (?, ?, 'smartPBX', 'open', ?, ?)",
            ((codes[i], companies[i % len(companies)], at[i], at[i]) for i in range(count)))
        database.executemany('INSERT INTO smart_pbx VALUES (?, 2, 3, 0)', ((code,) for code in codes))
        database.executemany("INSERT INTO smart_pbx_extension VALUES (?, '22', '201', 'smartphone')", ((code,) for code in codes))
        database.execute("INSERT INTO smart_pbx_line (number, code, is_in_emergency_area) VALUES (?, ?, 1)", (LINE, codes[0]))
        database.executemany(
            "INSERT INTO service_order (number, company_id, contract, service, kind, state, is_divisible, account, applied_at, opening_day, "
            "is_handed_over, ended_at, is_simulated) VALUES (?, ?, ?, 'smartPBX', 'new', 'completed', 0, 'bench@example.jp', ?, ?, 1, ?, 1)",
            ((FIRST + i, companies[i % len(companies)], codes[i], at[i], (at[i] + 9 * 3600_000) // 86_400_000, at[i] + 60_000) for i in range(count)))
    database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def look(port, paths, ends, results):
    person, times = employee(port), []
    while not ends.is_set():
        answer = person.get(random.choice(paths)).expect(200, 'the page')
        times.append(answer.milliseconds)
        ends.wait(max(0, 0.02 - answer.milliseconds / 1000))
    results.put(times)


def looking(port, paths):
    ends, results = multiprocessing.Event(), multiprocessing.Queue()
    process = multiprocessing.Process(target=look, args=(port, paths, ends, results))
    process.start()

    def times():
        ends.set()
        found = results.get()
        process.join()
        return found
    return times


def some_orders(port):
    numbers = re.findall(r'/orders/(2\d{11})"', employee(port).get('/orders').expect(200, 'the history').text)
    return [f'/orders/{number}' for number in sorted(set(numbers))[:20]]


def pages(port, seconds):
    times = looking(port, ['/orders'] * 20 + some_orders(port))
    time.sleep(float(seconds))
    show(times())


def obey(port, sip_port, count):
    """Without a target callers hear busy; at an extension whose device has not registered, that nobody is there."""
    person, made, times, failed = employee(port), wire(sip_port), [], 0
    path = '/settings/N100000001/incoming'
    while told(made, LINE, f'w{time.monotonic_ns()}', 0.5) != 486:
        pass
    for round in range(int(count)):
        page = person.get(path).expect(200, path)
        target, status = ('', 486) if round % 2 else ('22201', 480)
        seen = {name: page.control(name) for name in (f'was-{LINE}', f'version-{LINE}')}
        begun = time.perf_counter()
        answer = person.post(path, seen | {f'target-{LINE}': target})
        # Whoever calls now has pressed before: the first call must obey.
        if answer.status not in (200, 303) or told(made, LINE, f'o{os.getpid()}x{round}', 1) != status:
            failed += 1
        times.append((time.perf_counter() - begun) * 1000)
    show(times)
    print(f'failed {failed}')


def show(times):
    print(f'p50_ms {percentile(times, 0.5):.2f}\np99_ms {percentile(times, 0.99):.2f}')


def send(person, path, controls):
    """A form of the page that is open, with what it holds besides."""
    page = person.get(path).expect(200, path)
    draft = {name: page.control(name) for name in ('draft', 'version')}
    answer = person.post(path.split('?')[0], draft | controls)
    if answer.status != 303:
        sys.exit(f'{path} was answered with {answer.status}: {re.findall("＊[^<]*", answer.text)[:3]}')
    return answer.location


def application(person, rows='22\t201'):
    """All but 申し込む. Returns the address of its check page."""
    page = person.get(f'{NEW}/agreement').expect(200, 'ご確認')
    plan = person.post(f'{NEW}/agreement', {'agree': 'yes', 'seen': page.control('seen')}).location
    count = rows.count('\n') + 1
    extensions = send(person, plan, {'siteDigits': '2', 'deviceDigits': '3', 'count': str(count), 'method': 'screen'})
    send(person, extensions, {'act': 'paste', 'paste': '\n'.join(row + '\tsmartphone' for row in rows.split('\n')), 'addedChannels': '0', 'rowCount': '0'})
    customer = send(person, extensions, {'act': 'next', 'addedChannels': '0'})
    return send(person, customer, CUSTOMER)


def clones(path, draft, count):
    """So many applications like that one, of all companies in turn: pairs of a draft and whose it is."""
    places = [i % COMPANIES for i in range(count)]
    with sqlite3.connect(path, timeout=30) as database:
        accounts = dict(database.execute('SELECT mail_address, company_id FROM account'))
        database.executemany(
            'INSERT INTO order_draft (company_id, account, service, kind, answers, version, begun_at, changed_at) '
            'SELECT ?, ?, service, kind, answers, 1, begun_at, changed_at FROM order_draft WHERE id = ?',
            ((accounts[address(place)], address(place), draft) for place in places))
        last, = database.execute('SELECT max(id) FROM order_draft').fetchone()
    return list(zip(range(last - count + 1, last + 1), places))


def accept(port, path, count):
    count = int(count)
    check = application(employee(port))
    drafts = clones(path, int(re.search(r'draft=(\d+)', check).group(1)), count)
    times, refused, later, lock = looking(port, ['/orders', '/dashboard']), [], [], threading.Lock()
    # Who looks at pages must not wait for those who order: they share a processor here.
    os.nice(10)

    def work(person):
        while True:
            with lock:
                if not drafts:
                    return
                draft, place = drafts.pop()
            become(person, place)
            while True:
                answer = person.post(f'{NEW}/check', {'draft': str(draft), 'version': '1'})
                if answer.status != 503:
                    break
                later.append(draft)
                time.sleep(float(answer.retry_after or 1))
            if answer.status != 303 or '/done' not in (answer.location or ''):
                refused.append(answer.status)

    begun = time.perf_counter()
    people = [threading.Thread(target=work, args=(employee(port),)) for _ in range(AT_ONCE)]
    for person in people: person.start()
    for person in people: person.join()
    taken = time.perf_counter() - begun
    with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
        while database.execute("SELECT 1 FROM service_order WHERE state IN ('acknowledged', 'inProgress') LIMIT 1").fetchone():
            time.sleep(0.2)
            if time.perf_counter() - begun > 1800: sys.exit('orders are not built')
        failed, = database.execute("SELECT count(*) FROM service_order WHERE state <> 'completed'").fetchone()
    if failed: sys.exit(f'{failed} orders were not built')
    print(f'accepted_rate {count / taken:.1f}\nbuilt_rate {count / (time.perf_counter() - begun):.1f}\nrefused {len(refused)}\nlater {len(later)}')
    if refused: print(f'refused with: {sorted(set(refused))}', file=sys.stderr)
    show(times())


def file(port, count):
    count, person = int(count), employee(port)
    page = person.get(f'{NEW}/agreement').expect(200, 'ご確認')
    plan = person.post(f'{NEW}/agreement', {'agree': 'yes', 'seen': page.control('seen')}).location
    at = send(person, plan, {'siteDigits': '2', 'deviceDigits': '4', 'count': str(count), 'method': 'file'})
    rows = [(str(20 + i // 900), f'{2000 + i % 900}","smartphone') for i in range(count)]
    preview = person.upload(at, rows).expect(200, 'the preview')
    controls = {name: value for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', preview.text) if name != 'token'}
    applied = person.post(f'{NEW}/import/apply', controls)
    if applied.status != 303: sys.exit(f'the file was answered with {applied.status}')
    print(f'preview_ms {preview.milliseconds:.1f}\napply_ms {applied.milliseconds:.1f}')


if __name__ == '__main__':
    globals()[sys.argv[1]](*sys.argv[2:])
