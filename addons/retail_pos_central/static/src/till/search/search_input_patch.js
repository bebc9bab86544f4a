/**
 * Odoo's search field writes what was typed again each time it is drawn, once a drawing came before its pause for
 * typing was over: the word could not be taken away any more, neither by our button back nor by the end of a sale.
 * Here what was typed is written once.
 */

import { browser } from "@web/core/browser/browser";
import { patch } from "@web/core/utils/patch";
import { Input } from "@point_of_sale/app/components/inputs/input/input";

patch(Input.prototype, {
    setup() {
        super.setup();
        const write = Object.getPrototypeOf(this).setValue.bind(this);
        this.setValue = writeOnce(write, this.props.debounceMillis);
    },
});

/** Writes after a pause, or at once where it is asked to settle: {cancel} as Odoo's debounce has it. */
export function writeOnce(write, pauseMs) {
    let timer;
    let waiting = null;
    const settle = () => {
        const typed = waiting;
        waiting = null;
        browser.clearTimeout(timer);
        if (typed) {
            write(...typed);
        }
    };
    const later = (...typed) => {
        waiting = typed;
        browser.clearTimeout(timer);
        timer = browser.setTimeout(settle, pauseMs);
    };
    const cancel = (isSettled) => {
        waiting = isSettled ? waiting : null;
        settle();
    };
    return Object.assign(later, { cancel });
}
