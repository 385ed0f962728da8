"""Somebody with a browser, over one kept connection. For upload.py and passwords.py."""
import http.client, re, ssl, sys, time
from urllib.parse import urlencode

BOUNDARY = 'bench-boundary'


class Visitor:
    """`user` is a line "number cookie form-token" of USERS.TXT."""

    def __init__(self, port, user):
        self.number, self.cookie, self.token = user.split()
        self.cookie_name = '__Host-session'
        self.connection = http.client.HTTPSConnection('127.0.0.1', port, context=ssl._create_unverified_context())
        self.connection.connect()

    def get(self, path):
        return self.ask('GET', path, None, {})

    def post(self, path, controls):
        body = urlencode({'token': self.token} | controls)
        return self.ask('POST', path, body, {'Content-Type': 'application/x-www-form-urlencoded'})

    def sign_in(self, password):
        self.cookie_name = '__Host-visit'  # nobody is signed in on this connection
        return self.post('/login', {'telephoneNumber': self.number, 'password': password, 'next': ''})

    def upload(self, path, rows):
        """Posts pairs as a CSV file."""
        file = ''.join(f'"{left}","{right}"\r\n' for left, right in rows)
        body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{self.token}\r\n'
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="bench.csv"\r\nContent-Type: text/csv\r\n\r\n'
                f'{file}\r\n--{BOUNDARY}--\r\n').encode()
        return self.ask('POST', path, body, {'Content-Type': f'multipart/form-data; boundary={BOUNDARY}'})

    def ask(self, method, path, body, fields):
        start = time.perf_counter()
        self.connection.request(method, path, body, {'Host': 'localhost', 'Cookie': f'{self.cookie_name}={self.cookie}'} | fields)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        location = answer.headers.get('Location')
        if location and location.startswith('/answer?'):  # the page that answers a form
            page = self.get(location)
            return Answer(page.status, page.text, page.location, (time.perf_counter() - start) * 1000)
        return Answer(answer.status, text, location, (time.perf_counter() - start) * 1000, answer.headers.get('Retry-After'))


class Answer:
    def __init__(self, status, text, location, milliseconds, retry_after=None):
        self.status, self.text, self.location, self.milliseconds, self.retry_after = status, text, location, milliseconds, retry_after

    def expect(self, status, what):
        return self if self.status == status else sys.exit(f'{what} was answered with {self.status}')

    def control(self, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return found.group(1) if found else sys.exit(f'the page has no {name}: nothing measured')
