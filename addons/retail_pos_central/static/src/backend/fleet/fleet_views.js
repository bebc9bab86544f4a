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

/** A large fleet reports in bursts: one reload takes them all. */
const GATHER_MS = 1500;
/** Tills go offline without a word. */
const REFRESH_MS = 60_000;

function useLiveFleet(controller) {
    const bus = useService("bus_service");
    const fleet = useState({ revision: 0 });
    let gathering = null;

    async function reload() {
        gathering = null;
        await controller.model.load();
        fleet.revision++;
    }
    const gather = () => {
        gathering ??= browser.setTimeout(reload, GATHER_MS);
    };
    bus.subscribe("RETAIL_TILL_STATE", gather);
    bus.start();
    const refresh = browser.setInterval(gather, REFRESH_MS);
    onWillUnmount(() => {
        bus.unsubscribe("RETAIL_TILL_STATE", gather);
        browser.clearTimeout(gathering);
        browser.clearInterval(refresh);
    });
    return fleet;
}

export class FleetKanbanController extends KanbanController {
    static template = "retail_pos_central.FleetKanbanView";
    static components = { ...KanbanController.components, FleetSummary };

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
