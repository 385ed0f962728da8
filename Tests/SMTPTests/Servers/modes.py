"""A mail server with a temper, for the tests of the client.

    python3 modes.py MODE CERTIFICATE KEY

Prints lines of JSON: {"port": N} when it listens, {"mail": {...}} for each mail taken, {"sessions": N} for each
connection begun. Ends when its standard input does.
"""

import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

MODE, CERTIFICATE, KEY = sys.argv[1:4]
sessions = 0


def tell(**facts):
    print(json.dumps(facts), flush=True)


class Handler:
    def __init__(self):
        self.known = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if MODE == "reject":
            return "550 5.1.1 no such user here"
        if MODE == "greylist" and address not in self.known:
            self.known.add(address)
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if MODE == "cut":
            server.transport.abort()
            return "250 too late"
        if MODE == "mute":
            await asyncio.sleep(3600)
        if MODE == "talkative":
            line = envelope.content.split(b"\r\n\r\n", 1)[1].split(b"\r\n")[0].decode()
            return f"554 5.7.1 we do not like: {line}"
        tell(
            mail={
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "secure": session.ssl is not None or MODE == "implicit",
                "content": base64.b64encode(envelope.original_content).decode(),
            }
        )
        if MODE == "cut-after":
            asyncio.get_running_loop().call_later(0.05, server.transport.abort)
        if MODE == "leaving":
            # The server of a kept connection that goes while nobody looks.
            asyncio.get_running_loop().call_later(0.0, server.transport.close)
        return "250 2.0.0 taken as 4711"


class Server(SMTP):
    def connection_made(self, transport):
        global sessions
        if not self.session:
            sessions += 1
            tell(sessions=sessions)
        super().connection_made(transport)


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"hikari" and data.password == b"correct horse", handled=False)


async def slow_greeting(reader, writer):
    tell(sessions=1)
    await asyncio.sleep(3600)


async def injected(reader, writer):
    """Somebody between client and server who adds a reply to the one that agrees on TLS."""
    writer.write(b"220 in between ESMTP\r\n")
    await reader.readline()
    writer.write(b"250-in between\r\n250 STARTTLS\r\n")
    await reader.readline()
    writer.write(b"220 go ahead\r\n250-in between\r\n250 AUTH PLAIN\r\n")
    rest = await reader.read()
    tell(rest=len(rest))
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    handler = Handler()

    def make():
        if MODE in ("implicit", "plain"):
            return Server(handler, hostname="modes.test")
        if MODE == "no-tls":
            return Server(handler, hostname="modes.test", tls_context=None)
        return Server(
            handler,
            hostname="modes.test",
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            authenticator=authenticate,
            auth_exclude_mechanism=["PLAIN"] if MODE == "login" else [],
        )

    if MODE in ("slow-greeting", "injected"):
        script = slow_greeting if MODE == "slow-greeting" else injected
        server = await asyncio.start_server(script, "127.0.0.1", 0)
    else:
        server = await loop.create_server(make, "127.0.0.1", 0, ssl=context if MODE == "implicit" else None)
    tell(port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)


loop = asyncio.new_event_loop()
main_task = loop.create_task(main())
loop.run_until_complete(main_task)
