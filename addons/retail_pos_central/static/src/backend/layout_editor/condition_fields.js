/** When and to whom a button is shown: role, days of the week, hours on the store's clock. */

import { Component } from "@odoo/owl";

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const MONDAY = new Date(2024, 0, 1);

export class ConditionFields extends Component {
    static template = "retail_pos_central.ConditionFields";
    static props = {
        button: Object,
        lang: String,
        onChange: Function,
        readonly: { type: Boolean, optional: true },
    };

    allDays = ALL_DAYS;

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

    setCondition(values) {
        const condition = { ...this.condition, ...values };
        const kept = Object.entries(condition).filter(([, value]) => value !== undefined);
        this.props.onChange({ if: kept.length ? Object.fromEntries(kept) : undefined });
    }
}
