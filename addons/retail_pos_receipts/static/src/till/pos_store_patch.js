/* global odoo */
/**
 * Joins journal and reports to the web POS: `pos.retailJournal` keeps what a report counts,
 * `pos.retailShowReport()` shows an X or Z report, `pos.retailReturnByReceipt()` finds a sale to take back.
 */

import { markRaw } from "@odoo/owl";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { uuidv4 } from "@point_of_sale/utils";
import { toMinor } from "@retail_pos_central/core/basket";
import { isInChain } from "@retail_pos_central/till/campaigns/order_basket";
import { defaultTemplate } from "@retail_pos_central/core/receipt/sample";
// What is extended here comes from there, so those patches are made first.
import "@retail_pos_central/till/pos_store_patch";
import "@retail_pos_central/till/receipt/pos_store_receipt_patch";
import { merchantSlips } from "@retail_pos_central/till/receipt/merchant_slips";
import { askServer } from "@retail_pos_central/till/sync/server";
import { tillNow } from "@retail_pos_central/till/sync/till_clock";
import { printSlipsToSign } from "./actions";
import { journalEvent } from "../core/journal";
import { TillJournal } from "./journal/till_journal";
import { till } from "./order_patch";
import { reportDocumentData } from "./reports/report_data";
import { ReportDialog } from "./reports/report_dialog";

