/**
 * Which pages of a layout stay drawn though another is open, so that opening one again costs no more than showing
 * it, and which are drawn ahead, some buttons at a time, while the till has nothing else to do. One that is opened
 * before that shows its first buttons at once and the others in the next frames.
 */

/** What many pages cost is memory: those not opened for longest go first. */
const LIMIT = 8;
/** As many buttons as are made in a part of a frame. */
const STEP = 10;
/** As many as a whole frame has room for. */
const SLICE = 25;

export class KeptPages {
    constructor({ limit = LIMIT, step = STEP, slice = SLICE } = {}) {
        Object.assign(this, { limit, step, slice });
        /** page's id → how many of its buttons are drawn; the page opened last is the last */
        this.drawn = new Map();
        this.key = [];
    }

    /**
     * Opens a page.
     * @param {Array} key what all pages are drawn of: where it is another, those not open are forgotten
     * @returns {boolean} whether they were
     */
    open(key, pageId) {
        const isNew = key.length !== this.key.length || key.some((part, index) => part !== this.key[index]);
        if (isNew) {
            this.drawn.clear();
            this.key = key;
        }
        const known = this.drawn.get(pageId) || 0;
        this.drawn.delete(pageId);
        this.drawn.set(pageId, this.countOpened(pageId, known, isNew));
        this.openId = pageId;
        while (this.drawn.size > this.limit) {
            this.drawn.delete(this.drawn.keys().next().value);
        }
        return isNew;
    }

    /** A page that is looked at, or the till's first, is never shown in parts. */
    countOpened(pageId, known, isNew) {
        if (pageId === this.openId && !isNew) {
            return known;
        }
        const isFirst = this.openId === undefined;
        return isFirst || pageId === this.openId ? Infinity : Math.max(known, this.slice);
    }

    /** @returns {boolean} whether buttons of the open page are still to be drawn */
    isPart(page) {
        return this.count(page) < page.buttons.length;
    }

    drawSlice(page) {
        this.drawn.set(page.id, this.count(page) + this.slice);
    }

    /** How many buttons of a page are drawn. */
    count(page) {
        return Math.min(this.drawn.get(page.id) || 0, page.buttons.length);
    }

    /**
     * The next pages after the open one, in the order of their tabs.
     * @returns {boolean} whether some more buttons are to be drawn now
     */
    drawAhead(pages) {
        const open = pages.findIndex(({ id }) => id === this.openId);
        for (const page of [...pages.slice(open + 1), ...pages.slice(0, Math.max(open, 0))]) {
            const count = this.drawn.get(page.id) || 0;
            if (count < page.buttons.length && (count || this.drawn.size < this.limit)) {
                this.drawn.set(page.id, count + this.step);
                // what is open stays the last to go
                this.open(this.key, this.openId);
                return true;
            }
        }
        return false;
    }
}

/**
 * A layout resolved anew, with the pages that are as before being the same objects: they need not be drawn again.
 * @returns {object} `before` itself where nothing differs
 */
export function reusePages(before, layout) {
    if (!before || before.columns !== layout.columns || before.rows !== layout.rows) {
        return layout;
    }
    const known = new Map(before.pages.map((page) => [page.id, page]));
    const pages = layout.pages.map((page) =>
        JSON.stringify(known.get(page.id)) === JSON.stringify(page) ? known.get(page.id) : page
    );
    const isSame = pages.length === before.pages.length && pages.every((page, n) => page === before.pages[n]);
    return isSame ? before : { ...layout, pages };
}
