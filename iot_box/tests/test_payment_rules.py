"""What a terminal's word, its silence, or a manager makes of a payment."""

from dataclasses import replace

import pytest

from iot_box import payment_rules as rules
from iot_box.payment_rules import Asked, Payment, Refused
from iot_box.terminals import NeverSeen, NotSent, Outcome, StillRunning

SENT = Payment(
    id="p1", device="terminal-1", till="till", kind="payment", amount=1000, currency="NOK", reference="1", original=None,
    terminal="nexo a b", service_id="M1", state="sending", created_at=1.0, updated_at=1.0, revision=1,
)  # fmt: skip
UNKNOWN = replace(SENT, state="unknown", error_code="timeout", error_message="no answer")
APPROVED = replace(SENT, state="approved", approved_amount=1000, terminal_ref={"id": "T1", "at": "now"})
REFUND = Asked("r1", "terminal-1", "till", "refund", 400, "NOK", "1", "p1")


def test_the_terminals_word_ends_a_payment() -> None:
    done = rules.judge(UNKNOWN, Outcome("approved", 1000), 10, 5)
    assert (done.state, done.approved_amount, done.error_code, done.error_message) == ("approved", 1000, None, None)


def test_one_never_seen_is_not_believed() -> None:
    first = rules.judge(UNKNOWN, NeverSeen(), 10.0, 5)
    assert (first.state, first.never_seen_at) == ("unknown", 10.0)
    assert rules.judge(first, NeverSeen(), 14.9, 5) == first
    last = rules.judge(first, NeverSeen(), 15.0, 5)
    assert (last.state, last.error_code, last.doubtful) == ("failed", "not_received", True)


def test_a_clock_set_back_starts_the_wait_again() -> None:
    first = rules.judge(UNKNOWN, NeverSeen(), 1000.0, 5)
    assert rules.judge(first, NeverSeen(), 3.0, 5).never_seen_at == 3.0


def test_a_payment_that_turns_up_after_never_seen_is_running_again() -> None:
    first = rules.judge(UNKNOWN, NeverSeen(), 10.0, 5)
    running = rules.judge(first, StillRunning(), 12.0, 5)
    assert (running.state, running.never_seen_at) == ("in_progress", None)


def test_not_sent_is_final_and_unclear_is_not() -> None:
    assert rules.not_sent(SENT, NotSent("terminal_unreachable", "refused")).final
    assert not rules.unclear(SENT, "timeout", "no answer").final


@pytest.mark.parametrize(("outcome", "amount"), [("approved", 1000), ("declined", 0)])
def test_a_manager_decides_the_unknown_only(outcome: str, amount: int) -> None:
    decided = rules.decide_by_hand(UNKNOWN, outcome, "Ola", "kvittering sett")  # type: ignore[arg-type]
    assert (decided.state, decided.approved_amount, decided.resolved_by) == (outcome, amount, "Ola")
    in_doubt = replace(SENT, state="failed", doubtful=True)
    assert rules.decide_by_hand(in_doubt, outcome, "Ola", "x").state == outcome  # type: ignore[arg-type]
    for payment in (SENT, APPROVED, replace(in_doubt, doubtful=False), replace(SENT, state="in_progress")):
        with pytest.raises(Refused):
            rules.decide_by_hand(payment, "approved", "Ola", "x")


def test_second_thoughts_believe_the_terminal_over_a_guess() -> None:
    declined = rules.decide_by_hand(UNKNOWN, "declined", "Ola", "x")
    assert declined.doubtful
    found = rules.second_thoughts(declined, Outcome("approved", 1000))
    assert (found.state, found.approved_amount, found.doubtful, found.resolved_by) == ("approved", 1000, False, "Ola")
    approved = rules.decide_by_hand(UNKNOWN, "approved", "Ola", "x")
    assert rules.second_thoughts(approved, Outcome("declined")).state == "declined"
    assert rules.second_thoughts(approved, NeverSeen()) == replace(approved, doubtful=False)
    assert rules.second_thoughts(approved, StillRunning()).state == "unknown"


def test_a_refund_of_what_is_left() -> None:
    assert rules.check_original(REFUND, APPROVED, 600) == {"id": "T1", "at": "now"}
    with pytest.raises(Refused, match="more than what is left"):
        rules.check_original(REFUND, APPROVED, 601)


@pytest.mark.parametrize(
    "original",
    [
        None,
        UNKNOWN,
        replace(APPROVED, state="reversed"),
        replace(APPROVED, device="terminal-2"),
        replace(APPROVED, terminal_ref=None),
        replace(APPROVED, kind="refund"),
    ],
)
def test_what_cannot_be_given_back(original: Payment | None) -> None:
    with pytest.raises(Refused):
        rules.check_original(REFUND, original, 0)


def test_a_repeated_request_is_known_by_all_it_asks() -> None:
    asked = Asked("p1", "terminal-1", "till", "payment", 1000, "NOK", "1", None)
    assert rules.same_request(SENT, asked)
    for change in ({"amount": 999}, {"till": "other"}, {"reference": "2"}, {"kind": "refund"}):
        assert not rules.same_request(SENT, replace(asked, **change))


def test_every_state_is_either_open_or_final() -> None:
    assert not set(rules.OPEN_STATES) & set(rules.FINAL_STATES)


@pytest.mark.parametrize(
    ("said", "given_back", "agrees"),
    [(None, 0, None), (700, 0, True), (699, 0, False), (500, 200, True), (700, 200, None)],
)
def test_one_sum_of_a_terminal_against_the_journal(said: int | None, given_back: int, agrees: bool | None) -> None:
    own = [
        {"type": "debit", "count": 1, "amount": 700},
        {"type": "credit", "count": int(given_back > 0), "amount": given_back},
    ]
    told = None if said is None else [{"type": "net", "count": None, "amount": said}]
    assert rules.hold_against(told, [(5.0, own)]) == (5.0, own, agrees)
