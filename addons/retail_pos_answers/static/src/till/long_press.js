/** A long press on goods – on a button of the layout or on a line of the sale – opens the product panel. */

import { onMounted, onWillUnmount, useComponent } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { patch } from "@web/core/utils/patch";
import { LONG_PRESS_DURATION } from "@point_of_sale/utils";
import { OrderSummary } from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";
import { LayoutGrid } from "@retail_pos_central/till/layout/layout_grid";
import { TillLayout } from "@retail_pos_central/till/layout/till_layout";

/** Fingers tremble: a press that moves further is a scroll. */
const MOVE_PX = 12;

patch(LayoutGrid, { props: { ...LayoutGrid.props, onLongPress: { type: Function, optional: true } } });

patch(LayoutGrid.prototype, {
    setup() {
        super.setup();
        useLongPressOnButtons((button) => this.props.onLongPress?.(button));
    },

    onPress(button) {
        // The finger that opened the panel lifts: that is no tap on the button.
        if (this.retailLongPressed) {
            this.retailLongPressed = false;
            return;
        }
        return super.onPress(button);
    },
});

function useLongPressOnButtons(callback) {
    const component = useComponent();
    let timer, from;
    const stop = () => browser.clearTimeout(timer);
    const start = (event) => {
        const id = event.target.closest?.(".o_retail_layout_button")?.dataset.button;
        stop();
        component.retailLongPressed = false;
        if (id === undefined || event.button > 0) {
            return;
        }
        from = event;
        timer = browser.setTimeout(() => {
            const button = component.buttons.find((one) => String(one.id) === id);
            if (button) {
                component.retailLongPressed = true;
                callback(button);
            }
        }, LONG_PRESS_DURATION);
    };
    const move = (event) => {
        if (from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > MOVE_PX) {
            stop();
        }
    };
    const listeners = { pointerdown: start, pointermove: move, pointerup: stop, pointercancel: stop };
    let element;
    onMounted(() => {
        element = component.grid.el;
        Object.entries(listeners).forEach(([name, listener]) => element?.addEventListener(name, listener));
    });
    onWillUnmount(() => {
        stop();
        Object.entries(listeners).forEach(([name, listener]) => element?.removeEventListener(name, listener));
    });
}

patch(TillLayout.prototype, {
    get gridProps() {
        return { ...super.gridProps, onLongPress: (button) => this.onLongPress(button) };
    },

    onLongPress(button) {
        const product =
            button.action.type === "product" &&
            this.pos.models["product.product"].get(button.action.product_id);
        if (product) {
            this.pos.onProductInfoClick(product.product_tmpl_id, product);
        }
    },
});

patch(OrderSummary.prototype, {
    async onOrderlineLongPress(event, line) {
        const template = line.product_id?.product_tmpl_id;
        // Of goods with choices, Odoo lets the cashier choose anew.
        const hasChoices =
            line.combo_parent_id || line.combo_line_ids?.length || template?.attribute_line_ids?.length;
        if (!this.pos.retailAnswers || !template || hasChoices) {
            return super.onOrderlineLongPress(...arguments);
        }
        return this.pos.onProductInfoClick(template, line.product_id);
    },
});
