/**
 * Field widget `retail_campaign_example`: what customers pay under the campaign as it stands in the
 * form ("Buy 3: you pay 60.00"), computed by the engine that tills run.
 */

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { exampleBaskets } from "../../core/campaigns/examples";
import { moneyFormatter } from "../money";

export class CampaignExample extends Component {
    static template = "retail_pos_central.CampaignExample";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get preview() {
        return this.props.record.data[this.props.name];
    }

    /** Sentences, or what is entered wrong, or what is still to be filled in. */
    get shown() {
        if (!this.preview) {
            return { sentences: [], problems: [], hint: "" };
        }
        const { offer, items, parts, currency, problems } = JSON.parse(JSON.stringify(this.preview));
        if (problems.length) {
            return { sentences: [], problems, hint: "" };
        }
        const money = moneyFormatter(currency);
        const { error, examples } = exampleBaskets(offer, { items, parts });
        if (error || !examples.length) {
            return { sentences: [], problems, hint: this.hintFor(offer, { items, parts }) };
        }
        return { sentences: examples.map((example) => sentence(example, money)), problems, hint: "" };
    }

    /** Opens the simulator with a few of the campaign's goods in the basket. */
    simulate() {
        const { items, parts } = this.preview;
        const ids = [...items.slice(0, 1), ...parts.flat()].map((product) => Number(product.id));
        return this.action.doAction("retail_pos_central.retail_campaign_simulator_action", {
            additionalContext: { retail_product_ids: [...new Set(ids)] },
        });
    }

    /** The check says exactly what lacks; here a person only needs to know what to fill in first. */
    hintFor(offer, { items, parts }) {
        const noGoods =
            offer.kind === "bundle" ? !parts.length || parts.some((part) => !part.length) : !items.length;
        return noGoods
            ? _t("Choose goods that are sold on tills to see what customers will pay.")
            : _t("Fill in what the customer gets to see what customers will pay.");
    }
}

function sentence({ goods, total, regular, saved }, money) {
    const what = goods.map(({ qty, name }) => `${qty} × ${name}`).join(" + ");
    return saved > 0
        ? {
              what: _t("Buy %(goods)s:", { goods: what }),
              pay: _t("you pay %(total)s", { total: money(total) }),
              instead: _t("instead of %(regular)s, saving %(saved)s", {
                  regular: money(regular),
                  saved: money(saved),
              }),
              saves: true,
          }
        : {
              what: _t("Buy %(goods)s:", { goods: what }),
              pay: _t("you pay %(total)s", { total: money(total) }),
              instead: _t("nothing is saved"),
              saves: false,
          };
}

export const campaignExample = {
    component: CampaignExample,
    displayName: _t("Campaign examples"),
    supportedTypes: ["json"],
};

registry.category("fields").add("retail_campaign_example", campaignExample);
