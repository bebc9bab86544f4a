/**
 * The merchant's slips of card payments, by the payment's uuid: lines of text as the terminal gave them,
 * with the card's number masked. They are no part of the sale; the till keeps the newest on disk, since one
 * that has to be signed may wait for paper, or for a page that was loaded anew.
 */

import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { tillDb } from "../sync/till_db";

const KEY = "merchantSlips";
const KEPT = 50;

export class MerchantSlips {
    constructor() {
        this.slips = new Map();
    }

    /** Takes up what this till held before the page was loaded. */
    async open() {
        const db = await tillDb();
        this.slips = new Map([...((await db.get("state", KEY)) || []), ...this.slips]);
    }

    get(uuid) {
        return this.slips.get(uuid);
    }

    /** @returns {Promise} resolves when it is on disk */
    async set(uuid, lines) {
        this.slips.set(uuid, [...lines]);
        this.slips = new Map([...this.slips].slice(-KEPT));
        try {
            const db = await tillDb();
            await db.put("state", { [KEY]: [...this.slips] });
        } catch (error) {
            // The payment stands whatever becomes of its slip; this page still has it.
            logPosMessage("MerchantSlips", "set", "A slip could not be kept", false, [error]);
        }
    }
}

export const merchantSlips = new MerchantSlips();

/** Terminals put a line for it on the slip when the cardholder has to sign. */
export function needsSignature(lines) {
    return lines.some((line) => /signatu/i.test(line));
}
