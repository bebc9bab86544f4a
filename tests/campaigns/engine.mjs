/** The campaign engine as the addon ships it, for Node. */
import "../js/odoo_imports.mjs";

const CORE = "../../addons/retail_pos_central/static/src/core/campaigns";

/** A module of the engine by its name: `await load("ledger")`. */
export function load(name) {
    return import(`${CORE}/${name}.js`);
}

export const { CampaignError, DEFAULT_STEPS, compile, evaluate, evaluateCase } = await load("engine");
