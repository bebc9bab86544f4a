/** A layout as tills of a size will show it, drawn by the till's own grid at the till's own size. */

import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

import { resolveLayout } from "../../core/layout/layout";
import { LayoutGrid } from "../../till/layout/layout_grid";
import { isSmall, orderWidth, TILL_SIZES } from "./layout_choices";

const MARGIN_PX = { width: 80, height: 230 };

export class LayoutPreviewDialog extends Component {
    static template = "retail_pos_central.LayoutPreviewDialog";
    static components = { Dialog, LayoutGrid };
    static props = {
        document: Object,
        pageId: String,
        lang: String,
        languages: Array,
        size: Object,
        targets: Object,
        close: Function,
    };

    sizes = TILL_SIZES;

    setup() {
        const { pageId, lang, size } = this.props;
        this.state = useState({ pageId, lang, size, role: "cashier", training: false, tapped: "" });
    }

    get title() {
        return _t("Preview");
    }

    get isSmall() {
        return isSmall(this.state.size);
    }

    get orderWidth() {
        return orderWidth(this.state.size);
    }

    /** Shrunk to fit the back office's window, never enlarged. */
    get scale() {
        const { width, height } = this.state.size;
        const room = [window.innerWidth - MARGIN_PX.width, window.innerHeight - MARGIN_PX.height];
        return Math.min(1, room[0] / width, room[1] / height);
    }

    get layout() {
        const { lang, role, training } = this.state;
        return resolveLayout(this.props.document, { lang, role, training, now: Date.now() });
    }

    get page() {
        const { pages } = this.layout;
        return pages.find((page) => page.id === this.state.pageId) || pages[0];
    }

    /** All tabs, and the buttons of the open page. */
    get pages() {
        const { document, targets } = this.props;
        const open = this.page;
        const { buttons } = document.pages.find((each) => each.id === open.id);
        const faces = open.buttons.map((button) => {
            const raw = buttons.find((each) => each.id === button.id);
            return { ...targets.faceOf(raw, document, this.state.lang), locked: button.locked };
        });
        return this.layout.pages.map(({ id, name }) => ({
            id,
            name,
            buttons: id === open.id ? faces : undefined,
        }));
    }

    targetName(action) {
        return this.props.targets.nameOf(action, this.props.document, this.state.lang);
    }

    onSizeChange(ev) {
        this.state.size = this.sizes[Number(ev.target.value)];
    }

    openPage(pageId) {
        this.state.pageId = pageId;
        this.state.tapped = "";
    }

    onButton(button) {
        if (button.action.type === "page") {
            this.openPage(button.action.page);
            return;
        }
        const name = this.targetName(button.action) || button.label;
        const messages = {
            product: _t("This adds %(qty)s × %(name)s to the sale.", { qty: button.action.qty || "1", name }),
            category: _t("This opens the category %(name)s.", { name }),
            action: _t("This does: %(name)s.", { name }),
            sequence: _t("This does: %(name)s.", { name }),
            url: _t("This opens %(name)s.", { name }),
        };
        this.state.tapped = messages[button.action.type] || _t("This does nothing yet.");
    }
}
