/** The side panel for selected buttons: text, action, look, place. Several at once share a look. */

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

import { BUTTON_KEYS } from "../../core/layout/actions";
import { localized } from "../../core/texts";
import { LocalizedInput } from "../localized_input/localized_input";
import { ActionFields } from "./action_fields";
import { ColorField } from "./color_field";
import { ConditionFields } from "./condition_fields";
import { IconField } from "./icon_field";
import { ImageField } from "./image_field";
import { ACTION_TYPES } from "./layout_choices";

export class ButtonPanel extends Component {
    static template = "retail_pos_central.ButtonPanel";
    static components = { ActionFields, ColorField, ConditionFields, IconField, ImageField, LocalizedInput };
    static props = {
        document: Object,
        buttons: Array,
        languages: Array,
        lang: String,
        targetName: Function,
        problems: Array,
        onChange: Function,
        onSeal: Function,
        /** The layout that is extended, and how the one button stands to it. */
        baseName: { type: String, optional: true },
        standing: { type: String, optional: true },
        onFollow: { type: Function, optional: true },
        readonly: { type: Boolean, optional: true },
    };

    actionTypes = ACTION_TYPES;
    keys = BUTTON_KEYS;

    get button() {
        return this.props.buttons[0];
    }

    get useRole() {
        return this.button.use_roles?.[0] || "";
    }

    get isSingle() {
        return this.props.buttons.length === 1;
    }

    get countText() {
        return _t("%(count)s buttons", { count: this.props.buttons.length });
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
        if (action?.type === "product" && action.product_id && this.button.picture === undefined) {
            values.picture = "product";
        }
        this.set(values);
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
