/** Names and state of the products and categories that a layout's buttons point to. */

import { useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { actionNamed, stepsOf } from "../../core/layout/actions";
import { drawButton, referencedIds } from "../../core/layout/layout";
import { localized } from "../../core/texts";

const FIELDS = { product: "product_id", category: "category_id" };

export function useLayoutTargets() {
    return new LayoutTargets(useService("orm"), useState({ product: {}, category: {} }));
}

class LayoutTargets {
    /** `known`: by type and id {name, sold, price}; null for a record that is gone. */
    constructor(orm, known) {
        Object.assign(this, { orm, known });
    }

    /** Reads what the document's buttons point to and is not known yet. */
    async load(document) {
        const { products, categories } = referencedIds(document);
        await Promise.all([
            this.loadType("product", products, (ids) => readProducts(this.orm, ids)),
            this.loadType("category", categories, (ids) => readCategories(this.orm, ids)),
        ]);
    }

    async loadType(type, all, read) {
        const known = this.known[type];
        const ids = all.filter((id) => id && !(id in known));
        if (ids.length) {
            const found = new Map((await read(ids)).map((record) => [record.id, record]));
            ids.forEach((id) => (known[id] = found.get(id) || null));
        }
    }

    /** {name, sold, price} of the record a button leads to, if it leads to one. */
    targetOf(action) {
        return this.known[action?.type]?.[action[FIELDS[action.type]]];
    }

    /** What a button does, in words: the product's name, the page's name, the action. */
    nameOf(action, document, lang) {
        switch (action?.type) {
            case "product":
            case "category":
                return this.targetOf(action)?.name || "";
            case "page": {
                const page = document.pages.find((each) => each.id === action.page);
                return page ? localized(page.name, lang) || page.id : "";
            }
            case "action":
                return localized(actionNamed(action.name)?.label, lang) || action.name || "";
            case "url":
                return action.url || "";
            case "sequence":
                return action.steps.map((step) => this.nameOf(step, document, lang)).join(" → ");
            default:
                return "";
        }
    }

    /** The button as a till draws it, with price and picture as far as the back office knows them. */
    faceOf(button, document, lang) {
        const face = drawButton(button, lang);
        const target = this.targetOf(face.action);
        const isProduct = face.action.type === "product";
        return {
            ...face,
            label: face.label || this.nameOf(face.action, document, lang),
            price: isProduct && !face.action.ask_price ? target?.price || "" : "",
            imageUrl: face.image || (face.picture && target ? pictureUrl(target) : ""),
            unavailable: target === null || target?.sold === false,
        };
    }

    /** Buttons that lead to goods or categories that are gone or not sold on tills. */
    problems(document) {
        return document.pages.flatMap((page, p) =>
            page.buttons.flatMap((button, b) =>
                stepsOf(button.action)
                    .map((step) => targetProblem(this.targetOf(step)))
                    .filter(Boolean)
                    .map((message) => ({
                        level: "error",
                        path: `pages.${p}.buttons.${b}.action`,
                        message,
                    }))
            )
        );
    }
}

const EVEN_ARCHIVED = { context: { active_test: false } };

async function readCategories(orm, ids) {
    const found = await orm.searchRead("pos.category", [["id", "in", ids]], ["display_name"], EVEN_ARCHIVED);
    return found.map(({ id, display_name }) => ({ id, name: display_name, sold: true }));
}

async function readProducts(orm, ids) {
    const fields = [
        "display_name",
        "active",
        "available_in_pos",
        "sale_ok",
        "lst_price",
        "currency_id",
        "write_date",
    ];
    const found = await orm.searchRead("product.product", [["id", "in", ids]], fields, EVEN_ARCHIVED);
    return found.map((product) => ({
        id: product.id,
        name: product.display_name,
        sold: product.active && product.available_in_pos && product.sale_ok,
        price: formatCurrency(product.lst_price, product.currency_id[0]),
        writeDate: product.write_date,
    }));
}

/** `undefined` is not known yet, `null` is gone. */
function targetProblem(target) {
    if (target === null) {
        return _t("What the button leads to has been deleted.");
    }
    return target && !target.sold
        ? _t("“%(product)s” is not sold on tills.", { product: target.name })
        : null;
}

function pictureUrl({ id, writeDate }) {
    const unique = encodeURIComponent(writeDate);
    return `/web/image?model=product.product&field=image_128&id=${id}&unique=${unique}`;
}
