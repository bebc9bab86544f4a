/**
 * Receipts of the till: the document from template and order, and its way to a printer.
 *
 * An addon with printers overrides `retailPrintDocument`; it prints by a plain template until the chain's has
 * come. Copies are counted on the order (nb_print,
 * as Odoo does) and say so. While a sale is on its way to head office the count is kept aside, since the
 * answer brings the count of before.
 */

import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { buildReceipt } from "../../core/receipt/document";
import { defaultTemplate } from "../../core/receipt/sample";
import { isInChain } from "../campaigns/order_basket";
import { tillLog } from "../sync/till_log";
import { partiesData, receiptData } from "./receipt_data";
import { ReceiptPaper } from "./receipt_paper";

patch(PosStore.prototype, {
    /**
     * @param {PosOrder} order
     * @param {{kind?: string, copyNumber?: number}} options
     * @returns {object} receipt document, ready for screen, mail and printer
     */
    retailReceiptDocument(order, options = {}) {
        const template = this.retail.contents.receipt || defaultTemplate();
        return buildReceipt(template, receiptData(order, options));
    },

    /**
     * Prints a document. Here no printer takes it, and Odoo prints the same document as HTML.
     * @param {object} document
     * @param {{order: PosOrder, openDrawer: boolean, copy: boolean}} options
     * @returns {Promise<false | {successful: boolean}>} false: nobody printed it
     */
    async retailPrintDocument(_document, _options) {
        return false;
    },

    /** Which receipt is being shown: the original, or the copy that is being printed. */
    retailReceiptOptions(order) {
        return this.retailPrinting?.uuid === order.uuid ? this.retailPrinting.options : {};
    },

    /** How often the order's receipt was printed, as far as this till knows. */
    retailPrintsOf(order) {
        return Math.max(order.nb_print || 0, order.uiState.retailPrints || 0);
    },

    /** What the cashier did and a report counts; an addon that keeps a journal overrides it. */
    retailNote(_kind, _facts) {},

    /** `kind` prints something else about the order: "gift", "parked". Only the receipt itself has copies. */
    async printReceipt(args = {}) {
        const { basic = false, order = this.getOrder(), printBillActionTriggered = false } = args;
        if (basic || !isInChain(this.config)) {
            return super.printReceipt(args);
        }
        const kind = args.kind || (printBillActionTriggered ? "parked" : undefined);
        const copyNumber = kind ? 0 : this.retailPrintsOf(order);
        const options = { copyNumber, kind };
        const document = this.retailReceiptDocument(order, options);
        const printed = await this.retailPrintDocument(document, {
            order: kind ? null : order,
            openDrawer: false,
            copy: copyNumber > 0,
        });
        const how = printed ? (printed.successful ? "printed" : "failed") : "on the page";
        tillLog.add("print", `${kind || (copyNumber ? "copy" : "receipt")}: ${how}`);
        if (printed) {
            if (printed.successful && !kind) {
                await this.countPrint(order, copyNumber + 1);
            }
        }
        const result = printed || (await this.retailPrintOnPage(order, options, args));
        if (kind) {
            this.retailNote(kind, { order });
        }
        return result;
    },

    /** No printer took it: the browser prints the same document as HTML. */
    async retailPrintOnPage(order, options, args) {
        this.retailPrinting = { uuid: order.uuid, options };
        try {
            const shown = await super.printReceipt({
                ...args,
                order,
                printBillActionTriggered: Boolean(options.kind),
            });
            if (!options.kind) {
                order.uiState.retailPrints = order.nb_print;
                this.retailNotePrint(order, options.copyNumber);
            }
            return shown;
        } finally {
            this.retailPrinting = null;
        }
    },

    /** Prints what is not about a sale: `data` beside who sells, see core/receipt. */
    async retailPrintOther(data, { openDrawer = false } = {}) {
        const document = this.retailOtherDocument(data);
        const printed = await this.retailPrintDocument(document, { order: null, openDrawer, copy: false });
        if (printed) {
            return printed;
        }
        await this.printer.print(ReceiptPaper, { document }, this.printOptions);
        return { successful: true };
    },

    retailOtherDocument(data) {
        const template = this.retail.contents.receipt || defaultTemplate();
        const parties = partiesData(this);
        return buildReceipt(template, { ...parties, ...data, order: { ...parties.order, ...data.order } });
    },

    retailNotePrint(order, copyNumber) {
        this.retailNote(copyNumber ? "copy" : "receipt", { order, number: copyNumber });
    },

    async countPrint(order, count) {
        this.retailNotePrint(order, count - 1);
        order.uiState.retailPrints = count;
        if (order.isSynced && order.finalized && !order.uiState.retailUnsent) {
            await this.retailSendPrints(order);
        } else {
            order.nb_print = count;
        }
    },

    /** Head office takes a paid order but once, so its count goes there by itself. */
    async retailSendPrints(order) {
        const wasDirty = order.isDirty();
        order.nb_print = order.uiState.retailPrints;
        // While the line is down, Odoo keeps the writing and repeats it.
        await this.data.ormWrite("pos.order", [order.id], { nb_print: order.nb_print });
        order._dirty = wasDirty;
    },

    async postSyncAllOrders(orders) {
        await super.postSyncAllOrders(orders);
        for (const order of orders) {
            if (order.finalized && (order.uiState?.retailPrints || 0) > order.nb_print) {
                await this.retailSendPrints(order);
            }
        }
    },
});
