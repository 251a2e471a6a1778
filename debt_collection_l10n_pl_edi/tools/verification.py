"""Address under which anybody checks that an invoice is in KSeF: the QR code "KOD I"."""

import base64
import hashlib

HOSTS = {"prod": "qr.ksef.mf.gov.pl", "demo": "qr-demo.ksef.mf.gov.pl"}
TEST_HOST = "qr-test.ksef.mf.gov.pl"


def verification_url(nip, day, document, mode="prod"):
    """Return the address for the XML `document` (bytes, exactly as sent) issued on `day`.

    :param nip: ten digits of the seller's tax number
    :param mode: system the invoice was sent to: prod, demo, else the test one

    >>> from datetime import date
    >>> verification_url("1111111111", date(2026, 2, 1), b"abc", "test")
    'https://qr-test.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0'
    """
    digest = base64.urlsafe_b64encode(hashlib.sha256(document).digest()).decode().rstrip("=")
    return f"https://{HOSTS.get(mode, TEST_HOST)}/invoice/{nip}/{day:%d-%m-%Y}/{digest}"
