/**
 * Field widget `retail_layout_editor`: edits the pages and buttons of a till layout by hand. This
 * component holds what is selected and turns gestures, keys and panels into steps of the history.
 */

import { Component, onPatched, toRaw, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import * as editing from "../../core/layout/editing";
import { checkLayout } from "../../core/layout/check";
import { composeLayout, followAgain, hiddenOf, ownPart, showAgain, standing } from "../../core/layout/extend";
import { localized } from "../../core/texts";
import { useDocumentField } from "../document_field";
import { readJson, saveJson } from "../files";
import { useLanguages } from "../languages";
import { ProblemList } from "../problem_list/problem_list";
import { ButtonPanel } from "./button_panel";
import { LayoutCanvas } from "./layout_canvas";
import { layoutRatio, TILL_SIZES } from "./layout_choices";
import { readClipboard, writeClipboard } from "./layout_clipboard";
import { useLayoutKeys } from "./layout_keys";
import { LayoutPreviewDialog } from "./layout_preview_dialog";
import { useLayoutTargets } from "./layout_targets";
import { PagePanel } from "./page_panel";

export class LayoutEditor extends Component {
    static template = "retail_pos_central.LayoutEditor";
    static components = { ButtonPanel, LayoutCanvas, PagePanel, ProblemList };
    static props = { ...standardFieldProps };

    setup() {
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.languages = useLanguages();
        this.targets = useLayoutTargets();
        this.root = useRef("root");
        this.state = useState({ pageId: null, selection: [], size: TILL_SIZES[0] });
        this.sizes = TILL_SIZES;
        this.field = useDocumentField(() => this.props, editing.emptyLayout);
        useEffect(
            (document) => {
                this.targets.load(document);
            },
            () => [this.document]
        );
        useLayoutKeys(this);
        this.hasEdited = false;
        onPatched(() => this.keepFocus());
        this.sortTabs();
    }

    sortTabs() {
        useSortable({
            ref: this.root,
            elements: ".o_retail_editor_tab",
            enable: () => !this.props.readonly,
            cursor: "grabbing",
            onDrop: ({ element, previous }) => {
                const before = this.document.pages
                    .map((page) => page.id)
                    .filter((id) => id !== element.dataset.page);
                const index = previous ? before.indexOf(previous.dataset.page) + 1 : 0;
                this.commit(editing.movePage(this.document, element.dataset.page, index));
            },
        });
    }

    /** A button that goes takes the focus with it, and the keys would be deaf. */
    keepFocus() {
        const { activeElement, body } = window.document;
        if (this.hasEdited && activeElement === body) {
            this.root.el.querySelector(".o_retail_editor_canvas").focus({ preventScroll: true });
        }
        this.hasEdited = false;
    }

    // What is shown -----------------------------------------------------------------------

    /** The whole layout; of one that extends another the field holds only what is its own. */
    get document() {
        const own = this.field.document;
        if (!own.extends) {
            return own;
        }
        const { base } = this;
        if (this.whole?.own !== own || this.whole.base !== base) {
            const document = composeLayout(base, own);
            // A base of which all pages are hidden leaves nothing to draw.
            this.whole = { own, base, document: document.pages.length ? document : editing.emptyLayout() };
        }
        return this.whole.document;
    }

    /** The layout that is extended; equal as long as the record's is. */
    get base() {
        const base = toRaw(this.props.record.data.base_document) || editing.emptyLayout();
        if (JSON.stringify(base) !== this.baseText) {
            this.baseText = JSON.stringify(base);
            this.baseDocument = JSON.parse(this.baseText);
        }
        return this.baseDocument;
    }

    get baseName() {
        return this.props.record.data.extends_id?.display_name || "";
    }

    /** How a button of the open page stands to the extended layout: "own", "changed" or "followed". */
    standingOf(buttonId) {
        const own = this.field.document;
        return own.extends ? standing(this.base, own, this.page.id, buttonId) : "";
    }

    /** Pages and buttons of the extended layout that are not shown here. */
    get hidden() {
        const own = this.field.document;
        return own.extends ? hiddenOf(this.base, own, this.page.id) : { pages: [], buttons: [] };
    }

    /** The open page; undo may have taken the one that was. */
    get page() {
        return editing.pageOf(this.document, this.state.pageId) || this.document.pages[0];
    }

    get selection() {
        return this.state.selection.filter((id) => editing.buttonOf(this.page, id));
    }

    get selectedButtons() {
        return this.page.buttons.filter((button) => this.selection.includes(button.id));
    }

    get ratio() {
        return layoutRatio(this.state.size);
    }

    /** What the check finds, each with the page and button that its path leads to. */
    get problems() {
        const codes = this.languages.list.map(([code]) => code);
        const found = checkLayout(this.document, { lang: this.languages.user, languages: codes });
        return [...found, ...this.targets.problems(this.document)].map((problem) => {
            const [, page, , button] = problem.path.match(/^pages\.(\d+)(\.buttons\.(\d+))?/) || [];
            const at = this.document.pages[page];
            return { ...problem, pageId: at?.id, buttonId: at?.buttons[button]?.id };
        });
    }

    pageName(page) {
        return localized(page.name, this.languages.current) || page.id;
    }

    pageProblem(page) {
        const levels = this.problems.filter((problem) => problem.pageId === page.id).map((p) => p.level);
        return levels.includes("error") ? "error" : "";
    }

    faceOf(button) {
        return this.targets.faceOf(button, this.document, this.languages.current);
    }

    targetName(action) {
        return this.targets.nameOf(action, this.document, this.languages.current);
    }

    // Steps -------------------------------------------------------------------------------

    /** Takes a new document as a step; null means that it could not be done. */
    commit(document, key = null) {
        if (!document) {
            this.refuse();
            return false;
        }
        const extending = this.field.document.extends;
        this.field.commit(extending ? ownPart(this.base, document) : document, key);
        this.hasEdited = true;
        return true;
    }

    /** Gives up what is different here. */
    follow() {
        this.field.commit(followAgain(this.field.document, this.page.id, this.selection[0]));
    }

    show(pageId, buttonId = null) {
        this.field.commit(showAgain(this.field.document, pageId, buttonId));
    }

    refuse(message = _t("There is no room for that here.")) {
        this.notification.add(message, { type: "warning" });
    }

    undo() {
        this.field.undo();
        this.hasEdited = true;
    }

    redo() {
        this.field.redo();
        this.hasEdited = true;
    }

    select(ids) {
        this.field.seal();
        this.state.selection = ids;
    }

    openPage(pageId) {
        this.field.seal();
        this.state.pageId = pageId;
        this.state.selection = [];
    }

    addButton(cell = null) {
        if (this.props.readonly) {
            return;
        }
        const rect = cell && { ...cell, w: 1, h: 1 };
        const added = editing.addButton(this.document, this.page.id, rect);
        if (this.commit(added?.document)) {
            this.state.selection = [added.id];
        }
    }

    changeButtons(values, key) {
        return this.commit(editing.updateButtons(this.document, this.page.id, this.selection, values), key);
    }

    removeSelected() {
        if (this.selection.length) {
            this.commit(editing.removeButtons(this.document, this.page.id, this.selection));
            this.state.selection = [];
        }
    }

    moveSelected(dx, dy) {
        this.commit(editing.moveButtons(this.document, this.page.id, this.selection, dx, dy));
    }

    growSelected(dw, dh) {
        const [button] = this.selectedButtons;
        const { w, h } = button;
        this.commit(editing.resizeButton(this.document, this.page.id, button.id, w + dw, h + dh));
    }

    selectAll() {
        this.select(this.page.buttons.map((button) => button.id));
    }

    // Clipboard ---------------------------------------------------------------------------

    copy() {
        if (this.selection.length) {
            writeClipboard(editing.copyButtons(this.page, this.selection));
        }
    }

    cut() {
        this.copy();
        this.removeSelected();
    }

    paste(buttons = readClipboard()) {
        if (!buttons.length) {
            this.refuse(_t("Nothing has been copied yet."));
            return;
        }
        const pasted = editing.pasteButtons(this.document, this.page.id, buttons);
        if (this.commit(pasted?.document)) {
            this.state.selection = pasted.ids;
        }
    }

    duplicate() {
        if (this.selection.length) {
            this.paste(editing.copyButtons(this.page, this.selection));
        }
    }

    // Pages -------------------------------------------------------------------------------

    addPage() {
        const added = editing.addPage(this.document, { [this.languages.user]: _t("New page").toString() });
        this.commit(added.document);
        this.openPage(added.id);
    }

    renamePage(name, lang) {
        this.commit(
            editing.updatePage(this.document, this.page.id, { name }),
            `page/${this.page.id}/${lang}`
        );
    }

    movePage(index) {
        this.commit(editing.movePage(this.document, this.page.id, index));
    }

    duplicatePage() {
        const copied = editing.duplicatePage(this.document, this.page.id, _t("copy").toString());
        this.commit(copied.document);
        this.openPage(copied.id);
    }

    removePage() {
        const index = this.document.pages.findIndex((page) => page.id === this.page.id);
        if (this.commit(editing.removePage(this.document, this.page.id))) {
            this.openPage(this.document.pages[Math.max(0, index - 1)].id);
        }
    }

    resizeGrid(columns, rows) {
        return this.commit(editing.resizeGrid(this.document, columns, rows));
    }

    // Around ------------------------------------------------------------------------------

    openProblem(problem) {
        if (problem.pageId) {
            this.openPage(problem.pageId);
            this.state.selection = problem.buttonId ? [problem.buttonId] : [];
        }
    }

    placeOf(problem) {
        const page = this.document.pages.find((each) => each.id === problem.pageId);
        return page ? [this.pageName(page), problem.buttonId].filter(Boolean).join(" · ") : "";
    }

    onSizeChange(ev) {
        this.state.size = this.sizes[Number(ev.target.value)];
    }

    exportFile() {
        saveJson(this.props.record.data.display_name || "layout", standalone(this.document));
    }

    /** The file's layout takes the place of the one on screen; undo brings that back. */
    async onImport(ev) {
        const [file] = ev.target.files;
        const document = file && (await readJson(file));
        ev.target.value = "";
        const broken =
            file &&
            checkLayout(document).some(({ code }) => ["not_object", "grid", "too_large"].includes(code));
        if (broken) {
            this.refuse(_t("“%(file)s” holds no till layout.", { file: file.name }));
        } else if (file) {
            this.commit(standalone(document));
            this.openPage(this.document.pages[0].id);
        }
    }

    preview() {
        this.dialog.add(LayoutPreviewDialog, {
            document: this.document,
            pageId: this.page.id,
            lang: this.languages.current,
            languages: this.languages.list,
            size: this.state.size,
            targets: this.targets,
        });
    }
}

/** The layout without what only an extension needs. */
function standalone(document) {
    return { version: 1, grid: document.grid, pages: document.pages };
}

export const layoutEditor = {
    component: LayoutEditor,
    displayName: _t("Till layout editor"),
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "display_name", type: "char" },
        { name: "base_document", type: "json" },
    ],
};

registry.category("fields").add("retail_layout_editor", layoutEditor);
