/**
 * Takes one card payment from request to outcome. First a question finds out whether the box is there: while
 * it isn't, nothing is sent, and the payment never began. Then the request goes out once; when nobody can tell
 * whether it arrived, the box is asked what it knows, and nothing is sent again. The run ends only when the
 * box has said for good what became of the money, or when a person decided (isStopped).
 */

import { nextDelayMs } from "./backoff.js";
import { meaning, UNKNOWN_STATUS } from "./payment.js";

const WAIT_S = 25;
/** A request that was on its way when the line broke may reach the box a moment later. */
const STRAGGLER_MS = 2_000;

/**
 * @param {object} run
 * @param run.api {reach(device), pay(device, request), payment(id, waitS)} of the box's client; they throw BoxError
 * @param run.device id of the terminal
 * @param run.request as paymentRequest() makes it
 * @param run.resume true after a reload: the request may or may not have been sent, so it is only asked about
 * @param run.onUpdate called with {payment|null, lineStatus, code} on every change
 * @param run.sleep (ms) => Promise
 * @param run.isStopped () => boolean: somebody decided otherwise
 * @returns {Promise<{payment: object|null, taken: boolean, code: string|null, stopped: boolean}>}
 */
export async function runPayment(run) {
    let answer = run.resume ? null : await send(run);
    if (answer?.ended) {
        return answer.ended;
    }
    const look = { failures: 0, missing: 0, known: Boolean(answer?.payment) };
    while (!run.isStopped()) {
        const payment = answer?.payment;
        if (payment) {
            look.failures = look.missing = 0;
            look.known = true;
            const found = meaning(payment);
            run.onUpdate({ payment, lineStatus: found.lineStatus, code: found.code });
            if (found.final) {
                return { payment, taken: found.taken, code: found.code, stopped: false };
            }
        }
        answer = await lookUp(run, look);
        if (answer.ended) {
            return answer.ended;
        }
    }
    return { payment: null, taken: false, code: null, stopped: true };
}

function neverBegan(code, field = null) {
    return { ended: { payment: null, taken: false, code, field, stopped: false } };
}

async function send(run) {
    try {
        await run.api.reach(run.device);
    } catch (error) {
        if (error.name !== "BoxError") {
            throw error;
        }
        return neverBegan(error.code);
    }
    try {
        return { payment: await run.api.pay(run.device, run.request) };
    } catch (error) {
        if (error.name !== "BoxError") {
            throw error;
        }
        if (error.isUnclear) {
            run.onUpdate({ payment: null, lineStatus: UNKNOWN_STATUS, code: error.code });
            return null;
        }
        // A conflict means that the box has a payment of this id: then that one is the truth.
        return error.code === "conflict" ? null : neverBegan(error.code, error.field);
    }
}

async function lookUp(run, look) {
    try {
        // What is known is told at once; after that a change is waited for.
        return { payment: await run.api.payment(run.request.id, look.known ? WAIT_S : 0) };
    } catch (error) {
        if (error.name !== "BoxError") {
            throw error;
        }
        if (error.status === 404 && !look.known) {
            look.missing += 1;
            if (look.missing > 1) {
                return neverBegan("not_sent");
            }
            await run.sleep(STRAGGLER_MS);
            return {};
        }
        look.failures += 1;
        // A first hiccup is no news for the cashier; a second is.
        if (look.failures > 1 || !error.isUnclear) {
            run.onUpdate({ payment: null, lineStatus: UNKNOWN_STATUS, code: error.code });
        }
        await run.sleep(nextDelayMs(look.failures - 1));
        return {};
    }
}
