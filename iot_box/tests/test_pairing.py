"""What box and head office prove to each other; the figures are also those of the addon's tests."""

from iot_box import pairing

BOX, KEY = "6f0a3a52-7a57-4b0e-9a34-0d6a8d4b2c11", "3s8q0Y0mX9m3o1nqSg0nYwY5rQ0o2aJkVdJb2mQm1hU"
OFFICE = [{"public_key": "o2aJkVdJb2mQm1hU3s8q0Y0mX9m3o1nqSg0nYwY5rQ0", "kid": "k1"}]


def test_both_sides_reckon_alike() -> None:
    secret = pairing.stretched("K7QM4TPD3A", BOX, KEY)
    assert pairing.box_proof(secret, BOX, KEY) == "v1GkcsrbLQpeJBFdt_PskX2rUFfsWChCav8217SlUj4"
    assert pairing.office_proof(secret, BOX, KEY, OFFICE) == "R6ozO8OXD5TniCAjinf4kaxeDFJl2KTykBQb6qj4Bzc"


def test_another_code_box_or_key_proves_nothing() -> None:
    secret = pairing.stretched("K7QM4TPD3A", BOX, KEY)
    proof = pairing.office_proof(secret, BOX, KEY, OFFICE)
    assert pairing.is_proof(proof, proof)
    others = (("K7QM4TPD3B", BOX, KEY), ("K7QM4TPD3A", BOX.replace("6", "7"), KEY), ("K7QM4TPD3A", BOX, KEY.lower()))
    for other in others:
        assert pairing.stretched(*other) != secret
    thief = [{**OFFICE[0], "public_key": KEY}]
    assert not pairing.is_proof(pairing.office_proof(secret, BOX, KEY, thief), proof)
    for bad in (None, 7, "", "å", pairing.box_proof(secret, BOX, KEY)):
        assert not pairing.is_proof(bad, proof)


def test_a_code_is_read_in_two_halves() -> None:
    code = pairing.new_code(BOX, KEY)
    assert code.shown == f"{code.text[:5]}-{code.text[5:]}" and set(code.text) <= set(pairing.LETTERS)
    assert code.secret == pairing.stretched(code.text, BOX, KEY) and code.text != pairing.new_code(BOX, KEY).text