patch(PosStore.prototype, {
    async processServerData() {
        this.retailJournal = markRaw(new TillJournal(odoo.pos_config_id));
        till.template = () => isInChain(this.config) && (this.retail.contents.receipt || defaultTemplate());
        till.note = (...facts) => this.retailNote(...facts);
        await super.processServerData(...arguments);
        // Before the first receipt: it says how often those of unsent sales were printed.
        await this.retailJournal.open();
        await merchantSlips.open();
        window.addEventListener("pos-network-online", () => this.retailJournal.send());
    },

    /** @param {{order?: PosOrder, amount?: number, number?: number, note?: string}} facts */
    retailNote(kind, { order, amount, number, note } = {}) {
        super.retailNote(...arguments);
        if (!isInChain(this.config)) {
            return undefined;
        }
        const minor = (value) => toMinor(value, this.currency.decimal_places);
        const event = journalEvent({
            kind,
            uuid: uuidv4(),
            now: tillNow(),
            session: this.session.id,
            cashier: this.getCashier()?.name,
            order: order && {
                uuid: order.uuid,
                reference: order.pos_reference,
                amount: minor(order.priceIncl),
            },
            amount: amount === undefined ? undefined : minor(amount),
            number,
            note,
        });
        return this.retailTraining ? undefined : this.retailJournal?.add(event);
    },

    async printReceipt(args = {}) {
        const { order = this.getOrder(), kind, printBillActionTriggered } = args;
        const isReceipt = !kind && !printBillActionTriggered && order.finalized;
        const isFirst = isReceipt && !this.retailPrintsOf(order);
        if (isReceipt && this.retailIsCopiedOut(order)) {
            this.dialog.add(AlertDialog, {
                title: _t("No more copies"),
                body: _t("A copy of this receipt was printed before. The chain allows no more of them."),
            });
            return false;
        }
        const printed = await super.printReceipt(args);
        if (isFirst) {
            await printSlipsToSign(this, order);
        }
        return printed;
    },

    /** Norwegian rules allow one copy of a receipt; the chain's settings say how many. */
    retailIsCopiedOut(order) {
        const limit = this.retail?.settings?.copy_limit ?? 1;
        return isInChain(this.config) && limit > 0 && this.retailPrintsOf(order) > limit;
    },

    retailPrintsOf(order) {
        return Math.max(super.retailPrintsOf(order), this.retailJournal?.printsOf(order) || 0);
    },

    /** A cancelled sale is counted; goods that were never in it are not. */
    async _onBeforeDeleteOrder(order) {
        const answer = await super._onBeforeDeleteOrder(order);
        if (answer && order.lines.length && !order.finalized) {
            this.retailNote("cancelled", { order });
        }
        return answer;
    },

    /** Where the customer may choose, who chose nothing gets paper: nobody leaves without a receipt by mistake. */
    orderDone(order) {
        const isOpen = order.finalized && !this.retailPrintsOf(order) && !order.uiState.retailReceiptChosen;
        if (isOpen && this.retail?.settings?.receipt_choice === "digital") {
            this.printReceipt({ order });
        }
        return super.orderDone(order);
    },

    // Reports --------------------------------------------------------------------------------

    /** The figures of the open session so far. Head office counts them, so it must have the sales. */
    async retailXReport() {
        await this.retailSender.hurry();
        await this.retailJournal.send();
        const report = await this.retailAskReport("/retail_pos/till/x_report", {
            unsent: this.retailUnsentOrders.length,
        });
        if (report) {
            await this.retailShowReport(report);
        }
        return Boolean(report);
    },

    async retailAskReport(route, params) {
        try {
            return await askServer(route, { config_id: this.config.id, ...params }, 60000);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.dialog.add(AlertDialog, {
                title: _t("No report without head office"),
                body: _t(
                    "The report counts all sales of this till, and there is no line now. Try again later."
                ),
            });
            return null;
        }
    },

    retailPrintReport(report) {
        return this.retailPrintOther(reportDocumentData(report, this.config._retail?.timezone));
    },

    /** Resolves when the cashier has closed it. */
    retailShowReport(report) {
        const data = reportDocumentData(report, this.config._retail?.timezone);
        return new Promise((resolve) =>
            this.dialog.add(ReportDialog, { data, kind: report.kind }, { onClose: resolve })
        );
    },

    // Returns --------------------------------------------------------------------------------

    /**
     * Opens the sale whose receipt has this number: a parked one to go on, a paid one to take goods back.
     * @returns {Promise<boolean>} false: nobody knows such a sale
     */
    async retailReturnByReceipt(number) {
        const isParked = (one) => !one.finalized && one.pos_reference === number;
        const parked = this.getOpenOrders().find(isParked);
        if (parked) {
            this.setOrder(parked);
            this.navigateToOrderScreen(parked);
            return true;
        }
        const order = await this.retailFindSale(number);
        if (!order) {
            return false;
        }
        this.navigate("TicketScreen", {
            stateOverride: {
                filter: "SYNCED",
                search: { fieldName: "RECEIPT_NUMBER", searchTerm: number },
                selectedOrderUuid: order.uuid,
                selectedOrderlineIds: { [order.id]: order.lines[0]?.id },
            },
        });
        this.retailWarnOfAge(order);
        return true;
    },

    async retailFindSale(number) {
        const known = this.models["pos.order"].find(
            (order) => order.finalized && order.pos_reference === number
        );
        if (known || this.data.network.offline) {
            return known || null;
        }
        try {
            const params = { config_id: this.config.id, number };
            const found = await askServer("/retail_pos/till/find_sale", params);
            if (!found) {
                return null;
            }
            if (found.elsewhere) {
                this.notification.add(_t("This was sold in %(store)s.", { store: found.elsewhere }), {
                    type: "info",
                });
            }
            return (await this.data.loadServerOrders([["id", "=", found.id]]))[0] || null;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return null;
            }
            throw error;
        }
    },

    /** The chain's days of open purchase are over: the cashier decides, knowing it. */
    retailWarnOfAge(order) {
        const days = this.retail?.settings?.return_days;
        const age = Math.floor((tillNow() - order.date_order.toMillis()) / 86400000);
        if (days && age > days) {
            this.dialog.add(AlertDialog, {
                title: _t("Older than the open purchase"),
                body: _t(
                    "The sale is %(age)s days old; goods are taken back within %(days)s days. Complaints are another matter.",
                    { age, days }
                ),
            });
        }
    },
});
