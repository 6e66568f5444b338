"""PDFs under a password: the old ways of locking by reportlab, the new one (AES of 256 bits) by ISO 32000-2, 7.6.4."""

import hashlib
import io

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from .build import CATALOG, FONT, ONE_PAGE, TEXT, WORDS, document, page, stream

KEY, SALT, NO_START = b"k" * 32, b"s" * 8, bytes(16)


def encrypted(user: str, owner: str, *, strength: int = 128) -> bytes:
    """One page that shows `TEXT`; `strength` is 40 or 128 bits."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword=owner, canCopy=0, strength=strength))
    canvas.drawString(40, 700, TEXT)
    canvas.save()
    return out.getvalue()


def encrypted_anew(user: bytes, owner: bytes) -> bytes:
    """One page that shows `TEXT`, locked as programs of today do."""
    by_user = hardened(user, SALT) + SALT * 2
    by_owner = hardened(owner, SALT, by_user) + SALT * 2
    user_key = cbc(hardened(user, SALT), NO_START, KEY)
    owner_key = cbc(hardened(owner, SALT, by_user), NO_START, KEY)
    allowed = (2**32 - 44).to_bytes(4, "little")
    written = cbc(KEY, NO_START, allowed + b"\xff" * 4 + b"Tadbsalt")
    values = {b"O": by_owner, b"U": by_user, b"OE": owner_key, b"UE": user_key, b"Perms": written}
    texts = [b"/%s <%s>" % (name, value.hex().encode()) for name, value in values.items()]
    method = b"/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF"
    lock = b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -44 %s %s >>" % (method, b" ".join(texts))
    padder = PKCS7(128).padder()
    contents = stream(NO_START + cbc(KEY, NO_START, padder.update(WORDS) + padder.finalize()))
    return document([CATALOG, ONE_PAGE, page(), contents, FONT, lock], trailer=b"/Encrypt 6 0 R /ID [<00> <00>]")


def hardened(password: bytes, salt: bytes, of_user: bytes = b"") -> bytes:
    """The hash of a password, algorithm 2.B."""
    key, rounds, last = hashlib.sha256(password + salt + of_user).digest(), 0, 0
    while rounds < 64 or last > rounds - 32:
        mixed = cbc(key[:16], key[16:32], (password + key + of_user) * 64)
        key = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(mixed[:16]) % 3](mixed).digest()
        rounds, last = rounds + 1, mixed[-1]
    return key[:32]


def cbc(key: bytes, start: bytes, plain: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.CBC(start)).encryptor().update(plain)


def unknown_lock() -> bytes:
    """Encrypted in a way that nobody knows."""
    lock = b"<< /Filter /Nobody /V 99 /R 99 /O (%s) /U (%s) /P -1 >>" % (b"o" * 32, b"u" * 32)
    return document([CATALOG, ONE_PAGE, page(), stream(WORDS), FONT, lock], trailer=b"/Encrypt 6 0 R /ID [(a) (a)]")
