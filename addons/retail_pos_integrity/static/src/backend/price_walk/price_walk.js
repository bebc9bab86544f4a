/**
 * Client action `retail_price_walk`: a walk along the shelves with a handheld. Scan the shelf label, by the
 * handheld's scanner, its camera or the keys; the price that counts is answered by the engine that tills run.
 */

import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { compile, evaluate } from "@retail_pos_central/core/campaigns/engine";
import { moneyFormatter } from "@retail_pos_central/backend/money";

import { readPrice, shrinkPhoto } from "./walk_input";

const OUTCOMES = {
    ok: _t("Right"),
    wrong_price: _t("Another price"),
    no_label: _t("No label"),
    wrong_label: _t("Label of other goods"),
    unreadable: _t("Can't be read"),
    unknown: _t("Unknown code"),
};

export class PriceWalk extends Component {
    static template = "retail_pos_integrity.PriceWalk";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.code = useRef("code");
        this.state = useState({
            walk: null,
            stores: [],
            code: "",
            found: null,
            differs: null,
            busy: false,
            lines: [],
        });
        this.latest = new KeepLast();
        this.outcomes = OUTCOMES;
        this.differences = Object.keys(OUTCOMES).filter((name) => name !== "ok" && name !== "unknown");
        this.hasCamera = isBarcodeScannerSupported();
        useBus(useService("barcode").bus, "barcode_scanned", (ev) => this.look(ev.detail.barcode));
        onWillStart(async () => {
            this.state.stores = await this.orm.call("retail.price.walk", "get_stores", []);
            if (this.state.stores.length === 1) {
                await this.start(this.state.stores[0].id);
            }
        });
    }

    async start(storeId) {
        const walk = await this.orm.call("retail.price.walk", "start", [storeId]);
        this.money = moneyFormatter(walk.currency);
        const now = new Date().toISOString();
        const offers = await this.orm.call("retail.campaign.simulator", "get_offers", [
            storeId,
            now,
            "released",
        ]);
        this.compiled = compile(
            offers.map(({ offer }) => offer),
            { strict: false }
        );
        Object.assign(this.state, { walk, lines: walk.lines, found: null });
    }

    // Scanning --------------------------------------------------------------------------------

    async look(code) {
        const { walk } = this.state;
        if (!walk || !code.trim()) {
            return;
        }
        const answer = await this.latest.add(
            this.orm.call("retail.price.walk", "look", [walk.id, code.trim()])
        );
        this.state.code = "";
        this.state.differs = null;
        this.state.found = answer
            ? { code, ...answer, price: this.priceOf(answer.line) }
            : { code, unknown: true };
    }

    onSubmit() {
        return this.look(this.state.code);
    }

    async onCamera() {
        const code = await scanBarcode(this.env);
        if (code) {
            await this.look(code);
        }
    }

    /** What one unit (a kilogram) costs a customer who is nobody in particular, now. */
    priceOf(line) {
        const { store } = this.state.walk;
        const now = new Date().toISOString();
        const { id, price, measure, vat, groups } = line;
        const basket = {
            now,
            store: store.code,
            timezone: store.timezone,
            customer: null,
            coupons: [],
            tender: null,
            lines: [{ id, product: id, price, qty: "1", measure, vat, groups: [...groups], at: now }],
        };
        return evaluate(this.compiled, basket, { strict: false }).total;
    }

    // What was found ----------------------------------------------------------------------------

    differ() {
        this.state.differs = { outcome: "wrong_price", shelf: "", note: "", photo: null };
    }

    async onPhoto(ev) {
        const [file] = ev.target.files;
        this.state.differs.photo = file ? await shrinkPhoto(file) : null;
    }

    /** Another price is one that can be read and isn't the till's. */
    get canSave() {
        const { differs, found, walk } = this.state;
        const shelf = readPrice(differs.shelf, walk.currency.digits);
        return differs.outcome !== "wrong_price" || (shelf !== null && shelf !== found.price);
    }

    right() {
        return this.note({ outcome: "ok" });
    }

    unknown() {
        return this.note({ outcome: "unknown" });
    }

    save() {
        const { outcome, shelf, note, photo } = this.state.differs;
        const shelf_price = readPrice(shelf, this.state.walk.currency.digits) ?? 0;
        return this.note({ outcome, shelf_price, note, photo: photo?.data || null });
    }

    async note(values) {
        const { found, walk } = this.state;
        this.state.busy = true;
        try {
            const answer = await this.orm.call("retail.price.walk", "note", [
                walk.id,
                {
                    code: found.code,
                    product_id: found.product_id || false,
                    till_price: found.price ?? 0,
                    ...values,
                },
            ]);
            walk.checked = answer.checked;
            walk.differences = answer.differences;
            this.state.lines.unshift(answer.line);
            Object.assign(this.state, { found: null, differs: null });
            this.code.el?.focus();
            if (values.outcome !== "ok") {
                this.notification.add(_t("A task is made; a new label is in the queue."), {
                    type: "success",
                });
            }
        } finally {
            this.state.busy = false;
        }
    }

    async end() {
        await this.orm.call("retail.price.walk", "end", [this.state.walk.id]);
        await this.action.doAction("retail_pos_integrity.retail_price_walk_line_action");
    }

    sumText() {
        const { checked, differences } = this.state.walk;
        return _t("%(checked)s checked, %(wrong)s wrong", { checked, wrong: differences });
    }
}

registry.category("actions").add("retail_price_walk", PriceWalk);
