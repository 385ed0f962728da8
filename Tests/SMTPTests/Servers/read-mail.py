"""Reads mails as any mail program would, and prints for each what it understood, as a line of JSON.

Before each mail stands its length: a line of digits.
"""

import email
import email.policy
import email.utils
import json
import sys


def people(mail, header):
    return [[address.display_name, address.addr_spec] for address in mail[header].addresses]


def understood(mail):
    return {
        "headers": list(mail.keys()),
        "from": people(mail, "From"),
        "to": people(mail, "To"),
        "subject": mail["Subject"],
        "date": email.utils.parsedate_to_datetime(mail["Date"]).timestamp(),
        "id": mail["Message-ID"],
        "type": mail.get_content_type(),
        "charset": mail.get_content_charset(),
        "automatic": mail["Auto-Submitted"],
        "body": mail.get_content(),
        "defects": [str(defect) for defect in mail.defects]
        + [str(defect) for name in mail.keys() for defect in mail[name].defects],
    }


while length := sys.stdin.buffer.readline():
    mail = email.message_from_bytes(sys.stdin.buffer.read(int(length)), policy=email.policy.default)
    print(json.dumps(understood(mail)), flush=True)
