/** The properties of one receipt block: its text and look, its code, and when it is printed. */

import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";

import { RECEIPT_KINDS } from "../../core/receipt/document";
import { insertField } from "../../core/receipt/editing";
import { documentedFields } from "../../core/receipt/fields";
import { LocalizedInput } from "../localized_input/localized_input";
import { ALIGNMENTS, BLOCK_LABELS, KIND_LABELS, SIZES } from "./receipt_choices";

export class BlockPanel extends Component {
    static template = "retail_pos_central.BlockPanel";
    static components = { Dropdown, DropdownItem, LocalizedInput };
    static props = {
        block: Object,
        index: Number,
        languages: Array,
        lang: String,
        problems: Array,
        onChange: Function,
        onKinds: Function,
        onCondition: Function,
        onSeal: Function,
        readonly: { type: Boolean, optional: true },
    };

    alignments = ALIGNMENTS;
    sizes = SIZES;
    kinds = RECEIPT_KINDS;
    kindLabels = KIND_LABELS;

    setup() {
        // The input that was last written in: where a chosen field goes.
        this.lastInput = null;
    }

    get label() {
        return BLOCK_LABELS[this.props.block.type][0];
    }

    get hasText() {
        return ["text", "return_terms"].includes(this.props.block.type);
    }

    get hasData() {
        return ["barcode", "qr"].includes(this.props.block.type);
    }

    get fields() {
        return documentedFields(this.props.lang);
    }

    get chosenKinds() {
        return this.props.block.if?.kind || this.kinds;
    }

    set(values, key = null) {
        this.props.onChange(values, key && `${this.props.index}/${key}`);
    }

    setText(text, lang) {
        this.set({ text }, `text/${lang}`);
    }

    /** "", "yes" or "no" of a select, for a condition that may also be absent. */
    setAnswer(name, ev) {
        this.props.onCondition(name, { yes: true, no: false }[ev.target.value]);
    }

    answerOf(name) {
        return { true: "yes", false: "no" }[this.props.block.if?.[name]] || "";
    }

    get minTotal() {
        const minor = this.props.block.if?.min_total;
        return minor === undefined ? "" : minor / 100;
    }

    setMinTotal(ev) {
        const minor = Math.round(Number(ev.target.value) * 100);
        const isGiven = ev.target.value !== "" && Number.isInteger(minor) && minor >= 0;
        this.props.onCondition("min_total", isGiven ? minor : undefined);
    }

    toggleKind(kind, checked) {
        const chosen = this.chosenKinds.filter((each) => each !== kind);
        this.props.onKinds(this.kinds.filter((each) => chosen.includes(each) || (checked && each === kind)));
    }

    onTextFocus(lang, ev) {
        this.lastInput = { lang, element: ev.target };
    }

    /** Puts a field where the caret is, or at the end of the shown language's text. */
    insert(field) {
        if (this.hasData) {
            const { text } = insertField(this.props.block.data || "", field);
            this.set({ data: text });
            return;
        }
        const { lang, element } = this.lastInput || { lang: this.props.lang };
        const old = this.props.block.text?.[lang] || "";
        const { text, caret } = insertField(old, field, element?.selectionStart, element?.selectionEnd);
        this.set({ text: { ...this.props.block.text, [lang]: text } });
        if (element) {
            element.value = text;
            // The menu gives the focus back to its button as it closes: after that, writing goes on.
            requestAnimationFrame(() => {
                element.focus();
                element.setSelectionRange(caret, caret);
            });
        }
    }

    setNumber(name, ev, min, max) {
        const value = Number(ev.target.value);
        if (Number.isInteger(value) && value >= min && value <= max) {
            this.set({ [name]: value });
        } else {
            ev.target.value = this.props.block[name] ?? min;
        }
    }
}
