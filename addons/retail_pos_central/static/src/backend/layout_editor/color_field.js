/** A button's colour: a palette and a free choice, with the contrast of the label on it. */

import { Component } from "@odoo/owl";

import { AA_RATIO, inkOn, parseColor } from "../../core/layout/contrast";
import { DEFAULT_COLOR } from "../../core/layout/layout";
import { PALETTE } from "./layout_choices";

export class ColorField extends Component {
    static template = "retail_pos_central.ColorField";
    static props = {
        value: { type: [String, { value: null }], optional: true },
        /** Several buttons of different colours: there is no one contrast to show. */
        mixed: { type: Boolean, optional: true },
        onChange: Function,
        readonly: { type: Boolean, optional: true },
    };

    palette = PALETTE;

    get color() {
        return parseColor(this.props.value) ? this.props.value : DEFAULT_COLOR;
    }

    get ink() {
        return inkOn(this.color);
    }

    get ratio() {
        return this.ink.ratio.toFixed(1);
    }

    get passes() {
        return this.ink.ratio >= AA_RATIO;
    }

    inkOf(color) {
        return inkOn(color).color;
    }

    isCurrent(color) {
        return (this.props.value || "").toLowerCase() === color;
    }
}
