/**
 * Copied buttons. They are kept in the browser's storage, so that they can be pasted into another
 * layout or another tab.
 */

import { browser } from "@web/core/browser/browser";

const KEY = "retail_layout_clipboard";

export function writeClipboard(buttons) {
    browser.localStorage.setItem(KEY, JSON.stringify(buttons));
}

export function readClipboard() {
    const text = browser.localStorage.getItem(KEY);
    return text ? JSON.parse(text) : [];
}
