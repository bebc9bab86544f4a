/* global odoo */
/**
 * Whether this page is in training. It is decided once, before anything is loaded, and changes only with
 * a new load of the page: what belongs to practice is never in the same memory as sales.
 *
 * In training the till has databases of its own and a counter of its own, and every question to head
 * office passes the guard.
 */

import { browser } from "@web/core/browser/browser";
import { rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { session } from "@web/session";
import { PosData } from "@point_of_sale/app/services/data_service";
import DeviceIdentifierSequence from "@point_of_sale/app/utils/devices_identifier_sequence";
import { TillDb } from "@retail_pos_central/till/sync/till_db";
import { verdict } from "../core/guard";
import { trainingReason } from "../core/practice";

const SUFFIX = "-training";
const key = () => `retail_training_${odoo.pos_config_id}`;

function chosenByHand() {
    try {
        return JSON.parse(browser.localStorage.getItem(key()));
    } catch {
        return null; // whoever wrote that, it was not this till
    }
}

/** "till", "cashier", "hand" or null. */
export const reason = odoo.pos_config_id
    ? trainingReason(session.retail_training, odoo.pos_config_id, user.userId, chosenByHand())
    : null;

/** What was asked in training and would have changed something at head office. */
export class TrainingBlocked extends Error {
    constructor(name) {
        super(`Stopped in training: ${name}`);
        this.blocked = name;
    }
}

/** Loads the till anew, in training or out of it. */
export function reloadTill(training) {
    if (training) {
        browser.localStorage.setItem(key(), JSON.stringify({ user: user.userId }));
    } else {
        browser.localStorage.removeItem(key());
    }
    browser.location.href = `/pos/ui/${odoo.pos_config_id}`;
}

/** Puts the guard before `ask`. */
export function guarded(ask) {
    return function (url, params, settings) {
        const found = verdict(url, params);
        if (found.pass) {
            return ask.call(this, url, params, settings);
        }
        const answer =
            "blocked" in found
                ? Promise.reject(new TrainingBlocked(found.blocked))
                : Promise.resolve(found.answer);
        answer.abort = () => {};
        return answer;
    };
}

if (reason) {
    rpc._rpc = guarded(rpc._rpc);
    DeviceIdentifierSequence.uniqueDeviceIdentifierKey += SUFFIX;

    patch(DeviceIdentifierSequence.prototype, {
        /** No number of the real series is taken for practice. */
        async initialize() {
            if (!this.data) {
                this.save({ device_identifier: "T", next_number: 1, unsynced_number_stack: [] });
            }
        },

        /** Another browser may have practised on this till: go on after its last number. */
        startAfter(number) {
            if (number >= this.data.next_number) {
                this.save({ next_number: number + 1 });
            }
        },
    });

    patch(PosData.prototype, {
        get databaseName() {
            return `${super.databaseName}${SUFFIX}`;
        },
    });

    patch(TillDb.prototype, {
        async open() {
            this.name += SUFFIX;
            return super.open();
        },
    });
}
