/**
 * Joins the boxes to the web POS: `pos.retailBoxes` are the lines to them, `pos.retailScans` what was
 * scanned, `pos.retailPrinter` prints, `pos.retailCards` are the card payments.
 */

import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
// What is extended here comes from there, so those patches are made first.
import "@retail_pos_central/till/pos_store_patch";
import { isInChain } from "@retail_pos_central/till/campaigns/order_basket";
import "@retail_pos_central/till/receipt/pos_store_receipt_patch";
import { fromMinor } from "../core/payment";
import { RetailBoxes } from "./boxes/retail_boxes";
import { BoxDisplays } from "./displays/box_displays";
import { CardPayments } from "./payments/card_payments";
import { boxMessage } from "./boxes/box_messages";
import { cardMessage, unknownMessage } from "./payments/card_messages";
import { isBoxLine } from "./payments/payment_line";
import { SettleDialog } from "./payments/settle_dialog";
import { BoxPrinter } from "./printing/box_printer";
import { ScanIntake } from "./scans/scan_intake";

const CLOSING_WAIT_MS = 4_000;

patch(PosStore.prototype, {
    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        this.retailStartBoxes();
        return result;
    },

    retailStartBoxes() {
        this.retailScans = new ScanIntake(this, browser.localStorage);
        this.retailBoxes = new RetailBoxes({
            configId: this.config.id,
            sessionId: this.session.id,
            fetchGrant: () => this.retailAskForGrant(),
            on: {
                scan: (event) => this.retailScans.take(event),
                scan_rejected: (event) => this.retailTellRejectedScan(event),
                online: (box) => this.retailDisplays?.refresh(box.uuid),
            },
            io: {
                storage: browser.localStorage,
                fetch: (url, options) => browser.fetch(url, options),
                WebSocket: browser.WebSocket || window.WebSocket,
                pageUrl: window.location.href,
                permissions: browser.navigator.permissions,
                now: () => Date.now(),
                timers: {
                    set: (fn, ms) => browser.setTimeout(fn, ms),
                    clear: (handle) => browser.clearTimeout(handle),
                },
            },
        });
        this.retailPrinter = new BoxPrinter(this, this.retailBoxes, browser.localStorage);
        this.retailDisplays = new BoxDisplays(this, this.retailBoxes);
        this.retailCards = new CardPayments(this, this.retailBoxes, browser.localStorage);
        if (this.barcodeReader) {
            this.barcodeReader.retailOnRegister = () => this.retailScans.work();
        }
        for (const name of ["pointerdown", "keydown", "focus"]) {
            window.addEventListener(name, () => this.retailBoxes.touched(), { capture: true, passive: true });
        }
        if (!isInChain(this.config)) {
            return; // devices belong to tills of a store
        }
        window.addEventListener("pos-network-online", () => this.retailBoxes.refresh());
        this.retailBoxes.start().then(() => {
            this.retailCards.resume();
            this.retailPrinter.resume((order) => this.retailCountLatePrint(order));
        });
    },

    retailFirstQuestions() {
        return [...super.retailFirstQuestions(), ...(isInChain(this.config) ? ["boxes"] : [])];
    },

    retailAskForGrant() {
        return this.retail.questions.ask("boxes", this.retailGrantQuestion(), {
            route: "/retail_pos/box/token",
        });
    },

    /** Where employees take turns at the till, the pass is made out to the one who works. */
    retailGrantQuestion() {
        const employee = this.config.module_pos_hr ? this.getCashier()?.id || null : null;
        return { employee_id: employee };
    },

    setCashier(user) {
        super.setCashier(...arguments);
        if (this.config.module_pos_hr && user && isInChain(this.config)) {
            this.retailBoxes?.refresh();
        }
    },

    /** Nothing was sold, and a beep was heard: the cashier has to know. */
    retailTellRejectedScan({ reason }) {
        const code = reason === "flooding" ? reason : "scan_rejected";
        this.notification.add(boxMessage(code), { type: "danger", title: _t("Scanner") });
    },

    /** Boxes in the till's acknowledgement to head office. */
    retailHealth() {
        return { ...super.retailHealth(), boxes: this.retailBoxes?.health() || [] };
    },

    async retailPrintDocument(document, options = {}) {
        if (!this.retailPrinter?.isThere) {
            return super.retailPrintDocument(document, options);
        }
        const { order, openDrawer = false, copy = false } = options;
        const onLate = () => this.retailCountLatePrint(order?.uuid);
        return this.retailPrinter.print(document, { openDrawer, copy, order: order?.uuid, onLate });
    },

    /** A receipt that came out after the cashier had gone on, perhaps after a reload, counts as printed too. */
    async retailCountLatePrint(uuid) {
        const order = uuid && this.models["pos.order"].getBy("uuid", uuid);
        if (order) {
            await this.countPrint(order, (order.nb_print || 0) + 1);
        }
    },

    /** The layout's button: the drawer at the box's printer, where there is one. */
    async retailOpenDrawer() {
        if (!this.retailPrinter?.drawer) {
            return super.retailOpenDrawer();
        }
        await this.hardwareProxy.openCashbox(_t("Opened by button"));
        return true;
    },

    retailTellOpenPayment() {
        this.dialog.add(AlertDialog, {
            title: _t("A card payment is open"),
            body: unknownMessage(),
        });
    },

    /** The money is with us, the sale is not in this browser any more. */
    retailTellLostPayment(entry, payment) {
        const amount = fromMinor(payment?.approved_amount ?? entry.amount, this.currency.decimal_places);
        this.dialog.add(AlertDialog, {
            title: _t("A card payment without its sale"),
            body: _t(
                "%(amount)s was taken from a card for sale %(sale)s, which this browser has lost. Enter the sale again and ask a manager to settle it, or give the money back.",
                { amount: this.env.utils.formatCurrency(amount), sale: entry.reference || "?" }
            ),
        });
    },

    /** What became of an open card payment, decided by a manager with a reason. */
    async retailSettle(entry) {
        if (this.getCashier()?._role !== "manager") {
            this.dialog.add(AlertDialog, {
                title: _t("A manager is needed"),
                body: _t(
                    "Only a manager may decide what became of a card payment. Fetch one: the sale stays, and the box goes on asking the terminal."
                ),
            });
            return;
        }
        const amount = this.env.utils.formatCurrency(fromMinor(entry.amount, this.currency.decimal_places));
        const decision = await makeAwaitable(this.dialog, SettleDialog, { amount });
        if (!decision || !this.retailCards.open.some(({ id }) => id === entry.id)) {
            return;
        }
        try {
            await this.retailCards.settle(entry, decision.outcome, decision.reason);
        } catch (error) {
            this.dialog.add(AlertDialog, {
                title: _t("Not settled"),
                body: cardMessage(error.code, error.message),
            });
        }
    },

    /** Neither with the order button nor with the order's tab does an open card payment go away. */
    async _onBeforeDeleteOrder(order) {
        if (order.payment_ids?.some((line) => isBoxLine(line) && this.retailCards?.openOf(line))) {
            this.retailTellOpenPayment();
            return false;
        }
        return super._onBeforeDeleteOrder(order);
    },

    /** Amounts of card payments that hold the closing: those of this till, and those that its terminals hold. */
    async retailUnresolvedPayments() {
        const found = new Map(this.retailCards.open.map((entry) => [entry.id, entry]));
        const ask = async ({ link, device }) => {
            const { payments } = await link.api.pending(device.id);
            const till = this.config.retail_uuid;
            payments
                .filter((payment) => !payment.till || payment.till === till)
                .forEach((p) => found.set(p.id, p));
        };
        const asked = this.retailBoxes
            .all("terminal")
            .filter(({ box }) => box.phase === "online")
            .map(ask);
        const patience = new Promise((resolve) => setTimeout(resolve, CLOSING_WAIT_MS));
        await Promise.race([Promise.allSettled(asked), patience]);
        return [...found.values()];
    },

    async closeSession() {
        const open = await this.retailUnresolvedPayments();
        if (open.length) {
            const amounts = open.map(({ amount, reference }) => {
                const text = this.env.utils.formatCurrency(fromMinor(amount, this.currency.decimal_places));
                return reference ? `${text} (${reference})` : text;
            });
            this.dialog.add(AlertDialog, {
                title: _t("Card payments are open"),
                body: _t(
                    "It is not known yet whether these card payments went through: %s. They come before closing.",
                    amounts.join(", ")
                ),
            });
            return;
        }
        return super.closeSession();
    },
});
