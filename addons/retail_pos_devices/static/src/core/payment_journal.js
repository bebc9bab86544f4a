/**
 * Card payments that this till has asked for, written down before the asking, so that a reload or a crash
 * finds out what became of them: {id, box, device, order, orderName, line, method, amount, at, accepted, outcome}.
 * An entry is removed once the payment is in the books, or never happened.
 */

import { Journal } from "./journal.js";

export class PaymentJournal extends Journal {
    /** Payments whose outcome nobody knows. */
    open() {
        return this.all().filter((entry) => !entry.outcome);
    }

    ofLine(line) {
        return this.all().filter((entry) => entry.line === line);
    }
}
