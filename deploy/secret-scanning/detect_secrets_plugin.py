"""A plugin of detect-secrets for API keys of Token Ledger. docs/secret-scanning.md explains it."""

import re
import zlib

from detect_secrets.plugins.base import RegexBasedDetector

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
CHECKSUM_DIGITS = 6


class TokenLedgerApiKeyDetector(RegexBasedDetector):
    """Finds API keys by their prefix, and skips placeholders and typing errors by their checksum.

    A baseline can set another prefix in `plugins_used`.
    """

    secret_type = "Token Ledger API Key"
    denylist = ()

    def __init__(self, prefix="ZENPROKEY_"):
        self.prefix = prefix
        key = re.escape(prefix) + "[0-7][0-9A-Za-z]{64}[0-4][0-9A-Za-z]{5}"
        self.denylist = (re.compile(rf"(?:\b|_|\\[nrt])({key})(?:\b|_)", re.ASCII),)

    def analyze_string(self, string):
        return filter(has_valid_checksum, super().analyze_string(string))

    def json(self):
        return {**super().json(), "prefix": self.prefix}


def has_valid_checksum(key):
    """Whether the last 6 digits are the CRC-32 (IEEE) of the text before them."""
    checksum = 0
    for digit in key[-CHECKSUM_DIGITS:]:
        checksum = checksum * len(DIGITS) + DIGITS.index(digit)
    return checksum == zlib.crc32(key[:-CHECKSUM_DIGITS].encode())
