/** A button's icon, chosen from a sheet that opens on demand. */

import { Component, useState } from "@odoo/owl";

import { ICONS } from "./layout_choices";

export class IconField extends Component {
    static template = "retail_pos_central.IconField";
    static props = {
        value: { type: [String, { value: null }], optional: true },
        onChange: Function,
        readonly: { type: Boolean, optional: true },
    };

    icons = ICONS;

    setup() {
        this.state = useState({ open: false });
    }

    choose(icon) {
        this.state.open = false;
        this.props.onChange(icon);
    }

    nameOf(icon) {
        return icon.replace(/^fa-/, "").replaceAll("-", " ");
    }
}
