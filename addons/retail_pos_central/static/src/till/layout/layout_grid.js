/**
 * Draws a resolved layout: tabs for its pages, the open page, and pages that stay drawn while another is open. It
 * knows nothing of the web POS, so the back office's preview can draw with it what a till will show.
 */

import { Component, useEffect, useRef } from "@odoo/owl";
import { LayoutPage } from "./layout_page";

export class LayoutGrid extends Component {
    static template = "retail_pos_central.LayoutGrid";
    static components = { LayoutPage };
    static props = {
        columns: Number,
        rows: Number,
        /**
         * {id, name, buttons}; a page without `buttons` is only a tab. Buttons have what the till adds:
         * {price, imageUrl, unavailable}. The same array means the same buttons.
         */
        pages: Array,
        pageId: String,
        onButton: Function,
        onPage: Function,
        isSmall: { type: Boolean, optional: true },
        slots: { type: Object, optional: true },
    };

    setup() {
        this.grid = useRef("grid");
        this.tabs = useRef("tabs");
        useEffect(
            () => this.followPage(),
            () => [this.props.pageId]
        );
    }

    get drawnPages() {
        return this.props.pages.filter((page) => page.buttons);
    }

    /** Of the open page. */
    get buttons() {
        return this.props.pages.find(({ id }) => id === this.props.pageId)?.buttons || [];
    }

    /** The tab into view, and onto it the keyboard that stood on a page which is hidden now. */
    followPage() {
        const tab = this.tabs.el.querySelector(".active");
        tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
        if (document.activeElement?.closest("[inert]") && this.grid.el.contains(document.activeElement)) {
            tab?.focus();
        }
    }

    /** Alt and a digit open the first nine pages. */
    shortcut(index) {
        return index < 9 ? `Alt+${index + 1}` : null;
    }

    onPress(button) {
        this.props.onButton(button);
    }
}
