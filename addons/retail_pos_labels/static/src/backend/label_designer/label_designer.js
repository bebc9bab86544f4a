/**
 * Field widget `retail_label_designer`: the label as it will be printed, elements to drag and size on it,
 * the chosen one's properties beside it. The server lays out, as it does for printing.
 */

import { Component, markup, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { RecordAutocomplete } from "@web/core/record_selectors/record_autocomplete";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useDocumentField } from "@retail_pos_central/backend/document_field";

import * as editing from "../../core/label_editing";
import { labelSvg } from "../../core/label_svg";
import { ELEMENT_LABELS, FIELD_LABELS } from "./label_choices";

const MAX_SIDE_PX = 520;
const STEP_KEYS = { ArrowLeft: [-0.5, 0], ArrowRight: [0.5, 0], ArrowUp: [0, -0.5], ArrowDown: [0, 0.5] };

export class LabelDesigner extends Component {
    static template = "retail_pos_labels.LabelDesigner";
    static components = { Dropdown, DropdownItem, RecordAutocomplete };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.canvas = useRef("canvas");
        this.state = useState({ selected: null, campaign: true, svg: "", problems: [], product: null });
        this.field = useDocumentField(
            () => this.props,
            () => ({ version: 1, width_mm: 60, height_mm: 40, elements: [] }),
            () => (this.state.selected = null)
        );
        this.latest = new KeepLast();
        this.types = editing.ELEMENT_TYPES;
        this.typeLabels = ELEMENT_LABELS;
        this.fieldLabels = FIELD_LABELS;
        onWillStart(async () => {
            this.presets = await this.orm.call("retail.label.design", "get_presets", []);
            const [store] = await this.orm.searchRead("retail.store", [["kind", "=", "store"]], ["name"], {
                limit: 1,
            });
            this.store = store;
        });
        useEffect(
            () => {
                this.draw();
            },
            () => [this.design, this.state.campaign, this.state.product]
        );
    }

    get design() {
        return this.field.document;
    }

    get element() {
        return this.state.selected === null ? null : this.design.elements[this.state.selected] || null;
    }

    /** Pixels a millimetre. */
    get scale() {
        return Math.min(MAX_SIDE_PX / this.design.width_mm, MAX_SIDE_PX / this.design.height_mm, 9);
    }

    get picture() {
        return markup(this.state.svg);
    }

    get productDomain() {
        return [["available_in_pos", "=", true]];
    }

    async draw() {
        const { campaign, product } = this.state;
        const call = this.orm.silent.call("retail.label.design", "preview", [], {
            document: this.design,
            product_id: product?.id || false,
            store_id: this.store?.id || false,
            campaign,
        });
        const { document, problems } = await this.latest.add(call);
        this.state.problems = problems;
        if (document) {
            this.state.svg = labelSvg(document, { qrImage });
        }
    }

    // Elements on the label -----------------------------------------------------------------

    styleOf(element) {
        const px = (value) => `${Math.max(value * this.scale, 4)}px`;
        const place = `left:${element.x_mm * this.scale}px;top:${element.y_mm * this.scale}px;`;
        return `${place}width:${px(element.w_mm)};height:${px(editing.heightOf(element))}`;
    }

    isShown(element) {
        const when = element.show || "always";
        return when === "always" || when === (this.state.campaign ? "campaign" : "regular");
    }

    nameOf(element) {
        const text = element.text ? ` ${element.text}` : "";
        return `${this.typeLabels[element.type]}${text}`;
    }

    select(index) {
        this.field.seal();
        this.state.selected = index;
    }

    commit(design, key = null) {
        if (!this.props.readonly) {
            this.field.commit(design, key);
        }
    }

    onPointerDown(ev, index, sizing) {
        this.select(index);
        if (this.props.readonly) {
            return;
        }
        ev.preventDefault();
        ev.currentTarget.focus?.();
        const element = this.design.elements[index];
        const begin = { x: ev.clientX, y: ev.clientY };
        const height = editing.heightOf(element);
        const onMove = (move) => {
            const dx = (move.clientX - begin.x) / this.scale;
            const dy = (move.clientY - begin.y) / this.scale;
            const next = sizing
                ? editing.resizeElement(this.design, index, element.w_mm + dx, height + dy)
                : editing.moveElement(this.design, index, element.x_mm + dx, element.y_mm + dy);
            this.commit(next, `drag-${index}-${sizing}`);
        };
        const onUp = () => {
            window.removeEventListener("pointermove", onMove);
            window.removeEventListener("pointerup", onUp);
            this.field.seal();
        };
        window.addEventListener("pointermove", onMove);
        window.addEventListener("pointerup", onUp);
    }

    onKeydown(ev) {
        if (this.props.readonly || ev.target.closest("input, textarea, select")) {
            return;
        }
        const { selected } = this.state;
        const key = ev.key.toLowerCase();
        if ((ev.ctrlKey || ev.metaKey) && (key === "z" || key === "y")) {
            key === "y" || ev.shiftKey ? this.field.redo() : this.field.undo();
        } else if (this.element && STEP_KEYS[ev.key]) {
            const [dx, dy] = STEP_KEYS[ev.key];
            const { x_mm, y_mm } = this.element;
            this.commit(editing.moveElement(this.design, selected, x_mm + dx, y_mm + dy), `keys-${selected}`);
        } else if (this.element && key === "delete") {
            this.remove();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    // Steps -----------------------------------------------------------------------------------

    add(type) {
        this.commit(editing.addElement(this.design, type));
        this.state.selected = type === "box" ? 0 : this.design.elements.length - 1;
    }

    remove() {
        this.commit(editing.removeElement(this.design, this.state.selected));
        this.state.selected = null;
    }

    change(values, key) {
        this.commit(
            editing.updateElement(this.design, this.state.selected, values),
            `${this.state.selected}-${key}`
        );
    }

    onText(name, ev) {
        this.change({ [name]: ev.target.value }, name);
    }

    onNumber(name, ev) {
        const value = Number(ev.target.value.replace(",", "."));
        if (Number.isFinite(value) && value >= 0) {
            this.change({ [name]: value }, name);
        }
    }

    onSide(name, ev) {
        const value = Number(ev.target.value.replace(",", "."));
        if (value >= 10 && value <= 450) {
            this.commit(editing.resizeLabel(this.design, { [name]: value }), name);
        }
    }

    insertField(name) {
        this.change({ text: `${this.element.text} {${name}}`.trim() }, "text");
    }

    take(preset) {
        this.commit(preset.document);
        this.state.selected = null;
    }

    onProduct(ids) {
        this.state.product = ids.length ? { id: ids[0] } : null;
    }
}

function qrImage(data) {
    const params = new URLSearchParams({ barcode_type: "QR", value: data, width: 300, height: 300 });
    return `/report/barcode/?${params}`;
}

export const labelDesigner = {
    component: LabelDesigner,
    displayName: _t("Label designer"),
    supportedTypes: ["json"],
};

registry.category("fields").add("retail_label_designer", labelDesigner);
