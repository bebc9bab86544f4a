/** What a button does, to be chosen; a sequence holds the same fields once for each of its steps. */

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RecordAutocomplete } from "@web/core/record_selectors/record_autocomplete";

import { documentedActions } from "../../core/layout/actions";
import { MAX_STEPS } from "../../core/layout/check";
import { ACTION_TYPES } from "./layout_choices";

export class ActionFields extends Component {
    static template = "retail_pos_central.ActionFields";
    static components = { RecordAutocomplete };
    static props = {
        id: { type: String, optional: true },
        itemKey: String,
        action: { type: [Object, { value: null }], optional: true },
        types: Array,
        pages: Array,
        lang: String,
        targetName: Function,
        onChange: Function,
        readonly: { type: Boolean, optional: true },
    };

    maxSteps = MAX_STEPS;
    stepTypes = ACTION_TYPES.filter(([type]) => type !== "sequence");

    get action() {
        return this.props.action || {};
    }

    get actions() {
        return documentedActions(this.props.lang);
    }

    get kindTitle() {
        return _t("When tapped");
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

    /** The action with other values; undefined takes a value away. */
    set(values) {
        const changed = Object.entries({ ...this.action, ...values });
        this.props.onChange(Object.fromEntries(changed.filter(([, value]) => value !== undefined)));
    }

    onTypeChange(ev) {
        const fresh = {
            product: { type: "product", product_id: null, qty: "1" },
            category: { type: "category", category_id: null },
            page: { type: "page", page: this.props.pages[0][0] },
            action: { type: "action", name: this.actions[0].name },
            url: { type: "url", url: "" },
            sequence: { type: "sequence", steps: this.action.type ? [this.action] : [] },
        };
        this.props.onChange(fresh[ev.target.value] || null);
    }

    onQtyChange(ev) {
        const qty = ev.target.value.trim().replace(",", ".");
        if (/^\d+(\.\d{1,3})?$/.test(qty) && Number(qty) > 0) {
            this.set({ qty });
        } else {
            ev.target.value = this.action.qty || "1";
        }
    }

    limitOf(role) {
        return this.action.limits?.[role] ?? "";
    }

    /** `name` is "percent", or the role whose limit it is; empty is none. */
    onPercentChange(name, ev) {
        const typed = ev.target.value.trim();
        const value = typed ? Number(typed) : undefined;
        if (typed && !(Number.isInteger(value) && value >= 1 && value <= 100)) {
            ev.target.value = name === "percent" ? (this.action.percent ?? "") : this.limitOf(name);
        } else if (name === "percent") {
            this.set({ percent: value });
        } else {
            const limits = { ...this.action.limits, [name]: value };
            if (!value) {
                delete limits[name];
            }
            this.set({ limits: Object.keys(limits).length ? limits : undefined });
        }
    }

    // Steps of a sequence ------------------------------------------------------------------

    addStep() {
        this.set({ steps: [...this.action.steps, { type: "action", name: this.actions[0].name }] });
    }

    setStep(index, step) {
        this.set({ steps: this.action.steps.map((each, at) => (at === index ? step || {} : each)) });
    }

    moveStep(index, by) {
        const steps = [...this.action.steps];
        const [step] = steps.splice(index, 1);
        steps.splice(index + by, 0, step);
        this.set({ steps });
    }

    removeStep(index) {
        this.set({ steps: this.action.steps.filter((_step, at) => at !== index) });
    }
}

ActionFields.components.ActionFields = ActionFields;
