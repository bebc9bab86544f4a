/**
 * Field widget `retail_receipt_designer`: the blocks of a receipt on the left, the chosen one's
 * properties in the middle, the receipt itself on the right, always as it will print.
 */

import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { checkTemplate } from "../../core/receipt/check";
import { RECEIPT_KINDS } from "../../core/receipt/document";
import * as editing from "../../core/receipt/editing";
import { defaultTemplate, sampleData } from "../../core/receipt/sample";
import { localized } from "../../core/texts";
import { useDocumentField } from "../document_field";
import { useLanguages } from "../languages";
import { ProblemList } from "../problem_list/problem_list";
import { BlockPanel } from "./block_panel";
import { BLOCK_LABELS, conditionWords, KIND_LABELS, PAPERS, VIEWS } from "./receipt_choices";
import { companyLogo } from "./receipt_logo";
import { ReceiptPreview } from "./receipt_preview";

export class ReceiptDesigner extends Component {
    static template = "retail_pos_central.ReceiptDesigner";
    static components = { BlockPanel, Dropdown, DropdownItem, ProblemList, ReceiptPreview };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.languages = useLanguages();
        this.list = useRef("list");
        this.state = useState({ selected: null, kind: "sale", columns: null, logo: null, view: "paper" });
        this.field = useDocumentField(
            () => this.props,
            defaultTemplate,
            () => (this.state.selected = null)
        );
        this.kinds = RECEIPT_KINDS;
        this.kindLabels = KIND_LABELS;
        this.papers = PAPERS;
        this.views = VIEWS;
        this.blockTypes = editing.BLOCK_TYPES;
        onWillStart(async () => {
            this.state.logo = await companyLogo(this.orm, this.props.record.data.company_id?.id);
        });
        useSortable({
            ref: this.list,
            elements: ".o_retail_block",
            handle: ".o_retail_block_handle",
            enable: () => !this.props.readonly,
            cursor: "grabbing",
            onDrop: ({ element, previous }) => this.onDrop(element, previous),
        });
    }

    // What is shown -----------------------------------------------------------------------

    get template() {
        return this.field.document;
    }

    get selected() {
        const { selected } = this.state;
        return selected !== null && this.template.blocks[selected] ? selected : null;
    }

    get block() {
        return this.selected === null ? null : this.template.blocks[this.selected];
    }

    get columns() {
        return this.state.columns || this.template.paper?.columns || 42;
    }

    /** The template as the preview's paper would print it. */
    get shownTemplate() {
        return editing.setColumns(this.template, this.columns);
    }

    get data() {
        const data = sampleData(this.state.kind, this.languages.current);
        data.company.logo = this.state.logo;
        return data;
    }

    get problems() {
        const codes = this.languages.list.map(([code]) => code);
        const found = checkTemplate(this.template, { lang: this.languages.user, languages: codes });
        return found.map((problem) => {
            const [, index] = problem.path.match(/^blocks\.(\d+)/) || [];
            return { ...problem, index: index === undefined ? null : Number(index) };
        });
    }

    problemsOf(index) {
        return this.problems.filter((problem) => problem.index === index);
    }

    labelOf(type) {
        return BLOCK_LABELS[type] ? BLOCK_LABELS[type][0] : type;
    }

    iconOf(type) {
        return BLOCK_LABELS[type] ? BLOCK_LABELS[type][1] : "fa-question";
    }

    /** What tells one block of a type from another in the list. */
    summaryOf(block) {
        if (block.type === "text" || block.type === "return_terms") {
            return localized(block.text, this.languages.current).split("\n")[0];
        }
        return block.data || "";
    }

    conditionOf(block) {
        return conditionWords(block);
    }

    placeOf(problem) {
        if (problem.index === null) {
            return "";
        }
        return `${problem.index + 1}. ${this.labelOf(this.template.blocks[problem.index]?.type)}`;
    }

    // Steps -------------------------------------------------------------------------------

    commit(template, key = null) {
        this.field.commit(template, key);
    }

    select(index) {
        this.field.seal();
        this.state.selected = index;
    }

    /** After the chosen block, or before the cut at the end. */
    add(type) {
        const { blocks } = this.template;
        const end = blocks.at(-1)?.type === "cut" ? blocks.length - 1 : blocks.length;
        const index = this.selected === null ? end : this.selected + 1;
        this.commit(editing.addBlock(this.template, type, index));
        this.state.selected = index;
    }

    remove() {
        this.commit(editing.removeBlock(this.template, this.selected));
        this.state.selected = this.template.blocks.length
            ? Math.min(this.selected ?? 0, this.template.blocks.length - 1)
            : null;
    }

    duplicate() {
        this.commit(editing.duplicateBlock(this.template, this.selected));
        this.state.selected = this.selected + 1;
    }

    move(from, to) {
        if (to >= 0 && to < this.template.blocks.length && to !== from) {
            this.commit(editing.moveBlock(this.template, from, to));
            this.state.selected = to;
        }
    }

    onDrop(element, previous) {
        const from = Number(element.dataset.index);
        const before = previous ? Number(previous.dataset.index) : -1;
        this.move(from, before < from ? before + 1 : before);
    }

    change(values, key) {
        this.commit(editing.updateBlock(this.template, this.selected, values), key);
    }

    changeKinds(kinds) {
        this.commit(editing.setKinds(this.template, this.selected, kinds, this.kinds));
    }

    changeCondition(name, value) {
        this.commit(editing.setCondition(this.template, this.selected, name, value));
    }

    onPaperChange(ev) {
        this.commit(editing.setColumns(this.template, Number(ev.target.value)));
        this.state.columns = null;
    }

    onShownPaperChange(ev) {
        this.state.columns = Number(ev.target.value);
    }

    onKeydown(ev) {
        if (this.props.readonly || ev.target.closest("input, textarea, select")) {
            return;
        }
        const key = ev.key.toLowerCase();
        if ((ev.ctrlKey || ev.metaKey) && (key === "z" || key === "y")) {
            key === "y" || ev.shiftKey ? this.field.redo() : this.field.undo();
        } else if (ev.altKey && this.selected !== null && (key === "arrowup" || key === "arrowdown")) {
            this.move(this.selected, this.selected + (key === "arrowup" ? -1 : 1));
        } else if (key === "delete" && this.selected !== null) {
            this.remove();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    openProblem(problem) {
        if (problem.index !== null) {
            this.select(problem.index);
        }
    }
}

export const receiptDesigner = {
    component: ReceiptDesigner,
    displayName: _t("Receipt designer"),
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "company_id", type: "many2one", relation: "res.company" }],
};

registry.category("fields").add("retail_receipt_designer", receiptDesigner);
