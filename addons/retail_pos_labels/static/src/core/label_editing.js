/** Steps of the label designer: each takes a design and gives another, for undo and redo. Millimetres. */

const GRID_MM = 0.5;

const NEW_ELEMENTS = {
    text: { text: "{name}", w_mm: 25, size_mm: 3 },
    price: { text: "{price}", w_mm: 25, h_mm: 10, align: "right" },
    barcode: { text: "{barcode}", w_mm: 30, h_mm: 8, digits: true },
    qr: { text: "{barcode}", w_mm: 10 },
    box: { w_mm: 20, h_mm: 10, fill: true, color: "#ffd60a", show: "campaign" },
    line: { w_mm: 20, h_mm: 0.3 },
};
export const ELEMENT_TYPES = Object.keys(NEW_ELEMENTS);

export function snap(value) {
    return Math.round(value / GRID_MM) * GRID_MM;
}

/** How high an element is drawn. */
export function heightOf(element) {
    if (element.type === "text") {
        return element.size_mm * (1 + ((element.lines || 1) - 1) * 1.15);
    }
    return element.type === "qr" ? element.w_mm : element.h_mm;
}

export function addElement(design, type) {
    const fresh = { type, x_mm: 2, y_mm: 2, ...NEW_ELEMENTS[type] };
    const element = { ...fresh, w_mm: Math.min(fresh.w_mm, design.width_mm - 4) };
    // What is filled goes behind what is there.
    const elements = type === "box" ? [element, ...design.elements] : [...design.elements, element];
    return { ...design, elements };
}

export function removeElement(design, index) {
    return { ...design, elements: design.elements.filter((_each, place) => place !== index) };
}

export function updateElement(design, index, values) {
    const elements = design.elements.map((element, place) =>
        place === index ? merged(element, values) : element
    );
    return { ...design, elements };
}

/** An empty value takes the property away. */
function merged(element, values) {
    const entries = Object.entries({ ...element, ...values });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

/** To a place on the grid, kept within the label. */
export function moveElement(design, index, x, y) {
    const element = design.elements[index];
    const within = (value, size, room) => Math.max(0, Math.min(snap(value), Math.max(0, room - size)));
    return updateElement(design, index, {
        x_mm: within(x, element.w_mm, design.width_mm),
        y_mm: within(y, heightOf(element), design.height_mm),
    });
}

/** To a width (and, where it has one, a height), kept within the label. */
export function resizeElement(design, index, width, height) {
    const element = design.elements[index];
    const w_mm = Math.max(GRID_MM, Math.min(snap(width), design.width_mm - element.x_mm));
    const values = { w_mm };
    if ("h_mm" in element) {
        values.h_mm = Math.max(
            0.3,
            Math.min(element.type === "line" ? height : snap(height), design.height_mm - element.y_mm)
        );
    }
    return updateElement(design, index, values);
}

/** Another size of the label; what would stick out is moved or cut to fit. */
export function resizeLabel(design, values) {
    const sized = { ...design, ...values };
    const elements = sized.elements.map((element) => {
        const w_mm = Math.min(element.w_mm, sized.width_mm);
        const fitted = { ...element, w_mm, x_mm: Math.min(element.x_mm, sized.width_mm - w_mm) };
        if ("h_mm" in fitted) {
            fitted.h_mm = Math.min(fitted.h_mm, sized.height_mm);
        }
        return { ...fitted, y_mm: Math.max(0, Math.min(fitted.y_mm, sized.height_mm - heightOf(fitted))) };
    });
    return { ...sized, elements };
}
