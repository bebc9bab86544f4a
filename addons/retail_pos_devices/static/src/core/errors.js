/** What goes wrong between till and box, with the box's own codes, which the till translates. */

export class BoxError extends Error {
    /**
     * @param {string} code one of the box's codes, or "unreachable"
     * @param {{message?: string, status?: number, field?: string}} [details]
     */
    constructor(code, { message = "", status = 0, field = null } = {}) {
        super(message || code);
        this.name = "BoxError";
        this.code = code;
        this.status = status;
        this.field = field;
    }

    /** Nobody can tell whether the box got the request. */
    get isUnclear() {
        return ["unreachable", "internal"].includes(this.code);
    }

    /** The token is what the box doesn't like. */
    get needsToken() {
        return this.status === 401;
    }
}

/** The error in a refusing answer; `body` is whatever could be read of it. */
export function errorOf(status, body) {
    const error = body && typeof body === "object" ? body.error : null;
    const known = error && typeof error.code === "string";
    // Something in between answered (a proxy): the box's own word is missing.
    const unknown = status >= 500 ? "unreachable" : "invalid";
    return new BoxError(known ? error.code : unknown, {
        message: known ? String(error.message || "") : "",
        status,
        field: (known && error.field) || null,
    });
}
