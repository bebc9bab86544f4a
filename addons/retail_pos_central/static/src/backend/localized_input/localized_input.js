/** One text in every installed language: a row per language, the language's code before it. */

import { Component } from "@odoo/owl";

export class LocalizedInput extends Component {
    static template = "retail_pos_central.LocalizedInput";
    static props = {
        languages: Array,
        value: { type: Object, optional: true },
        onChange: Function,
        onBlur: { type: Function, optional: true },
        onFocus: { type: Function, optional: true },
        multiline: { type: Boolean, optional: true },
        placeholder: { type: String, optional: true },
        readonly: { type: Boolean, optional: true },
        name: { type: String, optional: true },
    };
    static defaultProps = { name: "text" };

    textOf(lang) {
        return (this.props.value || {})[lang] || "";
    }

    onInput(lang, ev) {
        const value = { ...this.props.value };
        if (ev.target.value) {
            value[lang] = ev.target.value;
        } else {
            delete value[lang];
        }
        this.props.onChange(value, lang);
    }
}
