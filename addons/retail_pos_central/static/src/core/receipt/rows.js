/**
 * The rows that a receipt document is made of. Every row made here already fits the paper.
 */

import { columnsAt, textWidth, wrap } from "./wrap.js";

export const RULE = { type: "line", char: "-" };

/** A text over as many rows as it needs. */
export function textRows(text, columns, { align = "left", size = "normal", bold, underline } = {}) {
    return wrap(text, columnsAt(columns, size)).map((line) => ({
        type: "text",
        text: line,
        align,
        size,
        bold: Boolean(bold),
        underline: Boolean(underline),
    }));
}

/**
 * A label with an amount to its right. A label too long goes on over rows of its own and the
 * amount stands on the last of them, where the eye looks for it.
 */
export function amountRows(label, amount, columns, { size = "normal", bold = false, indent = 0 } = {}) {
    const width = columnsAt(columns, size);
    const amountWidth = textWidth(amount) + 1;
    const labelWidth = Math.max(indent + 1, width - amountWidth);
    const margin = " ".repeat(indent);
    const lines = wrap(label, labelWidth - indent).map((line) => margin + line);
    const rows = lines.slice(0, -1).map((line) => columnsRow([[line, width]], { bold, size }));
    rows.push(
        columnsRow(
            [
                [lines.at(-1), labelWidth],
                [amount, amountWidth, "right"],
            ],
            { bold, size }
        )
    );
    return rows;
}

/** A row of cells given as [text, width, align]. */
export function columnsRow(cells, { bold = false, size = "normal" } = {}) {
    return {
        type: "columns",
        cells: cells.map(([text, width, align = "left"]) => ({ text, width, align })),
        bold,
        size,
    };
}

/** Two facts on one row, one at each end, or on a row each when they don't fit together. */
export function pairRows(left, right, columns) {
    if (!left || !right || textWidth(left) + textWidth(right) + 2 > columns) {
        return [left, right].filter(Boolean).flatMap((fact) => textRows(fact, columns));
    }
    return amountRows(left, right, columns);
}
