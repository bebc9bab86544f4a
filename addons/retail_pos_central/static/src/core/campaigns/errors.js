/**
 * The one error of the campaign engine: a campaign, line or basket that cannot be priced as written.
 * It always names what is wrong, so that a buyer or cashier can find it.
 */

export class CampaignError extends Error {
    /**
     * @param {string} subject what is malformed, e.g. `offer "p20"` or `line "3"`
     * @param {string} field the field of it, e.g. `percent`
     * @param {string} problem what is wrong with the field
     * @param {{offer?: string, line?: string}} [ids] the ids, for programs
     */
    constructor(subject, field, problem, ids = {}) {
        super(`${subject}: ${field}: ${problem}`);
        this.name = "CampaignError";
        this.field = field;
        this.problem = problem;
        this.offer = ids.offer;
        this.line = ids.line;
    }
}

/** A value as it is shown in a message: short, and never a failure of its own. */
export function shown(value) {
    const text = value === undefined ? "nothing" : written(value);
    return text && text.length > 60 ? `${text.slice(0, 57)}...` : String(text);
}

function written(value) {
    try {
        return JSON.stringify(value);
    } catch (error) {
        if (!(error instanceof RangeError)) {
            throw error;
        }
        return "a value that is nested too deep";
    }
}
