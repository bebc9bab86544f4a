/**
 * Questions to the server that may not hang: each has a time limit, after which the server counts as
 * not reachable. They are silent: a till sells on whatever the answer, so no dialog opens.
 */

import { ConnectionLostError, rpc } from "@web/core/network/rpc";

export const ANSWER_TIMEOUT_MS = 20000;

export async function askServer(route, params, timeoutMs = ANSWER_TIMEOUT_MS) {
    const question = rpc(route, params, { silent: true });
    let timer;
    const limit = new Promise((_resolve, reject) => {
        timer = setTimeout(() => {
            question.abort?.(false);
            reject(new ConnectionLostError(route));
        }, timeoutMs);
    });
    try {
        return await Promise.race([question, limit]);
    } finally {
        clearTimeout(timer);
    }
}
