/** The fleet screen's kanban and list: a summary above, and what tills report shown as it comes. */

import { onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

import { FleetSummary } from "./fleet_summary";

/** A large fleet reports in bursts: one reload takes them all, another what came during it. */
const GATHER_MS = 1500;
const AFTER_MS = 6000;
const MAX_COLUMNS = 40;
/** Tills go offline without a word. */
const REFRESH_MS = 60_000;

function useLiveFleet(controller) {
    const bus = useService("bus_service");
    const fleet = useState({ revision: 0 });
    let gathering = null;
    let after = null;

    async function reload() {
        gathering = null;
        await controller.model.load();
        fleet.revision++;
    }
    const gather = () => {
        gathering ??= browser.setTimeout(reload, GATHER_MS);
    };
    // The server tells of the first report of a burst; the others are in by then.
    const onReport = () => {
        gather();
        browser.clearTimeout(after);
        after = browser.setTimeout(gather, AFTER_MS);
    };
    bus.subscribe("RETAIL_TILL_STATE", onReport);
    bus.start();
    const refresh = browser.setInterval(gather, REFRESH_MS);
    onWillUnmount(() => {
        bus.unsubscribe("RETAIL_TILL_STATE", onReport);
        browser.clearTimeout(gathering);
        browser.clearTimeout(after);
        browser.clearInterval(refresh);
    });
    return fleet;
}

export class FleetKanbanController extends KanbanController {
    static template = "retail_pos_central.FleetKanbanView";
    static components = { ...KanbanController.components, FleetSummary };

    /** A column each for a thousand stores stops a browser; the list has them all, page by page. */
    get modelParams() {
        return { ...super.modelParams, groupsLimit: MAX_COLUMNS };
    }

    setup() {
        super.setup();
        this.fleet = useLiveFleet(this);
    }
}

export class FleetListController extends ListController {
    static template = "retail_pos_central.FleetListView";
    static components = { ...ListController.components, FleetSummary };

    setup() {
        super.setup();
        this.fleet = useLiveFleet(this);
    }
}

registry.category("views").add("retail_fleet_kanban", { ...kanbanView, Controller: FleetKanbanController });
registry.category("views").add("retail_fleet_list", { ...listView, Controller: FleetListController });
