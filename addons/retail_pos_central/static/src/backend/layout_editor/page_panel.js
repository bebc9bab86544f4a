/** The side panel while no button is selected: the page's name and place, and the grid of all pages. */

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { MAX_COLUMNS, MAX_ROWS } from "../../core/layout/check";
import { localized } from "../../core/texts";
import { LocalizedInput } from "../localized_input/localized_input";

export class PagePanel extends Component {
    static template = "retail_pos_central.PagePanel";
    static components = { LocalizedInput };
    static props = {
        document: Object,
        page: Object,
        languages: Array,
        lang: String,
        onRename: Function,
        onSeal: Function,
        onMove: Function,
        onDuplicate: Function,
        onRemove: Function,
        onGrid: Function,
        /** What of the extended layout is hidden: {pages, buttons}. */
        hidden: Object,
        baseName: String,
        nameOfButton: Function,
        onShow: Function,
        readonly: { type: Boolean, optional: true },
    };

    maxColumns = MAX_COLUMNS;
    maxRows = MAX_ROWS;

    get helpText() {
        return _t(
            "Double-click an empty cell to add a button. Drag to move, drag the corner to resize, drag over empty cells or hold Ctrl to select several. Ctrl+C and Ctrl+V copy to another page or layout."
        );
    }

    get index() {
        return this.props.document.pages.findIndex((page) => page.id === this.props.page.id);
    }

    get hasHidden() {
        return this.props.hidden.pages.length + this.props.hidden.buttons.length > 0;
    }

    nameOfPage(page) {
        return localized(page.name, this.props.lang) || page.id;
    }

    get isLast() {
        return this.index === this.props.document.pages.length - 1;
    }

    get isOnly() {
        return this.props.document.pages.length === 1;
    }

    onGridChange(name, ev) {
        const grid = { ...this.props.document.grid, [name]: Number(ev.target.value) };
        if (!this.props.onGrid(grid.columns, grid.rows)) {
            ev.target.value = this.props.document.grid[name];
        }
    }
}
