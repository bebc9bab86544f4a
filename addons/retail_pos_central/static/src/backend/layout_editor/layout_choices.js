/** What the layout editor offers: colours, icons, till sizes and kinds of actions. */

import { _t } from "@web/core/l10n/translation";

/** Deep and pale tones; the ink on each is computed, so none can be unreadable. */
export const PALETTE = [
    "#8c2f39",
    "#b5542b",
    "#8a6d1d",
    "#4f772d",
    "#2f6f4f",
    "#1f7a8c",
    "#2b59a1",
    "#5b4b9a",
    "#f4c7c3",
    "#fbd9b5",
    "#fdf0b3",
    "#d5ebc4",
    "#c3e6d8",
    "#c9e6f0",
    "#d3dff7",
    "#e3d9f5",
    "#1f2328",
    "#57606a",
    "#d0d7de",
    "#ffffff",
];

export const ICONS = [
    "fa-leaf",
    "fa-apple",
    "fa-lemon-o",
    "fa-coffee",
    "fa-cutlery",
    "fa-glass",
    "fa-beer",
    "fa-birthday-cake",
    "fa-shopping-basket",
    "fa-shopping-bag",
    "fa-gift",
    "fa-tag",
    "fa-tags",
    "fa-percent",
    "fa-ticket",
    "fa-star",
    "fa-heart",
    "fa-home",
    "fa-bed",
    "fa-bath",
    "fa-lightbulb-o",
    "fa-wrench",
    "fa-paint-brush",
    "fa-plug",
    "fa-car",
    "fa-bicycle",
    "fa-truck",
    "fa-tint",
    "fa-fire",
    "fa-snowflake-o",
    "fa-sun-o",
    "fa-tree",
    "fa-paw",
    "fa-child",
    "fa-book",
    "fa-newspaper-o",
    "fa-mobile",
    "fa-camera",
    "fa-music",
    "fa-gamepad",
    "fa-user",
    "fa-users",
    "fa-search",
    "fa-barcode",
    "fa-print",
    "fa-inbox",
    "fa-undo",
    "fa-pause",
    "fa-play",
    "fa-money",
    "fa-credit-card",
    "fa-calculator",
    "fa-clock-o",
    "fa-info-circle",
    "fa-question-circle",
    "fa-arrow-left",
    "fa-arrow-right",
    "fa-th",
    "fa-recycle",
    "fa-medkit",
];

export const TILL_SIZES = [
    { width: 1024, height: 768, label: "1024 × 768" },
    { width: 1366, height: 768, label: "1366 × 768" },
    { width: 1920, height: 1080, label: "1920 × 1080" },
    { width: 390, height: 844, label: "390 × 844" },
];

/** The web POS beside the layout: the bar at the top, and the order, which a phone shows by itself. */
const NAVBAR_PX = 61;
const TABS_PX = 60;

export function isSmall({ width }) {
    return width < 768;
}

export function orderWidth({ width }) {
    if (isSmall({ width })) {
        return 0;
    }
    return width < 1200 ? 400 : 450;
}

/** Width by height of the buttons' area on a screen. A phone arranges them anew: no proportions. */
export function layoutRatio(size) {
    return isSmall(size) ? 1 : (size.width - orderWidth(size)) / (size.height - NAVBAR_PX - TABS_PX);
}

export const ACTION_TYPES = [
    ["product", _t("Add a product")],
    ["category", _t("Open a category")],
    ["page", _t("Open a page")],
    ["action", _t("Do an action")],
    ["url", _t("Open a page of the intranet")],
    ["sequence", _t("Do several things in a row")],
];
