/**
 * The price check answers more than the price: stock here and nearby, care, warranty, what goes with it, documents.
 *
 * What the till keeps shows at once; this moment's stock follows when head office answers, and the figure's age stands beside it.
 */

import { onWillUnmount } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { user } from "@web/core/user";
import { localized } from "@retail_pos_central/core/texts";
import { PriceCheck } from "@retail_pos_central/till/price_check/price_check";
import { shelfPrice } from "@retail_pos_central/till/prices";
import { tillNow } from "@retail_pos_central/till/sync/till_clock";
import { openingNow } from "../core/opening";
import { ageMinutes } from "../core/stock";

const KINDS = ["needs", "fits", "accessory", "alternative", "replaced_by"];
const NEARBY = 6;

patch(PriceCheck, { props: { ...PriceCheck.props, product: { type: Object, optional: true } } });

patch(PriceCheck.prototype, {
    setup() {
        super.setup();
        Object.assign(this.state, { answer: null, stock: null, asking: false, allStores: false });
        this.objectUrls = [];
        onWillUnmount(() => this.objectUrls.forEach((url) => URL.revokeObjectURL(url)));
        if (this.props.product) {
            this.show(this.props.product);
        }
    },

    async show(product) {
        await super.show(product);
        await this.tellMore(product);
    },

    clear(message) {
        super.clear(message);
        // Nothing of the goods before, and no answer that is still on its way for them.
        this.asked = null;
        Object.assign(this.state, { answer: null, stock: null, asking: false, allStores: false });
    },

    async tellMore(product) {
        const book = this.pos.retailAnswers;
        if (!book) {
            return;
        }
        // Another code may be scanned while an answer is on its way.
        const asked = (this.asked = product.id);
        const isStill = () => this.asked === asked;
        // Coffee from the machine has no stock: "none" would be a wrong answer.
        const isStocked = product.product_tmpl_id.is_storable;
        const [row, kept] = await Promise.all([
            book.get(product.product_tmpl_id.id),
            isStocked ? book.stockKept(asked) : null,
        ]);
        if (!isStill()) {
            return;
        }
        this.state.answer = row && (await this.describe(row));
        this.state.stock = kept && this.stockTable(kept);
        if (!isStocked) {
            return;
        }
        this.state.asking = true;
        const now = await book.stockNow(asked);
        if (isStill()) {
            this.state.asking = false;
            this.state.stock = now ? this.stockTable(now) : this.state.stock;
        }
    },

    get lang() {
        return user.lang?.replace("-", "_");
    },

    async describe(row) {
        await this.pos.retailBringGoods({ templates: row.links.map(({ id }) => id) });
        const documents = await Promise.all(
            row.documents.map(async (file) => {
                const url = await this.pos.retailAnswers.fileUrl(file);
                if (url.startsWith("blob:")) {
                    this.objectUrls.push(url);
                }
                return { ...file, url, isPicture: file.mimetype.startsWith("image/") };
            })
        );
        const names = {
            needs: _t("Needs"),
            fits: _t("Fits with"),
            accessory: _t("Accessories"),
            alternative: _t("Alternatives"),
            replaced_by: _t("Replaced by"),
        };
        return {
            care: localized(row.care, this.lang),
            warranty: this.warrantyText(row),
            pictures: documents.filter(({ isPicture }) => isPicture),
            documents: documents.filter(({ isPicture }) => !isPicture),
            groups: KINDS.map((kind) => ({
                kind,
                name: names[kind],
                links: row.links.filter((link) => link.kind === kind).map((link) => this.describeLink(link)),
            })).filter(({ links }) => links.length),
        };
    },

    describeLink(link) {
        const product = this.pos.models["product.template"].get(link.id)?.product_variant_ids[0];
        return {
            ...link,
            name: localized(link.name, this.lang),
            note: localized(link.note, this.lang),
            price: product ? formatCurrency(shelfPrice(this.pos, product), this.pos.currency.id) : "",
        };
    },

    warrantyText({ warranty_months, warranty }) {
        const years = warranty_months / 12;
        const period = !warranty_months
            ? ""
            : Number.isInteger(years)
              ? years === 1
                  ? _t("1 year")
                  : _t("%s years", years)
              : _t("%s months", warranty_months);
        return [period, localized(warranty, this.lang)].filter(Boolean).join(" – ");
    },

    stockTable({ at, rows }) {
        return {
            at,
            here: rows[0] && this.describeStock(rows[0]),
            others: rows.slice(1).map((row) => this.describeStock(row)),
        };
    },

    describeStock({ store, qty }) {
        const name = this.state.found.product.uom_id?.name || "";
        // Odoo calls its unit so in every language.
        const unit = name === "Units" ? _t("pcs") : name;
        return {
            id: store.id,
            name: store.name,
            place: [store.street, store.city].filter(Boolean).join(", "),
            phone: store.phone,
            distance: store.distance_km === null ? "" : _t("%s km", Math.round(Number(store.distance_km))),
            hours: this.openingText(store),
            qty,
            text: qty > 0 ? `${qty.toLocaleString(user.lang)} ${unit}` : _t("none"),
        };
    },

    openingText({ opening, timezone }) {
        const { known, open, until, next } = openingNow(opening, tillNow(), timezone);
        if (!known) {
            return "";
        }
        if (open) {
            return _t("open until %s", until);
        }
        if (!next) {
            return _t("closed");
        }
        if (next.days === 0) {
            return _t("opens at %s", next.at);
        }
        const days = [
            _t("Monday"),
            _t("Tuesday"),
            _t("Wednesday"),
            _t("Thursday"),
            _t("Friday"),
            _t("Saturday"),
            _t("Sunday"),
        ];
        const day = next.days === 1 ? _t("tomorrow") : days[next.weekday - 1];
        return _t("closed, opens %(day)s at %(time)s", { day, time: next.at });
    },

    /** How old the stock figure is, in words. */
    get stockAge() {
        const minutes = ageMinutes(this.state.stock.at, tillNow());
        if (minutes < 2) {
            return _t("just now");
        }
        if (minutes < 120) {
            return _t("%s minutes ago", minutes);
        }
        return minutes < 2880
            ? _t("%s hours ago", Math.floor(minutes / 60))
            : _t("%s days ago", Math.floor(minutes / 1440));
    },

    get otherStores() {
        const { others } = this.state.stock;
        return this.state.allStores ? others : others.slice(0, NEARBY);
    },

    /** Other goods go onto the sale with one tap; the panel stays, for there may be more to say. */
    async addLinked(link) {
        const product = await this.findLinked(link);
        if (!product) {
            this.pos.notification.add(_t("%s isn't sold at this till.", link.name), { type: "warning" });
            return;
        }
        await this.pos.addLineToCurrentOrder({
            product_id: product,
            product_tmpl_id: product.product_tmpl_id,
        });
        this.pos.notification.add(_t("%s is on the sale.", link.name), { type: "success" });
    },

    async showLinked(link) {
        const product = await this.findLinked(link);
        if (product) {
            await this.show(product);
        }
    },

    async findLinked(link) {
        const known = this.pos.models["product.template"].get(link.id)?.product_variant_ids[0];
        return known || (link.code ? this.pos.retailFindProduct(link.code) : null);
    },

    openDocument(file) {
        window.open(file.url, "_blank", "noopener");
    },

    get pictureUrl() {
        return this.state.found?.product.product_tmpl_id.image_128
            ? this.state.found.product.getImageUrl()
            : null;
    },
});
