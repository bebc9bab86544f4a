/** What a device that works says of itself: what will soon be in the way, and what the cashier may want to know. */

/**
 * @param device {state, snapshot} as the box tells them
 * @returns {{code: string, level: "warning"|"info"}[]}
 */
export function deviceNotes({ state, snapshot }) {
    const notes = [];
    if (state === "ready" && snapshot?.paper === "low") {
        notes.push({ code: "paper_low", level: "warning" });
    }
    if (["ready", "error"].includes(state) && snapshot?.drawer === "open") {
        notes.push({ code: "drawer_open", level: "info" });
    }
    return notes;
}

/** Whether somebody should look at a device of a box that can be reached. */
export function needsAttention(device) {
    return device.state !== "ready" || deviceNotes(device).some(({ level }) => level === "warning");
}
