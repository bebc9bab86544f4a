/** What the boxes' codes mean, in words for a cashier: what is the matter and what to do. */

import { _t } from "@web/core/l10n/translation";

const TEXTS = {
    // the box itself
    unreachable: () => _t("The box can't be reached. Is it switched on, and is its network cable in?"),
    // A line that drips: what was sent never got there whole.
    too_slow: () => _t("The box can't be reached. Is it switched on, and is its network cable in?"),
    unreachable_tls: () =>
        _t(
            "The box can't be reached. Is it switched on, and is its network cable in? If so, this browser may not trust the box's certificate: tell head office."
        ),
    browser_asks: () =>
        _t(
            "The box can't be reached. If the browser asks whether this page may reach devices in the local network, allow it; otherwise: is the box switched on, and is its network cable in?"
        ),
    browser_blocks: () =>
        _t(
            "The browser keeps this page from devices in the local network. Press the sign beside the address at the top and allow it."
        ),
    unauthorized: () =>
        _t(
            "The box does not accept this till's pass. Log in again, or ask head office to check the pairing."
        ),
    expired_token: () =>
        _t("This till's pass for the box has expired. It is renewed as soon as head office can be reached."),
    wrong_origin: () => _t("The box does not serve this web address. Head office must add it to the box."),
    wrong_host: () =>
        _t("The box is not known under this address. Head office must correct the box's address."),
    no_address: () => _t("The box has not told its address yet."),
    internal: () => _t("The box made a mistake. Try again; if it happens again, tell head office."),
    storage: () => _t("The box can't store anything: its disk is full or broken. Tell head office."),
    not_found: () => _t("The box is too old for this till. Tell head office."),
    wrong_method: () => _t("The box is too old for this till. Tell head office."),
    not_allowed: () => _t("This needs a manager, or belongs to another till."),
    // devices
    unknown_device: () => _t("The box does not know this device yet. It learns it within a minute."),
    device_not_ready: () => _t("The device is not ready. Is it switched on and plugged in?"),
    disconnected: () => _t("The device is not connected. Check its cable and power."),
    invalid_config: () => _t("The device is set up wrongly. Head office must correct it."),
    missing_driver: () => _t("The box has no driver for this device. Head office must correct it."),
    driver_failed: () => _t("The device's driver failed. The box starts it again."),
    // A terminal that is switched off in the middle of a payment loses what it knows of it.
    timeout: () => _t("The device does not answer. Check its cable and power."),
    not_supported: () => _t("The device can't do this."),
    busy_device: () => _t("Another till is using this device. Try again in a moment."),
    lease_lost: () => _t("Another till has taken this device meanwhile. Try again."),
    too_many: () => _t("Too many tablets show this customer display. Close its page on one of them."),
    no_screen: () => _t("No tablet shows this customer display. Open its page on the tablet."),
    connection_lost: () => _t("The connection to the device broke."),
    // scanners and scales
    not_grabbed: () =>
        _t(
            "The scanner would type into the box instead of the till. Unplug it and plug it in again; if it goes on, tell head office."
        ),
    scan_rejected: () =>
        _t("A code was scanned that can't be read. Scan it again, or enter the number under it by hand."),
    flooding: () =>
        _t("The scanner sends without end. Unplug it and plug it in again; if it goes on, take another."),
    scale_motion: () => _t("The scale does not come to rest. Let go of the goods and weigh again."),
    scale_overload: () => _t("There is too much on the scale."),
    scale_underload: () =>
        _t(
            "The scale is below zero, or the packaging weighs more than what is on it. Empty the scale, set it to zero and weigh again."
        ),
    scale_minimum: () => _t("There is too little on the scale to be weighed."),
    scale_unchanged: () =>
        _t(
            "Nothing has moved on the scale since the last weighing. Take the goods off and put them on again."
        ),
    scale_error: () => _t("The scale can't weigh now. Look at its display."),
    checksum_needed: () =>
        _t("The scale asks for a checksum key. Head office must enter the one that its maker gives."),
    checksum_refused: () => _t("The scale refuses the checksum key. Head office must correct it."),
    // printers
    paper_out: () => _t("The printer is out of paper. Put in a new roll."),
    paper_out_in_receipt: () =>
        _t(
            "The paper ran out in the middle of a receipt. Put in a new roll: the whole receipt is then printed again, marked as a copy."
        ),
    cover_open_in_receipt: () =>
        _t(
            "The printer's cover was opened in the middle of a receipt. Close it: the whole receipt is then printed again, marked as a copy."
        ),
    paper_low: () => _t("The printer's paper is almost used up."),
    drawer_open: () => _t("The cash drawer is open."),
    cover_open: () => _t("The printer's cover is open. Close it."),
    printer_offline: () => _t("The printer is switched off or not connected."),
    cutter_error: () => _t("The printer's cutter is stuck. Open the cover and take out the paper."),
    printer_paused: () => _t("The printer is paused. Press its button to go on."),
    ribbon_out: () => _t("The printer's ribbon is used up. Put in a new one."),
    printer_error: () => _t("The printer reports an error. Switch it off and on again."),
    not_encodable: () => _t("The receipt has a sign that this printer can't print. Tell head office."),
    too_large: () => _t("The receipt is too large for the box. Tell head office."),
    queue_full: () => _t("Too many receipts are waiting for this printer."),
    no_confirmation: () =>
        _t(
            "The printer took the receipt but did not say that it printed it. Look whether the receipt is complete."
        ),
    restarted: () =>
        _t("The box was restarted while the receipt was printed. Look whether the receipt is complete."),
    expired: () => _t("The receipt waited too long and was not printed."),
    cancelled: () => _t("Printing was cancelled."),
    gone: () => _t("This receipt is no longer kept on the box."),
    unknown_job: () => _t("This receipt is not known to the box."),
    // card payments
    declined: () => _t("The card was declined. Try another card or another way to pay."),
    wrong_pin: () => _t("Wrong PIN. Try again or use another card."),
    invalid_card: () => _t("This card can't be used here. Try another card."),
    card_not_readable: () => _t("The card could not be read. Try again or use another card."),
    payment_restriction: () => _t("This card can't pay for these goods."),
    cancelled_by_customer: () => _t("The customer cancelled on the terminal."),
    aborted: () => _t("The card payment was stopped."),
    busy_terminal: () => _t("The terminal is busy with another payment. Wait until that one is done."),
    terminal_busy: () => _t("The terminal is busy. Wait a moment and try again."),
    terminal_unreachable: () => _t("The card terminal can't be reached. Is it switched on and connected?"),
    terminal_out_of_order: () => _t("The card terminal is out of order. Restart it."),
    terminal_error: () => _t("The card terminal reports an error. No money was taken."),
    host_unreachable: () => _t("The terminal can't reach the bank. Try again, or take another way to pay."),
    service_unavailable: () => _t("The terminal does not offer this. Take another way to pay."),
    message_format: () => _t("The terminal did not understand the request. Tell head office."),
    logged_out: () => _t("The terminal is logged out. Head office must start it up again."),
    card_left_in_terminal: () => _t("A card is still in the terminal. Take it out."),
    wrong_key: () => _t("The terminal and the box have different keys. Head office must correct them."),
    rejected: () => _t("The terminal refused the request. Tell head office."),
    not_received: () => _t("The terminal never got the payment. No money was taken; try again."),
    not_sent: () => _t("The payment did not reach the box. No money was taken; try again."),
    earlier_payment_approved: () =>
        _t("An earlier payment on this terminal was approved after all. Ask a manager before you go on."),
    box_restarted: () =>
        _t("The box was restarted during the payment. It asks the terminal what became of the payment."),
    late: () =>
        _t("The payment reached the terminal late. The box asks the terminal what became of the payment."),
    bad_answer: () =>
        _t("The terminal's answer can't be trusted. The box asks it again what became of the payment."),
    wrong_answer: () =>
        _t("The terminal answered for another payment. The box asks it again what became of this one."),
    original_unknown: () =>
        _t(
            "The terminal does not know the payment that is to be given back. Give the money back another way."
        ),
    already_reversed: () => _t("The payment has been given back already."),
    end_of_day_failed: () =>
        _t("The terminal did not close its day. Try again later; if it happens again, ask its provider."),
    amount_differs: () => _t("The terminal took another amount than asked for. Look at the payment."),
    reversed: () => _t("The payment was given back."),
    failed: () => _t("The card payment failed. No money was taken."),
    conflict: () => _t("This can't be done any more: the payment or print has moved on."),
    unknown_payment: () =>
        _t("The box does not know this payment any more. Look it up with the terminal's provider."),
    resolved_by_hand: () => _t("A manager decided the outcome of this payment."),
};

