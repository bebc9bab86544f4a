"""How a sale is sealed: RSA with SHA-1 over the seal before it and the sale's date, time, number and amounts.

Source: the Norwegian tax administration's requirements for cash registers ("RSA-SHA1-1024"), which is why key and digest are
as short as they are; the validator that the administration publishes takes no others.
"""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

FIRST = "0"
KEY_BITS = 1024


def new_key_pair():
    """(private, public) in PEM, as text."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    return (
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        ).decode(),
        private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode(),
    )


def content(moment, number, amount_in, amount_ex):
    """What is sealed of a sale. `moment`: the store's own clock; amounts in kroner, with and without VAT."""
    return ";".join((moment.strftime("%Y-%m-%d"), moment.strftime("%H:%M:%S"), str(number), f"{amount_in:.2f}", f"{amount_ex:.2f}"))


def sign(private_pem, previous, text):
    key = serialization.load_pem_private_key(private_pem.encode(), None)
    # The digest is the administration's choice.
    return base64.b64encode(key.sign(f"{previous};{text}".encode(), padding.PKCS1v15(), hashes.SHA1())).decode()  # noqa: S303


def is_genuine(public_pem, previous, text, signature):
    key = serialization.load_pem_public_key(public_pem.encode())
    try:
        key.verify(base64.b64decode(signature), f"{previous};{text}".encode(), padding.PKCS1v15(), hashes.SHA1())  # noqa: S303
    except (InvalidSignature, ValueError):
        return False
    return True
