/* global luxon */
/**
 * Training on the till: sales that are practice, a terminal that charges nothing, a drawer that stays
 * shut, and the way in and out. `pos.retailTraining` tells all others.
 */

import { markRaw } from "@odoo/owl";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { HardwareProxy } from "@point_of_sale/app/services/hardware_proxy_service";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
// What is extended here comes from there, so those patches are made first.
import "@retail_pos_central/till/pos_store_patch";
import "@retail_pos_central/till/receipt/pos_store_receipt_patch";
import { practiceNumber, refusal } from "../core/practice";
import { PracticeClosing } from "./practice_closing";
import { PracticeDesk } from "./practice_desk";
import { reason, reloadTill, TrainingBlocked } from "./training_mode";
import { TRAINING_TERMINAL, TrainingTerminal } from "./training_terminal";

registry.category("retail_till_actions").add("training", (pos) => pos.retailSwitchTraining());

patch(PosStore.prototype, {
    get retailTraining() {
        return Boolean(reason);
    },

    get retailTrainingReason() {
        return reason;
    },

    // The way in and out -----------------------------------------------------------------------

    async retailSwitchTraining() {
        const refused = refusal({
            training: this.retailTraining,
            reason,
            offline: this.data.network.offline,
            unsent: this.retailUnsentOrders.length,
            open: this.getOpenOrders()
                .filter((order) => order.lines.length || order.payment_ids.length)
                .map((order) => order.getName()),
        });
        if (refused) {
            return this.retailRefuseSwitch(refused);
        }
        return this.retailTraining ? this.retailLeaveTraining() : this.retailEnterTraining();
    },

    async retailEnterTraining() {
        const sure = await ask(this.dialog, {
            title: _t("Practise on this till?"),
            body: _t(
                "The till loads anew. Until you end the practice nothing is sold: no stock, no accounts, no cards. Do not serve customers meanwhile."
            ),
            confirmLabel: _t("Start practice"),
            cancelLabel: _t("Go on selling"),
        });
        if (sure) {
            reloadTill(true);
        }
        return false;
    },

    async retailLeaveTraining() {
        const sure = await ask(this.dialog, {
            title: _t("End the practice?"),
            body: _t("The till loads anew. From then on everything is sold for real."),
            confirmLabel: _t("End practice"),
            cancelLabel: _t("Go on practising"),
        });
        if (sure) {
            await this.retailPractice.send();
            reloadTill(false);
        }
        return false;
    },

    async retailRefuseSwitch({ code, names, count }) {
        if (code === "practice_open") {
            return this.retailDropPractice(names);
        }
        const bodies = {
            forced_till: _t(
                "This till is there for practice. Only a manager can change that, in the back office."
            ),
            forced_cashier: _t("You are in training until a manager ends it in the back office."),
            sale_open: _t("A customer's sale is open (%(names)s). Finish or delete it before you practise.", {
                names,
            }),
            offline: _t("There is no line to head office. Practice begins and ends only with a line."),
            unsent: _t("%(count)s sales are not at head office yet. Wait until they are sent.", { count }),
        };
        this.dialog.add(AlertDialog, { title: _t("Not now"), body: bodies[code] });
        return false;
    },

    /** Goods lie in a practice sale. If they are a real customer's, that must not go unseen. */
    async retailDropPractice(names) {
        const drop = await ask(this.dialog, {
            title: _t("Is there a customer?"),
            body: _t(
                "Goods are in a practice sale (%(names)s) and have NOT been sold. If a customer is waiting, end the practice and ring them up again.",
                { names }
            ),
            confirmLabel: _t("Throw the practice sale away"),
            confirmClass: "btn-danger",
            cancelLabel: _t("Go back to it"),
        });
        if (!drop) {
            return false;
        }
        const open = this.getOpenOrders().filter((order) => order.lines.length || order.payment_ids.length);
        open.forEach((order) => this.data.localDeleteCascade(order));
        await this.afterOrderDeletion();
        return this.retailLeaveTraining();
    },

    // What is different in training --------------------------------------------------------------

    async processServerData() {
        await super.processServerData(...arguments);
        if (!this.retailTraining) {
            return;
        }
        this.retailPractice = markRaw(new PracticeDesk(this, reason));
        this.device.startAfter(this.config._retail_training_last || 0);
        for (const method of this.models["pos.payment.method"].filter((each) => each.use_payment_terminal)) {
            method.use_payment_terminal = TRAINING_TERMINAL;
            method.payment_terminal = new TrainingTerminal(this, method);
        }
        // Open sales that came with the data are other people's.
        for (const order of this.models["pos.order"].filter((each) => !each.retail_training)) {
            this.data.localDeleteCascade(order);
        }
        document.body.classList.add("o_retail_training");
        this.retailPractice.send();
    },

    createNewOrder(data = {}) {
        const order = super.createNewOrder(data);
        order.retail_training = this.retailTraining;
        return order;
    },

    setNextOrderRefs(order) {
        if (!this.retailTraining) {
            return super.setNextOrderRefs(order);
        }
        const number = this.device.useNext();
        order.pos_reference = practiceNumber(luxon.DateTime.now().year, this.config.id, number);
        order.tracking_number = `T${String(number % 1000).padStart(3, "0")}`;
    },

    get retailUnsentOrders() {
        return this.retailTraining ? [] : super.retailUnsentOrders;
    },

    async syncAllOrders(options = {}) {
        if (!this.retailTraining) {
            return super.syncAllOrders(options);
        }
        const orders = options.orders || this.retailPractice.finished;
        await this.preSyncAllOrders(orders);
        orders.forEach((order) => (order.uiState.retailUnsent = false));
        this.clearPendingOrder();
        this.retailPractice.send();
        return orders;
    },

    shouldShowOpeningControl() {
        return !this.retailTraining && super.shouldShowOpeningControl();
    },

    async closeSession() {
        if (!this.retailTraining) {
            return super.closeSession();
        }
        this.dialog.add(PracticeClosing, {});
    },

    cashMove() {
        if (!this.retailTraining) {
            return super.cashMove();
        }
        this.notification.add(_t("Cash in and out is not part of practice."), { type: "info" });
        return false;
    },

    async retailOpenDrawer() {
        if (!this.retailTraining) {
            return super.retailOpenDrawer();
        }
        this.notification.add(_t("Practice: the drawer would open now."), { type: "info" });
        return true;
    },
});

patch(HardwareProxy.prototype, {
    async openCashbox() {
        return reason ? undefined : super.openCashbox(...arguments);
    },
});

patch(CustomerDisplayPosAdapter.prototype, {
    formatOrderData(order) {
        super.formatOrderData(order);
        if (reason) {
            this.data.general_customer_note = _t("PRACTICE – nothing is sold").toString();
        }
    },
});

registry.category("error_handlers").add(
    "retail_training_blocked",
    (env, _error, originalError) => {
        if (!(originalError instanceof TrainingBlocked)) {
            return false;
        }
        env.services.notification.add(
            _t("This is not done in practice: it would change something at head office."),
            {
                type: "info",
            }
        );
        return true;
    },
    { sequence: 1 }
);
