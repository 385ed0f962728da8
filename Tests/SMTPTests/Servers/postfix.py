"""A Postfix of its own: own configuration, queue, port, users and mailboxes, all in a directory given.

    python3 postfix.py DIRECTORY CERTIFICATE KEY

Needs root, as Postfix does. Prints {"port": N} when it listens and {"mail": {...}} for each mail in a mailbox. Demands STARTTLS and then AUTH (user hikari@test.example),
delivers to DIRECTORY/mailboxes/taro for taro@test.example and knows nobody else. Ends when its standard input does,
or by SIGTERM.
"""

import base64
import json
import os
import pwd
import signal
import socket
import subprocess
import sys
import threading
import time

DIRECTORY, CERTIFICATE, KEY = sys.argv[1:]
owner = pwd.getpwnam("postfix")


def path(name):
    return os.path.join(DIRECTORY, name)


def write(name, text, mode=0o644):
    with open(path(name), "w") as file:
        file.write(text)
    os.chmod(path(name), mode)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configure(port):
    os.chmod(DIRECTORY, 0o755)
    for name in ("etc", "etc/sasl", "queue", "data", "mailboxes"):
        os.mkdir(path(name))
    for name in ("data", "mailboxes"):
        os.chown(path(name), owner.pw_uid, owner.pw_gid)
    write(
        "etc/main.cf",
        f"""
compatibility_level = 3.6
queue_directory = {path("queue")}
data_directory = {path("data")}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {path("log")}
maillog_file_prefixes = {DIRECTORY}
import_environment = MAIL_CONFIG MAIL_LOGTAG TZ
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.test.example
mydestination =
virtual_mailbox_domains = test.example
virtual_mailbox_maps = texthash:{path("etc/mailboxes")}
virtual_mailbox_base = {path("mailboxes")}
virtual_uid_maps = static:{owner.pw_uid}
virtual_gid_maps = static:{owner.pw_gid}
virtual_minimum_uid = 1
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = {CERTIFICATE}
smtpd_tls_key_file = {KEY}
smtpd_tls_loglevel = 1
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
cyrus_sasl_config_path = {path("etc/sasl")}
smtpd_sasl_security_options = noanonymous
smtpd_client_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject
""",
    )
    write("etc/mailboxes", "taro@test.example taro/\n")
    services = """
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
"""
    write("etc/master.cf", f"127.0.0.1:{port} inet n - n - - smtpd\n{services}")
    write(
        "etc/sasl/smtpd.conf",
        f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {path('etc/sasldb2')}\nmech_list: PLAIN LOGIN\n",
    )
    subprocess.run(
        ["saslpasswd2", "-c", "-p", "-f", path("etc/sasldb2"), "-u", "test.example", "hikari"],
        input=b"correct horse",
        check=True,
    )
    os.chown(path("etc/sasldb2"), 0, owner.pw_gid)
    os.chmod(path("etc/sasldb2"), 0o640)


def wait_for(port, master):
    # A busy machine may take its time; that Postfix has ended is told at once.
    for _ in range(12_000):
        if master.poll() is not None:
            sys.exit("postfix did not start: " + open(path("log")).read() if os.path.exists(path("log")) else "")
        try:
            with socket.create_connection(("127.0.0.1", port), 30) as probe:
                if probe.recv(3) == b"220":
                    return
        except OSError:
            time.sleep(0.05)
    sys.exit("postfix does not answer")


def watch():
    """Tells of mails as they are delivered."""
    box = path("mailboxes/taro/new")
    told = set()
    while True:
        for name in os.listdir(box) if os.path.isdir(box) else []:
            if name not in told:
                told.add(name)
                with open(os.path.join(box, name), "rb") as file:
                    content = base64.b64encode(file.read()).decode()
                mail = {"from": "", "to": [], "secure": True, "content": content}
                print(json.dumps({"mail": mail}), flush=True)
        time.sleep(0.02)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
port = free_port()
configure(port)
environment = {**os.environ, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
subprocess.run(["postfix", "-c", path("etc"), "check"], env=environment, check=True, stdout=sys.stderr)
master = subprocess.Popen(
    ["/usr/lib/postfix/sbin/master", "-c", path("etc"), "-d"],
    env=environment,
    stdin=subprocess.DEVNULL,
    start_new_session=True,
    stdout=sys.stderr,
)
try:
    wait_for(port, master)
    print(json.dumps({"port": port}), flush=True)
    threading.Thread(target=watch, daemon=True).start()
    sys.stdin.read()
finally:
    master.terminate()
    master.wait()
