/**
 * Takes one print job to its end. Sending the same job again is harmless (the box knows it by its id), so an
 * unreachable box is asked a few times before the cashier is.
 */

import { nextDelayMs } from "./backoff.js";

const WAIT_S = 15;
const TRIES = 4;
const FINAL = ["done", "failed", "unknown", "expired"];

/**
 * @param {object} run
 * @param run.api {print(device, job), job(id, waitS)}; they throw BoxError
 * @param run.onUpdate called with {state, code} while it lasts
 * @param run.isStopped () => boolean: the cashier stopped waiting
 * @param run.resume true after a reload: the job may have been sent, so it is only asked about
 * @returns {Promise<{result: "done"|"failed"|"unknown"|"unreachable"|"stopped", code: string|null}>}
 *   unreachable: the box never said that it has the job
 */
export async function runPrint({ api, device, job, onUpdate, sleep, isStopped, resume = false }) {
    let accepted = resume;
    let failures = 0;
    while (!isStopped()) {
        try {
            const answer = accepted ? await api.job(job.id, WAIT_S) : await api.print(device, job);
            accepted = true;
            failures = 0;
            const code = answer.error?.code || null;
            onUpdate({ state: answer.state, code });
            if (FINAL.includes(answer.state)) {
                return ended(answer.state, code);
            }
        } catch (error) {
            if (error.name !== "BoxError") {
                throw error;
            }
            if (!error.isUnclear && !error.needsToken) {
                return { result: "failed", code: error.code };
            }
            failures += 1;
            if (failures >= TRIES) {
                if (!accepted) {
                    return { result: "unreachable", code: error.code };
                }
                // The box has it on disk and prints it when it can: that is told, not given up.
                onUpdate({ state: "queued", code: error.code });
            }
            await sleep(nextDelayMs(failures - 1));
        }
    }
    return { result: "stopped", code: null };
}

function ended(state, code) {
    if (state === "done" || state === "unknown") {
        return { result: state, code };
    }
    return { result: "failed", code: code || state };
}

/** The printer itself said that it stopped in the middle, so what came out is no whole receipt. */
const STOPPED = ["paper_out", "cover_open"];

/**
 * What comes after a print that ended.
 * @returns {"end"|"whole"|"look"|"retry"|"anew"} end: it is on paper; whole: half of it is, so all of it is printed
 *   again as a copy, without asking; look: a person has to look whether it is on paper; retry: the same again, if the
 *   cashier wants; anew: it is not on paper and this job is over, so another one, if the cashier wants
 */
export function afterPrint({ result, code }) {
    if (result === "done") {
        return "end";
    }
    if (result === "unknown") {
        return STOPPED.includes(code) ? "whole" : "look";
    }
    return result === "unreachable" ? "retry" : "anew";
}

/** Whether the till has put its own word on the paper that this is a copy. */
export function isMarkedCopy(document) {
    return document.rows.some((row) => row.type === "text" && /\b(KOPI|COPY)\b/i.test(row.text));
}
