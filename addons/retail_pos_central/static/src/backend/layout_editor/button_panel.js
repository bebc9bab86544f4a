/** The side panel for selected buttons: text, action, look, place. Several at once share a look. */

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RecordAutocomplete } from "@web/core/record_selectors/record_autocomplete";

import { documentedActions } from "../../core/layout/actions";
import { localized } from "../../core/texts";
import { LocalizedInput } from "../localized_input/localized_input";
import { ColorField } from "./color_field";
import { ConditionFields } from "./condition_fields";
import { IconField } from "./icon_field";
import { ACTION_TYPES } from "./layout_choices";

export class ButtonPanel extends Component {
    static template = "retail_pos_central.ButtonPanel";
    static components = { ColorField, ConditionFields, IconField, LocalizedInput, RecordAutocomplete };
    static props = {
        document: Object,
        buttons: Array,
        languages: Array,
        lang: String,
        targetName: Function,
        problems: Array,
        onChange: Function,
        onSeal: Function,
        readonly: { type: Boolean, optional: true },
    };

    actionTypes = ACTION_TYPES;

    get button() {
        return this.props.buttons[0];
    }

    get isSingle() {
        return this.props.buttons.length === 1;
    }

    get countText() {
        return _t("%(count)s buttons", { count: this.props.buttons.length });
    }

    get actions() {
        return documentedActions(this.props.lang);
    }

    get action() {
        return this.button.action || {};
    }

    isMixed(name) {
        return new Set(this.props.buttons.map((button) => button[name])).size > 1;
    }

    /** A value that all selected buttons share, else null. */
    shared(name) {
        return this.isMixed(name) ? null : (this.button[name] ?? null);
    }

    get productTitle() {
        return _t("Product");
    }

    get productPlaceholder() {
        return _t("Search by name or barcode");
    }

    get categoryTitle() {
        return _t("Category");
    }

    get categoryPlaceholder() {
        return _t("Search a category of the till");
    }

    get productDomain() {
        return [
            ["available_in_pos", "=", true],
            ["sale_ok", "=", true],
        ];
    }

    get pages() {
        return this.props.document.pages.map((page) => [
            page.id,
            localized(page.name, this.props.lang) || page.id,
        ]);
    }

    get problems() {
        const ids = this.props.buttons.map((button) => button.id);
        return this.props.problems.filter((problem) => ids.includes(problem.buttonId));
    }

    set(values, key = null) {
        this.props.onChange(values, key);
    }

    setAction(action) {
        const values = { action };
        if (action.type === "product" && action.product_id && this.button.picture === undefined) {
            values.picture = "product";
        }
        this.set(values);
    }

    onTypeChange(ev) {
        const fresh = {
            product: { type: "product", product_id: null, qty: "1" },
            category: { type: "category", category_id: null },
            page: { type: "page", page: this.pages[0][0] },
            action: { type: "action", name: this.actions[0].name },
        };
        this.set({ action: fresh[ev.target.value] || null });
    }

    onQtyChange(ev) {
        const qty = ev.target.value.trim().replace(",", ".");
        if (/^\d+(\.\d{1,3})?$/.test(qty) && Number(qty) > 0) {
            this.setAction({ ...this.action, qty });
        } else {
            ev.target.value = this.action.qty || "1";
        }
    }

    onPlaceChange(name, ev) {
        const value = Number(ev.target.value) - (name === "x" || name === "y" ? 1 : 0);
        if (!Number.isInteger(value) || !this.props.onChange({ [name]: value })) {
            ev.target.value = this.placeValue(name);
        }
    }

    /** People count columns and rows from 1. */
    placeValue(name) {
        return this.button[name] + (name === "x" || name === "y" ? 1 : 0);
    }
}
