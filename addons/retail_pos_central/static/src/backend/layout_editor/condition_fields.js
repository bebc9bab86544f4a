/** When and to whom a button is shown: role, stores, training, days, hours and dates on the store's clock. */

import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RecordAutocomplete } from "@web/core/record_selectors/record_autocomplete";
import { useService } from "@web/core/utils/hooks";

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const MONDAY = new Date(2024, 0, 1);

export class ConditionFields extends Component {
    static template = "retail_pos_central.ConditionFields";
    static components = { RecordAutocomplete };
    static props = {
        button: Object,
        lang: String,
        onChange: Function,
        readonly: { type: Boolean, optional: true },
    };

    allDays = ALL_DAYS;

    setup() {
        this.orm = useService("orm");
        this.storeNames = useState({});
        onWillStart(() => this.readStores([["code", "in", this.stores]]));
    }

    get role() {
        return this.props.button.roles?.[0] || "";
    }

    get condition() {
        return this.props.button.if || {};
    }

    get days() {
        return this.condition.weekdays || ALL_DAYS;
    }

    get hours() {
        return this.condition.hours?.[0] || ["", ""];
    }

    /** "Mon" or "man." as the shown language has it. */
    dayName(day) {
        const date = new Date(MONDAY.getFullYear(), 0, day);
        return date.toLocaleDateString(this.props.lang.replace("_", "-"), { weekday: "short" });
    }

    onRoleChange(ev) {
        this.props.onChange({ roles: ev.target.value ? [ev.target.value] : undefined });
    }

    /** All days, or none, is no condition. */
    toggleDay(day) {
        const others = this.days.filter((each) => each !== day);
        const days = this.days.includes(day) ? others : [...others, day].sort();
        this.setCondition({ weekdays: days.length && days.length < 7 ? days : undefined });
    }

    /** Both ends are needed; an empty end is the start or the end of the day. */
    setHour(index, ev) {
        const hours = [...this.hours];
        hours[index] = ev.target.value;
        const [from, to] = [hours[0] || "00:00", hours[1] || "24:00"];
        const always = from === "00:00" && to === "24:00";
        if (!always && from >= to) {
            ev.target.value = this.hours[index];
            return;
        }
        this.setCondition({ hours: always ? undefined : [[from, to]] });
    }

    // Stores are known to tills by their code -------------------------------------------------

    get stores() {
        return this.condition.stores || [];
    }

    get storeDomain() {
        return [
            ["kind", "=", "store"],
            ["code", "!=", false],
            ["code", "not in", this.stores],
        ];
    }

    get storePlaceholder() {
        return this.stores.length ? _t("One more store") : _t("All stores");
    }

    get storeTitle() {
        return _t("Store");
    }

    async readStores(domain) {
        const found = await this.orm.searchRead("retail.store", domain, ["name", "code"]);
        found.forEach(({ name, code }) => (this.storeNames[code] = name));
        return found.map(({ code }) => code);
    }

    async addStores(ids) {
        const codes = await this.readStores([["id", "in", ids]]);
        this.setCondition({ stores: [...new Set([...this.stores, ...codes])] });
    }

    removeStore(code) {
        const stores = this.stores.filter((each) => each !== code);
        this.setCondition({ stores: stores.length ? stores : undefined });
    }

    // Dates and training ----------------------------------------------------------------------

    get training() {
        return { true: "yes", false: "no" }[this.condition.training] || "";
    }

    onTrainingChange(ev) {
        this.setCondition({ training: { yes: true, no: false }[ev.target.value] });
    }

    /** "2026-12-24T09:00" in this browser's time, as the field shows moments. */
    momentOf(name) {
        const moment = this.condition[name] && new Date(this.condition[name]);
        return moment ? new Date(moment - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "";
    }

    setMoment(name, ev) {
        const moment = ev.target.value ? new Date(ev.target.value).toISOString() : undefined;
        const { from, to } = { ...this.condition, [name]: moment };
        if (from && to && from >= to) {
            ev.target.value = this.momentOf(name);
            return;
        }
        this.setCondition({ [name]: moment });
    }

    setCondition(values) {
        const condition = { ...this.condition, ...values };
        const kept = Object.entries(condition).filter(([, value]) => value !== undefined);
        this.props.onChange({ if: kept.length ? Object.fromEntries(kept) : undefined });
    }
}
