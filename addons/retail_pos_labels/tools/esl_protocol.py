"""The signature of requests to a gateway of electronic labels, and its answers checked; pure."""

import hashlib
import hmac
import json

ACK_STATES = ("shown", "failed")
RESULTS = ("accepted", "unknown_label", "rejected")


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def revision(content):
    """Names what a label is to show; equal content has an equal name."""
    return hashlib.sha256(canonical(content)).hexdigest()[:16]


def signature(secret, moment, method, path, body=b""):
    """Hex HMAC-SHA256 over time, method, path with its query, and the body's SHA-256, a line each."""
    text = f"{moment}\n{method}\n{path}\n{hashlib.sha256(body).hexdigest()}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def results(answer):
    """{label: (status, message)} of the answer to a push; raises ValueError naming what is wrong."""
    rows = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise ValueError("results is no list")
    found = {}
    for row in rows:
        if not isinstance(row, dict) or row.get("status") not in RESULTS or not isinstance(row.get("label"), str):
            raise ValueError(f"a result can't be read: {str(row)[:80]}")
        found[row["label"]] = (row["status"], str(row.get("message") or "")[:200])
    return found


def acks(answer):
    """(cursor, [{"label", "revision", "state", "message", "battery_percent"}])."""
    if not isinstance(answer, dict) or not isinstance(answer.get("acks"), list) or not isinstance(answer.get("cursor"), str):
        raise ValueError("cursor or acks are missing")
    found = []
    for row in answer["acks"]:
        if not isinstance(row, dict) or row.get("state") not in ACK_STATES or not isinstance(row.get("label"), str):
            raise ValueError(f"an acknowledgement can't be read: {str(row)[:80]}")
        battery = row.get("battery_percent")
        found.append(
            {
                "label": row["label"],
                "revision": str(row.get("revision") or ""),
                "state": row["state"],
                "message": str(row.get("message") or "")[:200],
                "battery_percent": battery if isinstance(battery, int) and 0 <= battery <= 100 else None,
            }
        )
    return answer["cursor"][:200], found
