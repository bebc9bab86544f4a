/** Names of the products and categories that a layout's buttons point to. */

import { useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

import { actionNamed } from "../../core/layout/actions";
import { localized } from "../../core/texts";

const MODELS = {
    product: ["product.product", "product_id"],
    category: ["pos.category", "category_id"],
};

export function useLayoutTargets() {
    const nameService = useService("name");
    const names = useState({ product: {}, category: {} });

    async function loadType(type, document) {
        const [model, field] = MODELS[type];
        const ids = new Set();
        for (const page of document.pages) {
            for (const button of page.buttons) {
                const id = button.action?.type === type && button.action[field];
                if (id && !(id in names[type])) {
                    ids.add(id);
                }
            }
        }
        if (ids.size) {
            const loaded = await nameService.loadDisplayNames(model, [...ids]);
            for (const [id, name] of Object.entries(loaded)) {
                // A product that is gone has no name: the check says so, the label stays empty.
                names[type][id] = typeof name === "string" ? name : "";
            }
        }
    }

    return {
        load: (document) => Promise.all(Object.keys(MODELS).map((type) => loadType(type, document))),
        /** What a button does, in words: the product's name, the page's name, the action. */
        nameOf(action, document, lang) {
            switch (action?.type) {
                case "product":
                    return names.product[action.product_id] || "";
                case "category":
                    return names.category[action.category_id] || "";
                case "page": {
                    const page = document.pages.find((each) => each.id === action.page);
                    return page ? localized(page.name, lang) || page.id : "";
                }
                case "action":
                    return localized(actionNamed(action.name)?.label, lang) || action.name || "";
                default:
                    return "";
            }
        },
    };
}
