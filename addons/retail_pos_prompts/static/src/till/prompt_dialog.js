/** One prompt on screen: its text, and what the cashier may answer. Scans never press its buttons. */

import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { tillLanguage } from "@retail_pos_central/till/language/till_language";
import { answerWords } from "../core/answer_words";
import { KeyRun } from "../core/key_run";
import { readAnswer } from "../core/prompts";

const TYPED = ["text", "number", "date", "serial", "age"];

export class PromptDialog extends Component {
    static template = "retail_pos_prompts.PromptDialog";
    static components = { Dialog };
    static props = {
        prompt: Object,
        texts: Object,
        goods: String,
        context: Object,
        desk: Object,
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ typed: "", problem: "" });
        this.desk = useState(this.props.desk.state);
        // Scanners at a box wait there while a window is open.
        this.scans = useState(usePos().retailScans?.state || { waiting: 0 });
        this.keys = new KeyRun();
        useAutofocus({ refName: "typed" });
        if (this.kind === "serial") {
            onMounted(() => (this.props.desk.codeTaker = (code) => this.answer(code)));
            onWillUnmount(() => (this.props.desk.codeTaker = null));
        }
    }

    get waiting() {
        return this.desk.waiting + this.scans.waiting;
    }

    get kind() {
        return this.props.prompt.kind;
    }

    get isTyped() {
        return TYPED.includes(this.kind);
    }

    get inputMode() {
        return { number: "decimal", date: "numeric", age: "numeric" }[this.kind] || "text";
    }

    get placeholder() {
        return ["date", "age"].includes(this.kind) ? _t("dd.mm.yyyy") : "";
    }

    get inputLabel() {
        return this.kind === "age" ? _t("Date of birth") : this.props.texts.name;
    }

    get looksOver() {
        return answerWords(this.props.prompt, "looks_over", tillLanguage());
    }

    get refuseLabel() {
        return ["product", "total"].includes(this.props.prompt.moment) ? _t("Leave It Out") : _t("Cancel");
    }

    get maySkip() {
        return !this.props.prompt.required && this.kind !== "information";
    }

    onKeydown(ev) {
        const now = ev.timeStamp;
        if (ev.key !== "Enter") {
            this.keys.push(ev.key, now);
            return;
        }
        ev.preventDefault();
        const code = this.keys.end(now);
        if (code && this.kind !== "serial") {
            // Goods scanned into the field: they wait, and the field is as it was.
            const { typed } = this.state;
            this.state.typed = typed.endsWith(code) ? typed.slice(0, -code.length) : typed;
            // A scanner may be faster than the screen is drawn: then Owl sees no change to draw.
            ev.target.value = this.state.typed;
            this.props.desk.pos.barcodeReader.scan(code);
            return;
        }
        this.answer(this.state.typed);
    }

    answer(typed) {
        const { value, problem } = readAnswer(this.props.prompt, typed, this.props.context);
        if (problem) {
            this.state.problem = this.problemText(problem);
            return;
        }
        this.done({ answer: value });
    }

    problemText(problem) {
        return {
            empty: _t("Type an answer."),
            long: _t("That is too long."),
            number: _t("Type a number."),
            date: _t("Type a date, such as 24.12.2001."),
            choice: _t("Choose one."),
            too_young: _t("Not %s years old yet.", this.props.prompt.age?.limit),
        }[problem];
    }

    looksOld() {
        this.done({ answer: "looks_over" });
    }

    confirm(isYes) {
        const refuses = !isYes && this.props.prompt.required;
        this.done(refuses ? { refused: true } : { answer: isYes ? "yes" : "no" });
    }

    skip() {
        this.done({ skipped: true });
    }

    refuse() {
        this.done({ refused: true });
    }

    done(payload) {
        this.props.getPayload(payload);
        this.props.close();
    }
}
