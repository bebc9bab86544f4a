/**
 * The page under work: buttons on a grid, selected, dragged, resized and marked by a frame with
 * the pointer. What a gesture does is computed by the pure editing module; while it lasts, its
 * outcome is drawn, and dropped when it cannot be.
 */

import { Component, markRaw, useExternalListener, useRef, useState } from "@odoo/owl";

import { buttonsIn, moveButtons, pageOf, resizeButton } from "../../core/layout/editing";
import { cellAt, cellsBetween } from "../../core/layout/grid";

export class LayoutCanvas extends Component {
    static template = "retail_pos_central.LayoutCanvas";
    static props = {
        document: Object,
        pageId: String,
        selection: Array,
        ratio: Number,
        problems: Array,
        faceOf: Function,
        standingOf: Function,
        onSelect: Function,
        onCommit: Function,
        onAdd: Function,
        onRefused: Function,
        readonly: { type: Boolean, optional: true },
    };

    setup() {
        this.root = useRef("canvas");
        this.state = useState({ gesture: null });
        useExternalListener(window, "pointermove", (ev) => this.onPointerMove(ev));
        useExternalListener(window, "pointerup", () => this.onPointerUp());
        useExternalListener(window, "pointercancel", () => (this.state.gesture = null));
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev), { capture: true });
    }

    // What is drawn -----------------------------------------------------------------------

    get grid() {
        return this.props.document.grid;
    }

    /** The page as it will be when the pointer is let go. */
    get page() {
        const outcome = this.state.gesture?.outcome;
        return pageOf(outcome || this.props.document, this.props.pageId);
    }

    get cells() {
        const cells = [];
        for (let y = 0; y < this.grid.rows; y++) {
            for (let x = 0; x < this.grid.columns; x++) {
                cells.push({ x, y, key: `${x},${y}` });
            }
        }
        return cells;
    }

    /** Where the dragged buttons would land, shown in red when they cannot. */
    get refusedGhosts() {
        const gesture = this.state.gesture;
        if (gesture?.mode !== "move" || gesture.outcome || !(gesture.dx || gesture.dy)) {
            return [];
        }
        const page = pageOf(this.props.document, this.props.pageId);
        return page.buttons
            .filter((button) => gesture.ids.includes(button.id))
            .map((button) => ({ ...button, x: button.x + gesture.dx, y: button.y + gesture.dy }));
    }

    get marquee() {
        const gesture = this.state.gesture;
        return gesture?.mode === "marquee" ? cellsBetween(gesture.from, gesture.to) : null;
    }

    placeStyle({ x, y, w = 1, h = 1 }) {
        const { columns, rows } = this.grid;
        const percent = (part, whole) => `${(100 * part) / whole}%`;
        return (
            `left: ${percent(x, columns)}; top: ${percent(y, rows)};` +
            `width: ${percent(w, columns)}; height: ${percent(h, rows)};`
        );
    }

    /** Where the button stands, and how the till draws it. */
    get places() {
        return this.page.buttons.map((button) => ({ button, face: this.props.faceOf(button) }));
    }

    isSelected(button) {
        return this.props.selection.includes(button.id);
    }

    problemOf(button) {
        return this.props.problems.find((problem) => problem.buttonId === button.id);
    }

    // Gestures ----------------------------------------------------------------------------

    cellUnder(ev) {
        const box = this.root.el.getBoundingClientRect();
        const point = { x: ev.clientX - box.left, y: ev.clientY - box.top };
        return cellAt(point, box, this.grid);
    }

    onCanvasPointerDown(ev) {
        if (ev.button !== 0 || this.props.readonly) {
            return;
        }
        const cell = this.cellUnder(ev);
        const kept = ev.ctrlKey || ev.metaKey || ev.shiftKey ? this.props.selection : [];
        this.state.gesture = { mode: "marquee", from: cell, to: cell, kept, moved: false };
        this.props.onSelect(kept);
    }

    onButtonPointerDown(button, ev) {
        if (ev.button !== 0) {
            return;
        }
        ev.stopPropagation();
        const { selection } = this.props;
        if (ev.ctrlKey || ev.metaKey || ev.shiftKey) {
            const without = selection.filter((id) => id !== button.id);
            this.props.onSelect(this.isSelected(button) ? without : [...selection, button.id]);
            return;
        }
        const ids = this.isSelected(button) ? selection : [button.id];
        this.props.onSelect(ids);
        if (!this.props.readonly) {
            this.state.gesture = {
                mode: "move",
                ids,
                pressed: button.id,
                from: this.cellUnder(ev),
                dx: 0,
                dy: 0,
                outcome: null,
            };
        }
    }

    onHandlePointerDown(button, ev) {
        if (ev.button !== 0) {
            return;
        }
        ev.stopPropagation();
        ev.preventDefault();
        this.props.onSelect([button.id]);
        this.state.gesture = { mode: "resize", button, outcome: null };
    }

    onPointerMove(ev) {
        const gesture = this.state.gesture;
        if (!gesture) {
            return;
        }
        const cell = this.cellUnder(ev);
        const { document, pageId } = this.props;
        if (gesture.mode === "marquee") {
            gesture.moved ||= cell.x !== gesture.from.x || cell.y !== gesture.from.y;
            gesture.to = cell;
        } else if (gesture.mode === "move") {
            gesture.dx = cell.x - gesture.from.x;
            gesture.dy = cell.y - gesture.from.y;
            this.setOutcome(moveButtons(document, pageId, gesture.ids, gesture.dx, gesture.dy));
        } else {
            const { id, x, y } = gesture.button;
            this.setOutcome(resizeButton(document, pageId, id, cell.x - x + 1, cell.y - y + 1));
        }
    }

    /** Documents are compared by identity and must not become reactive proxies. */
    setOutcome(outcome) {
        this.state.gesture.outcome = outcome && markRaw(outcome);
    }

    onPointerUp() {
        const gesture = this.state.gesture;
        if (!gesture) {
            return;
        }
        this.state.gesture = null;
        if (gesture.mode === "marquee") {
            this.endMarquee(gesture);
        } else if (gesture.mode === "move" && !gesture.dx && !gesture.dy) {
            this.props.onSelect([gesture.pressed]);
        } else if (gesture.outcome) {
            this.props.onCommit(gesture.outcome);
        } else if (gesture.mode === "move") {
            this.props.onRefused();
        }
    }

    endMarquee({ from, to, kept, moved }) {
        if (moved) {
            const inside = buttonsIn(this.page, cellsBetween(from, to));
            this.props.onSelect([...new Set([...kept, ...inside])]);
        }
    }

    onKeydown(ev) {
        if (ev.key === "Escape" && this.state.gesture) {
            ev.stopPropagation();
            this.state.gesture = null;
        }
    }

    /** Keyboard users have no pointer down: Enter and Space on a focused button select it. */
    onButtonClick(button, ev) {
        if (ev.detail === 0) {
            this.props.onSelect([button.id]);
        }
    }
}
