/**
 * Client action `retail_campaign_simulator`: any basket, store, customer, coupon and moment, priced by
 * the engine that tills run, with the reason why each campaign counted or not.
 */

import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { jsToPyLocale } from "@web/core/l10n/utils";
import { RecordAutocomplete } from "@web/core/record_selectors/record_autocomplete";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { CampaignError, compile, evaluate } from "../../core/campaigns/engine";
import { formatRate } from "../../core/money";
import { moneyFormatter } from "../money";
import { explanationOf, hintText } from "./explanations";

/* global luxon */
const { DateTime } = luxon;
const INPUT_FORMAT = "yyyy-MM-dd'T'HH:mm";

export class CampaignSimulator extends Component {
    static template = "retail_pos_central.CampaignSimulator";
    static components = { Layout, RecordAutocomplete };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.lang = jsToPyLocale(user.lang);
        this.display = { controlPanel: {} };
        this.state = useState({
            lines: [],
            storeId: null,
            customerGroups: [],
            coupons: "",
            tender: "",
            at: "",
            source: "draft",
            offers: [],
            showAll: false,
        });
        this.latest = new KeepLast();
        onWillStart(() => this.start());
    }

    async start() {
        this.choices = await this.orm.call("retail.campaign.simulator", "get_start", []);
        this.money = moneyFormatter(this.choices.currency);
        const first = this.choices.stores.find((store) => store.kind === "store") || this.choices.stores[0];
        this.state.storeId = first?.id ?? null;
        this.opened = DateTime.now();
        this.state.at = this.opened.setZone(this.timezone).toFormat(INPUT_FORMAT);
        await this.reload();
        await this.addProducts(this.props.action.context?.retail_product_ids || []);
    }

    get store() {
        return this.choices.stores.find((store) => store.id === this.state.storeId);
    }

    /** A node of the tree by its own name, indented: with all above it the name would not fit. */
    storeLabel({ name, depth }) {
        return "\u2003".repeat(depth) + name;
    }

    get timezone() {
        return this.store?.timezone || "Europe/Oslo";
    }

    /** The moment on the store's clock as an instant; the minute of opening is now, with what was released in it. */
    get now() {
        const moment = DateTime.fromFormat(this.state.at, INPUT_FORMAT, { zone: this.timezone });
        const isOpening = !moment.isValid || +moment === +this.opened.startOf("minute");
        return (isOpening ? this.opened.setZone(this.timezone) : moment).toISO();
    }

    readOffers() {
        const { storeId, source } = this.state;
        return storeId
            ? this.orm.call("retail.campaign.simulator", "get_offers", [storeId, this.now, source])
            : Promise.resolve([]);
    }

    /** Goods at the price of the store and moment: dated prices may be about to change. */
    readGoods(ids) {
        return ids.length
            ? this.orm.call("retail.campaign.simulator", "get_goods", [ids, this.state.storeId, this.now])
            : Promise.resolve([]);
    }

    /** After a change of store, moment or source; an answer that comes late is dropped. */
    async reload() {
        const ids = this.state.lines.map((line) => Number(line.id));
        const [offers, goods] = await this.latest.add(Promise.all([this.readOffers(), this.readGoods(ids)]));
        this.state.offers = offers;
        for (const line of this.state.lines) {
            const product = goods.find(({ id }) => id === line.id);
            Object.assign(line, product);
        }
    }

    // The basket --------------------------------------------------------------------------

    get productDomain() {
        return [
            ["available_in_pos", "=", true],
            ["sale_ok", "=", true],
        ];
    }

    get searchPlaceholder() {
        return _t("Search goods by name or barcode");
    }

    async addProducts(ids) {
        const known = this.state.lines.filter((line) => ids.includes(Number(line.id)));
        known.forEach((line) => (line.qty = String(Number(line.qty) + 1)));
        const fresh = ids.filter((id) => !this.state.lines.some((line) => line.id === String(id)));
        if (fresh.length) {
            const goods = await this.readGoods(fresh);
            this.state.lines.push(...goods.map((product) => ({ ...product, qty: "1" })));
        }
    }

    onStoreChange(ev) {
        this.state.storeId = Number(ev.target.value);
        return this.reload();
    }

    onQtyChange(line, ev) {
        const qty = ev.target.value.trim().replace(",", ".");
        const valid = line.measure === "weight" ? /^-?\d+(\.\d{1,3})?$/ : /^-?\d+$/;
        if (valid.test(qty)) {
            line.qty = qty;
        }
        ev.target.value = line.qty;
    }

    remove(line) {
        this.state.lines.splice(this.state.lines.indexOf(line), 1);
    }

    onMomentChange(ev) {
        this.state.at = ev.target.value;
        return this.reload();
    }

    onSourceChange(ev) {
        this.state.source = ev.target.value;
        return this.reload();
    }

    toggleGroup(code, checked) {
        const others = this.state.customerGroups.filter((each) => each !== code);
        this.state.customerGroups = checked ? [...others, code] : others;
    }

    // The result --------------------------------------------------------------------------

    get basket() {
        const { lines, customerGroups, coupons, tender } = this.state;
        return {
            now: this.now,
            store: this.store?.code || "",
            timezone: this.timezone,
            customer: customerGroups.length ? { groups: [...customerGroups] } : null,
            coupons: coupons.split(/[\s,;]+/).filter(Boolean),
            tender: tender || null,
            lines: lines.map(({ id, price, qty, measure, vat, groups }) => ({
                id,
                product: id,
                price,
                qty,
                measure,
                vat,
                groups: [...groups],
            })),
        };
    }

    get result() {
        const offers = this.state.offers.map(({ offer }) => JSON.parse(JSON.stringify(offer)));
        try {
            return evaluate(compile(offers, { strict: false }), this.basket, { explain: true });
        } catch (error) {
            if (error instanceof CampaignError) {
                return { error: error.message };
            }
            throw error;
        }
    }

    offerName(id) {
        const { offer } = this.state.offers.find((each) => each.offer.id === id) || {};
        return offer?.names?.[this.lang] || offer?.name || id;
    }

    savesText(result) {
        return _t("saves %(amount)s", { amount: this.money(this.regularOf(result) - result.total) });
    }

    vatText({ rate, vat, net }) {
        return _t("VAT %(rate)s: %(vat)s of %(net)s", {
            rate: formatRate(rate, this.lang),
            vat: this.money(vat),
            net: this.money(net),
        });
    }

    refusedText(code) {
        return _t("The coupon %(code)s is not valid here.", { code });
    }

    showAllText(result) {
        return _t("Show the campaigns on other goods as well (%(count)s)", {
            count: this.hiddenCount(result),
        });
    }

    regularOf(result) {
        return result.lines.reduce((sum, line) => sum + line.gross, 0);
    }

    /** Each campaign with its reason; those that have nothing to do with the basket on demand. */
    explanations(result) {
        const told = result.explain.map((entry) =>
            explanationOf(entry, { name: (id) => this.offerName(id), money: this.money })
        );
        return told.filter((entry) => this.state.showAll || entry.reason !== "goods");
    }

    hiddenCount(result) {
        return result.explain.filter((entry) => entry.reason === "goods").length;
    }

    hints(result) {
        return result.hints.map((hint) =>
            hintText(hint, { name: (id) => this.offerName(id), money: this.money })
        );
    }

    openCampaign(offerId) {
        const entry = this.state.offers.find(({ offer }) => offer.id === offerId);
        if (entry) {
            this.action.doAction({
                type: "ir.actions.act_window",
                res_model: "retail.campaign",
                res_id: entry.res_id,
                views: [[false, "form"]],
            });
        }
    }
}

registry.category("actions").add("retail_campaign_simulator", CampaignSimulator);
