/* global luxon */
/**
 * The till's state in the navigation bar: whether it is up to date and in touch, and how many sales
 * head office does not have yet. A press shows the details in words.
 */

import { Component, onWillUnmount, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { tillClock, tillNow } from "../sync/till_clock";

const { DateTime } = luxon;
/** A device clock further off than this is worth a word: receipts made by others would show it. */
const CLOCK_WARNING_MS = 60000;

/** Other addons patch `facts` and `warnings` to say more. */
export class RetailStatusDialog extends Component {
    static template = "retail_pos_central.RetailStatusDialog";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState({ now: tillNow(), sending: false });
        const timer = setInterval(() => (this.state.now = tillNow()), 1000);
        onWillUnmount(() => clearInterval(timer));
    }

    get retail() {
        return this.pos.retailState;
    }

    get zone() {
        return this.pos.config._retail?.timezone || "local";
    }

    time(ms, format = "dd.MM.yyyy HH:mm:ss") {
        return ms ? DateTime.fromMillis(ms).setZone(this.zone).toFormat(format) : _t("never");
    }

    get facts() {
        const running = this.pos.retail.content.running;
        return [
            [_t("Store"), this.pos.config._retail?.store?.name || this.pos.config.name],
            [_t("Release"), running ? _t("No. %(serial)s", { serial: running.serial }) : _t("none yet")],
            [_t("In use since"), this.time(running?.appliedAtMs)],
            [_t("Last contact with head office"), this.time(this.retail.lastContactMs)],
            [_t("Clock"), this.time(this.state.now)],
        ];
    }

    get warnings() {
        const { online, durable, waiting, error, reloadWanted } = this.retail;
        const clockOff = Math.abs(tillClock().deviceErrorMs) > CLOCK_WARNING_MS;
        return [
            !online &&
                _t("Head office can't be reached. You can go on selling; sales are kept and sent later."),
            reloadWanted && _t("This till was set up anew at head office. Reload the page after this sale."),
            waiting && _t("New content from head office is ready and comes when this sale is done."),
            error && _t("Head office answered with an error: %(error)s", { error }),
            !durable && _t("This browser keeps no data: do not close it while sales are unsent."),
            clockOff && _t("This device's clock is wrong. The till uses head office's time."),
        ].filter(Boolean);
    }

    get unsent() {
        return this.pos.retailUnsentOrders.map((order) => ({
            uuid: order.uuid,
            number: order.pos_reference,
            time: order.date_order?.setZone(this.zone).toFormat("HH:mm"),
            total: this.env.utils.formatCurrency(order.priceIncl),
        }));
    }

    async sendNow() {
        this.state.sending = true;
        try {
            await this.pos.data.checkConnectivity();
            await this.pos.retailSender.hurry();
            await this.pos.retail.pull({ manifest: true, feed: true });
        } finally {
            this.state.sending = false;
        }
    }
}

export class RetailStatus extends Component {
    static template = "retail_pos_central.RetailStatus";
    static props = {};

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
    }

    get unsent() {
        return this.pos.retailUnsentOrders.length;
    }

    get look() {
        const { online, error, waiting, durable } = this.pos.retailState;
        if (!online || this.pos.data.network.offline) {
            return {
                icon: "fa-chain-broken",
                color: "text-danger",
                title: _t("Offline: sales are kept here"),
            };
        }
        if (error || !durable) {
            return {
                icon: "fa-exclamation-triangle",
                color: "text-warning",
                title: _t("Something needs attention"),
            };
        }
        if (waiting) {
            return {
                icon: "fa-clock-o",
                color: "text-info",
                title: _t("News wait for the end of this sale"),
            };
        }
        return { icon: "fa-check-circle", color: "text-success", title: _t("Up to date") };
    }

    open() {
        this.dialog.add(RetailStatusDialog, {});
    }
}

patch(Navbar, { components: { ...Navbar.components, RetailStatus } });
