"""ZVT commands of the till and what it makes of the terminal's words; pure."""

from dataclasses import dataclass, field

from ..terminals import Card, FinalState, Outcome, Receipt, Transaction, Unclear, approved_outcome
from .apdu import Apdu, ZvtError, bcd, bitmaps, from_bcd, walk_tlv

ACK = b"\x80\x00"
STATUS_INFORMATION = b"\x04\x0f"
INTERMEDIATE_STATUS = b"\x04\xff"
COMPLETION = b"\x06\x0f"
ABORTED = b"\x06\x1e"
PRINT_LINE = b"\x06\xd1"
PRINT_BLOCK = b"\x06\xd3"

# The till prints payment and administration receipts and starts both functions; texts come as blocks.
CONFIG_BYTE = 0x02 | 0x04 | 0x10 | 0x20 | 0x80
# "Send the status information of the last transaction", for a till that lost the answer.
LAST_STATUS = 0x03
CURRENCY_NUMBERS = {"NOK": 578, "SEK": 752, "DKK": 208, "EUR": 978, "GBP": 826, "USD": 840, "CHF": 756, "PLN": 985}

# Result codes → (state, our code); 01 to 63 come from the bank.
RESULTS: dict[int, tuple[FinalState, str]] = {
    0x64: ("failed", "card_not_readable"),
    0x65: ("failed", "card_not_readable"),
    0x6B: ("failed", "logged_out"),
    0x6C: ("cancelled", "aborted"),
    0x6E: ("declined", "invalid_card"),
    0x6F: ("failed", "not_allowed"),
    0x71: ("declined", "declined"),
    0x78: ("declined", "invalid_card"),
    0x7D: ("failed", "host_unreachable"),
    0x83: ("failed", "not_allowed"),
    0x9C: ("failed", "terminal_busy"),
    0xA0: ("failed", "terminal_busy"),
    0xA1: ("failed", "host_unreachable"),
    0xA3: ("failed", "host_unreachable"),
    0xB4: ("failed", "already_reversed"),
    0xB5: ("failed", "original_unknown"),
    0xC3: ("declined", "payment_restriction"),
    0xCC: ("failed", "terminal_out_of_order"),
}
BUSY = (0x9C, 0xA0)
NO_TRANSACTION = 0x83


@dataclass
class Talk:
    """What the terminal said during one command."""

    statuses: list[dict[int, bytes]] = field(default_factory=list)
    lines: dict[int, list[str]] = field(default_factory=dict)
    """Receipt type (1 merchant, 2 customer, 3 administration) → lines."""
    completion: bytes | None = None
    abort_code: int | None = None
    refused: int | None = None
    """Code of a negative acknowledgement: the command was not begun at all."""


def registration(password: int, currency: str) -> Apdu:
    number = bcd(CURRENCY_NUMBERS[currency], 2)
    service = b"\x03\x00"
    # An empty list of permitted commands says that the till understands TLV containers.
    return Apdu(b"\x06\x00", bcd(password, 3) + bytes([CONFIG_BYTE]) + number + service + b"\x06\x00")


def repeat_receipt(password: int) -> Apdu:
    return Apdu(b"\x06\x20", bcd(password, 3) + bytes([0x03, LAST_STATUS]))


def end_of_day(password: int) -> Apdu:
    return Apdu(b"\x06\x50", bcd(password, 3))


def abort() -> Apdu:
    return Apdu(b"\x06\xb0")


def transaction_command(transaction: Transaction, password: int) -> Apdu:
    """The one message that moves money."""
    money = b"\x04" + bcd(transaction.amount, 6) + b"\x49" + bcd(CURRENCY_NUMBERS[transaction.currency], 2)
    if transaction.kind == "reversal":
        assert transaction.original is not None
        number = bcd(int(transaction.original["id"]), 2)
        return Apdu(b"\x06\x30", bcd(password, 3) + b"\x87" + number)
    if transaction.kind == "refund":
        return Apdu(b"\x06\x31", bcd(password, 3) + money)
    return Apdu(b"\x06\x01", money)


def text_lines(data: bytes, codepage: str) -> tuple[int, list[str]]:
    """Receipt type and lines of a print text-block."""
    container = bitmaps(data).get(0x06, b"")
    kind, lines = 2, []
    for tag, value in walk_tlv(container):
        if tag == "1F07" and value:
            kind = value[0]
        elif tag == "07":
            lines.append(value.decode(codepage, "replace").rstrip())
    return kind, lines


