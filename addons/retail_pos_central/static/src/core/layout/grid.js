/**
 * Geometry of a layout page: rectangles in cells, what overlaps, what is free, which cell is under
 * a pointer. Cells are counted from 0 at the top left.
 */

export function overlaps(a, b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

export function isInside(rect, grid) {
    return (
        rect.x >= 0 &&
        rect.y >= 0 &&
        rect.w >= 1 &&
        rect.h >= 1 &&
        rect.x + rect.w <= grid.columns &&
        rect.y + rect.h <= grid.rows
    );
}

/** Whether all rectangles lie inside the grid and no two of them overlap. */
export function isArrangement(rects, grid) {
    return rects.every(
        (rect, index) =>
            isInside(rect, grid) && !rects.slice(index + 1).some((other) => overlaps(rect, other))
    );
}

export function isFree(rect, rects, grid) {
    return isInside(rect, grid) && !rects.some((other) => overlaps(rect, other));
}

/** The first free place for a size, row by row, or null when the page is full. */
export function firstFree(size, rects, grid) {
    for (let y = 0; y + size.h <= grid.rows; y++) {
        for (let x = 0; x + size.w <= grid.columns; x++) {
            const rect = { x, y, w: size.w, h: size.h };
            if (isFree(rect, rects, grid)) {
                return rect;
            }
        }
    }
    return null;
}

/** The smallest rectangle around all of them; null for none. */
export function boundsOf(rects) {
    if (!rects.length) {
        return null;
    }
    const x = Math.min(...rects.map((rect) => rect.x));
    const y = Math.min(...rects.map((rect) => rect.y));
    const right = Math.max(...rects.map((rect) => rect.x + rect.w));
    const bottom = Math.max(...rects.map((rect) => rect.y + rect.h));
    return { x, y, w: right - x, h: bottom - y };
}

/**
 * The cell under a point of the canvas, clamped to the grid.
 * @param {{x: number, y: number}} point in pixels from the canvas' top left
 * @param {{width: number, height: number}} canvas size in pixels
 */
export function cellAt(point, canvas, grid) {
    const clamp = (value, count) => Math.max(0, Math.min(count - 1, value));
    return {
        x: clamp(Math.floor((point.x / canvas.width) * grid.columns), grid.columns),
        y: clamp(Math.floor((point.y / canvas.height) * grid.rows), grid.rows),
    };
}

/** The rectangle of cells that two points span, whichever comes first. */
export function cellsBetween(from, to) {
    return {
        x: Math.min(from.x, to.x),
        y: Math.min(from.y, to.y),
        w: Math.abs(from.x - to.x) + 1,
        h: Math.abs(from.y - to.y) + 1,
    };
}
