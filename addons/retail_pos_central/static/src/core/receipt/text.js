/**
 * A receipt document as plain lines of text: what the paper shows, row by row.
 */

import { columnsAt, pad } from "./wrap.js";

/** The characters of one text or columns row, padded to the paper's width at its size. */
export function rowText(row, columns) {
    const width = columnsAt(columns, row.size || "normal");
    if (row.type === "text") {
        return pad(row.text, width, row.align);
    }
    const cells = row.cells.map((cell) => pad(cell.text, cell.width, cell.align));
    return pad(cells.join(""), width);
}

export function renderText(document) {
    return document.rows.flatMap((row) => {
        switch (row.type) {
            case "text":
            case "columns":
                return [rowText(row, document.columns).trimEnd()];
            case "line":
                return [row.char.repeat(document.columns)];
            case "space":
                return Array(row.rows).fill("");
            case "barcode":
            case "qr":
                return [`[${row.type} ${row.data}]`];
            default:
                return [];
        }
    });
}
