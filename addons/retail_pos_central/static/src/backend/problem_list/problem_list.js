/** What the check found in a document; a click leads to the place when the editor knows it. */

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

export class ProblemList extends Component {
    static template = "retail_pos_central.ProblemList";
    static props = {
        problems: Array,
        onOpen: Function,
        placeOf: { type: Function, optional: true },
    };
    static defaultProps = { placeOf: () => "" };

    levelTitle(problem) {
        return problem.level === "error" ? _t("Must be mended before a release") : _t("Worth a look");
    }
}
