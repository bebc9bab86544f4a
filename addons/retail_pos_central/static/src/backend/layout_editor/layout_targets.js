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
    const orm = useService("orm");
    // By type and id: {name, sold, price}; null for a record that is gone.
    const known = useState({ product: {}, category: {} });

    async function read(type, ids) {
        const all = { context: { active_test: false } };
        const domain = [["id", "in", ids]];
        if (type === "category") {
            const found = await orm.searchRead("pos.category", domain, ["display_name"], all);
            return found.map(({ id, display_name }) => ({ id, name: display_name, sold: true }));
        }
        const fields = [
            "display_name",
            "active",
            "available_in_pos",
            "sale_ok",
            "lst_price",
            "currency_id",
            "write_date",
        ];
        const found = await orm.searchRead("product.product", domain, fields, all);
        return found.map((product) => ({
            id: product.id,
            name: product.display_name,
            sold: product.active && product.available_in_pos && product.sale_ok,
            price: formatCurrency(product.lst_price, product.currency_id[0]),
            writeDate: product.write_date,
        }));
    }

    async function loadType(type, document) {
        const { products, categories } = referencedIds(document);
        const ids = (type === "product" ? products : categories).filter((id) => id && !(id in known[type]));
        if (ids.length) {
            const found = new Map((await read(type, ids)).map((record) => [record.id, record]));
            ids.forEach((id) => (known[type][id] = found.get(id) || null));
        }
    }

    const targetOf = (action) => known[action?.type]?.[action[FIELDS[action.type]]];

    /** What a button does, in words: the product's name, the page's name, the action. */
    function nameOf(action, document, lang) {
        switch (action?.type) {
            case "product":
            case "category":
                return targetOf(action)?.name || "";
            case "page": {
                const page = document.pages.find((each) => each.id === action.page);
                return page ? localized(page.name, lang) || page.id : "";
            }
            case "action":
                return localized(actionNamed(action.name)?.label, lang) || action.name || "";
            case "url":
                return action.url || "";
            case "sequence":
                return action.steps.map((step) => nameOf(step, document, lang)).join(" → ");
            default:
                return "";
        }
    }

    return {
        load: (document) => Promise.all(Object.keys(FIELDS).map((type) => loadType(type, document))),

        /** {name, sold, price} of the record a button leads to, if it leads to one. */
        targetOf,

        nameOf,

        /** The button as a till draws it, with price and picture as far as the back office knows them. */
        faceOf(button, document, lang) {
            const face = drawButton(button, lang);
            const target = targetOf(face.action);
            const isProduct = face.action.type === "product";
            return {
                ...face,
                label: face.label || nameOf(face.action, document, lang),
                price: isProduct && !face.action.ask_price ? target?.price || "" : "",
                imageUrl: face.image || (face.picture && target ? pictureUrl(target) : ""),
                unavailable: target === null || target?.sold === false,
            };
        },

        /** Buttons that lead to goods or categories that are gone or not sold on tills. */
        problems(document) {
            const problems = [];
            document.pages.forEach((page, p) =>
                page.buttons.forEach((button, b) => {
                    const path = `pages.${p}.buttons.${b}.action`;
                    for (const step of stepsOf(button.action)) {
                        const message = targetProblem(targetOf(step));
                        if (message) {
                            problems.push({ level: "error", path, message });
                        }
                    }
                })
            );
            return problems;
        },
    };
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
