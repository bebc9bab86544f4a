/** The buttons of one page of a layout, and how arrow keys go from one to the next. */

import { Component, useRef } from "@odoo/owl";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class LayoutPage extends Component {
    static template = "retail_pos_central.LayoutPage";
    static props = {
        name: String,
        columns: Number,
        rows: Number,
        buttons: Array,
        isSmall: Boolean,
        onPress: Function,
    };

    setup() {
        this.grid = useRef("grid");
    }

    get gridStyle() {
        const { columns, rows } = this.props;
        return `--retail-columns: ${columns}; --retail-rows: ${rows}; --retail-small-columns: ${this.hasNarrow ? 3 : 2};`;
    }

    /** On a small screen a wide button is two of three columns; where all are wide they stand two by two. */
    get hasNarrow() {
        return this.props.buttons.some((button) => button.w < 2);
    }

    buttonStyle(button) {
        const place = this.props.isSmall
            ? `grid-column: span ${this.hasNarrow ? Math.min(button.w, 2) : 1};`
            : `grid-column: ${button.x + 1} / span ${button.w}; grid-row: ${button.y + 1} / span ${button.h};`;
        return `${place} background-color: ${button.color}; color: ${button.textColor};`;
    }

    onClick(event, button) {
        // A keyboard scanner ends with Enter: a button that keeps the focus would be pressed by it.
        if (event.detail > 0) {
            event.currentTarget.blur();
        }
        this.props.onPress(button);
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