def marker(talk: Talk) -> dict[str, str]:
    """Names the last transaction that the terminal remembers, so that a later one can be told from it."""
    if not talk.statuses:
        return {"receipt": "", "trace": ""}
    status = talk.statuses[-1]
    return {"receipt": status.get(0x87, b"").hex(), "trace": status.get(0x0B, b"").hex()}


def read_outcome(transaction: Transaction, talk: Talk) -> Outcome:
    """What the end of a transaction says. Raises Unclear when it cannot be trusted."""
    if talk.refused is not None:
        return _refusal(talk.refused, talk)
    code = _result(talk.statuses[-1]) if talk.statuses else None
    if talk.abort_code is not None:
        if code == 0:
            raise Unclear("bad_answer", "the terminal approved and aborted")
        return _refusal(code or talk.abort_code, talk)
    if talk.completion is None or code is None:
        raise Unclear("bad_answer", "the terminal ended without a result")
    if code != 0:
        return _refusal(code, talk)
    return read_approval(transaction, talk)


def read_approval(transaction: Transaction, talk: Talk) -> Outcome:
    status = talk.statuses[-1]
    try:
        amount = from_bcd(status[0x04])
        currency = from_bcd(status[0x49]) if 0x49 in status else CURRENCY_NUMBERS[transaction.currency]
        receipt_number = from_bcd(status[0x87])
    except (KeyError, ZvtError) as error:
        raise Unclear("bad_answer", "the approval lacks amount or receipt number") from error
    if currency != CURRENCY_NUMBERS[transaction.currency] or amount == 0:
        raise Unclear("bad_answer", "the approval is of no amount in this currency")
    return approved_outcome(
        transaction.amount,
        amount,
        message=None,
        card=_card(status, receipt_number),
        receipt=_receipt(talk),
        terminal_ref={"id": str(receipt_number), "at": _hex(status, 0x0D) + _hex(status, 0x0C), "trace": _hex(status, 0x0B)},
        psp_reference=_hex(status, 0x0B) or None,
    )


def read_day(talk: Talk) -> list[dict[str, object]] | None:
    """The sum of the day that the terminal has closed, money back taken off; None where it tells none."""
    amount = next((status[0x04] for status in talk.statuses if 0x04 in status), None)
    try:
        return None if amount is None else [{"type": "net", "count": None, "amount": from_bcd(amount)}]
    except ZvtError as error:
        raise Unclear("bad_answer", "the day's sum is no number") from error


def is_of(transaction: Transaction, talk: Talk) -> bool:
    """Whether the last transaction could be ours at all."""
    amount = talk.statuses[-1].get(0x04)
    return amount is None or from_bcd(amount) <= transaction.amount


def _result(status: dict[int, bytes]) -> int | None:
    return status[0x27][0] if 0x27 in status else None


def _refusal(code: int, talk: Talk) -> Outcome:
    state, name = RESULTS.get(code, ("declined", "declined") if 0 < code < 0x64 else ("failed", "terminal_error"))
    return Outcome(state, error_code=name, message=f"ZVT {code:02X}", receipt=_receipt(talk))


def _receipt(talk: Talk) -> Receipt | None:
    if not talk.lines:
        return None
    return Receipt(tuple(talk.lines.get(2, ())), tuple(talk.lines.get(1, ())))


def _hex(status: dict[int, bytes], tag: int) -> str:
    return status.get(tag, b"").hex()


def _card(status: dict[int, bytes], receipt_number: int) -> Card:
    """'E' stands for a masked digit, 'F' fills up the last byte."""
    pan = _hex(status, 0x22).upper().rstrip("F").replace("E", "*")
    name = status.get(0x8B, b"").split(b"\x00")[0].decode("ascii", "replace").strip()
    if sum(character.isdigit() for character in pan) > 10:
        pan = pan[:6] + "*" * (len(pan) - 10) + pan[-4:]
    auth = status.get(0x3B, b"").decode("ascii", "replace").strip("\x00 ")
    return Card(brand=name or None, masked_pan=pan or None, auth_code=auth or None, ref=str(receipt_number))
