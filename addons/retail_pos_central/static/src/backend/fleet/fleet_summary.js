/** How the fleet is, in one row above the tills: what needs a hand first. A click filters. */

import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Each tile: the search filter it turns on (by its name in the search view) and how it looks. */
const TILES = [
    { name: "all", label: _t("Tills"), icon: "fa-desktop" },
    { name: "fresh", label: _t("Up to date"), icon: "fa-check-circle", color: "success" },
    { name: "behind", label: _t("Behind"), icon: "fa-clock-o", color: "warning" },
    { name: "failed", label: _t("Failed"), icon: "fa-times-circle", color: "danger" },
    { name: "offline", label: _t("Offline"), icon: "fa-plug", color: "muted" },
    { name: "never", label: _t("Never seen"), icon: "fa-question-circle", color: "muted" },
    { name: "unsent", label: _t("With unsent sales"), icon: "fa-upload", color: "warning" },
    { name: "box", label: _t("Device trouble"), icon: "fa-print", color: "danger" },
];

const DOMAINS = {
    fresh: [
        ["state", "=", "applied"],
        ["behind", "=", false],
    ],
    behind: [["behind", "=", true]],
    failed: [["state", "=", "failed"]],
    offline: [
        ["online", "=", false],
        ["last_seen", "!=", false],
    ],
    never: [["last_seen", "=", false]],
    unsent: [["unsent_orders", ">", 0]],
    box: [["box_trouble", "=", true]],
};

export class FleetSummary extends Component {
    static template = "retail_pos_central.FleetSummary";
    static props = { revision: Number };

    tiles = TILES;

    setup() {
        this.orm = useService("orm");
        this.state = useState({ counts: {} });
        onWillStart(() => this.load());
        onWillUpdateProps(() => {
            this.load();
        });
    }

    async load() {
        const counts = await Promise.all(
            TILES.map(({ name }) => this.orm.searchCount("retail.till.state", DOMAINS[name] || []))
        );
        this.state.counts = Object.fromEntries(TILES.map(({ name }, index) => [name, counts[index]]));
    }

    filterOf(name) {
        const items = Object.values(this.env.searchModel.searchItems);
        return items.find((item) => item.type === "filter" && item.name === name);
    }

    isActive(name) {
        const filter = this.filterOf(name);
        return Boolean(
            filter && this.env.searchModel.query.some(({ searchItemId }) => searchItemId === filter.id)
        );
    }

    /** Only what the search view has a filter for can be filtered. */
    toggle(name) {
        const filter = this.filterOf(name);
        if (filter) {
            this.env.searchModel.toggleSearchItem(filter.id);
        }
    }
}