/** @param {string} code @param {string} [detail] the box's own words, shown where there are none of ours */
export function boxMessage(code, detail = "") {
    const text = TEXTS[code];
    return text ? text() : _t("The box reports: %s", detail || code || _t("unknown error"));
}

/** Why a line to a box is not open, for the person at the till. */
export function connectionMessage(box) {
    const code = connectionCode(box);
    return code ? boxMessage(code) : _t("Connected");
}

/** The same as a code; null for an open line. */
export function connectionCode(box) {
    if (!box.url) {
        return "no_address";
    }
    if (!box.originAllowed) {
        return "wrong_origin";
    }
    if (box.phase === "online") {
        return null;
    }
    const reason = box.reason || "unreachable";
    // A browser says no more of a certificate that it does not trust than of a cable that is out.
    return reason === "unreachable" && box.url.startsWith("https:") ? "unreachable_tls" : reason;
}

export const DEVICE_KINDS = {
    scanner: () => _t("Scanner"),
    printer: () => _t("Receipt printer"),
    terminal: () => _t("Card terminal"),
    scale: () => _t("Scale"),
    display: () => _t("Customer display"),
    label_printer: () => _t("Label printer"),
    drawer: () => _t("Cash drawer"),
};

export const DEVICE_STATES = {
    ready: () => _t("Ready"),
    starting: () => _t("Starting"),
    error: () => _t("Error"),
    disconnected: () => _t("Not connected"),
};
