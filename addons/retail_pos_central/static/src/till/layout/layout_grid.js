/**
 * Draws a resolved layout: tabs for its pages and the buttons of one page. It knows nothing of the
 * web POS, so the back office's preview can draw with it what a till will show.
 */

import { Component, useEffect, useRef } from "@odoo/owl";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class LayoutGrid extends Component {
    static template = "retail_pos_central.LayoutGrid";
    static props = {
        columns: Number,
        rows: Number,
        pages: Array,
        /** Buttons of the page, each with what the till adds: {price, imageUrl, unavailable}. */
        buttons: Array,
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
            () => {
                const tab = this.tabs.el.querySelector(".active");
                tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
            },
            () => [this.props.pageId]
        );
    }

    get gridStyle() {
        return `--retail-columns: ${this.props.columns}; --retail-rows: ${this.props.rows};`;
    }

    get pageName() {
        return this.props.pages.find(({ id }) => id === this.props.pageId)?.name || "";
    }

    buttonStyle(button) {
        const place = this.props.isSmall
            ? `grid-column: span ${Math.min(button.w, 2)};`
            : `grid-column: ${button.x + 1} / span ${button.w}; grid-row: ${button.y + 1} / span ${button.h};`;
        return `${place} background-color: ${button.color}; color: ${button.textColor};`;
    }

    /** Alt and a digit open the first nine pages. */
    shortcut(index) {
        return index < 9 ? `Alt+${index + 1}` : null;
    }

    onClick(event, button) {
        // A keyboard scanner ends with Enter: a button that keeps the focus would be pressed by it.
        if (event.detail > 0) {
            event.currentTarget.blur();
        }
        this.props.onButton(button);
    }

    onKeydown(event) {
        const step = ARROWS[event.key];
        const elements = [...this.grid.el.querySelectorAll(".o_retail_layout_button")];
        const from = elements.indexOf(event.target);
        if (!step || from < 0) {
            return;
        }
        event.preventDefault();
        const target = nearestInDirection(this.props.buttons, this.props.buttons[from], step);
        if (target) {
            elements[this.props.buttons.indexOf(target)].focus();
        }
    }
}

/** The closest button whose middle lies in the direction; sideways distance counts double. */
export function nearestInDirection(buttons, from, [dx, dy]) {
    const middle = (button) => [button.x + button.w / 2, button.y + button.h / 2];
    const [x, y] = middle(from);
    let best = null;
    for (const button of buttons) {
        const [bx, by] = middle(button);
        const along = (bx - x) * dx + (by - y) * dy;
        const across = Math.abs((bx - x) * dy) + Math.abs((by - y) * dx);
        if (button !== from && along > 0 && (!best || along + 2 * across < best.distance)) {
            best = { button, distance: along + 2 * across };
        }
    }
    return best?.button || null;
}
