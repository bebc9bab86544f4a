/**
 * The bar that says that this is practice, and the guided first day: lessons that wait for what the
 * cashier does on the real till. How far a cashier has come is kept in this browser.
 */

import { Component, onMounted, onWillUnmount, reactive, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { Chrome } from "@point_of_sale/app/pos_app";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { advance, doneCount, LESSONS, lessonAfter, lessonNamed, lessonToBegin } from "../core/lessons";
import { LESSON_TITLES, STEP_TEXTS } from "./lesson_texts";

const LOOK_MS = 250;
const key = () => `retail_training_progress_${user.userId}`;

function readProgress() {
    try {
        return JSON.parse(browser.localStorage.getItem(key())) || {};
    } catch {
        return {};
    }
}

patch(PosStore.prototype, {
    async processServerData() {
        this.retailCoach = reactive({ lesson: null, step: 0, closings: 0, progress: readProgress() });
        return super.processServerData(...arguments);
    },
});

/** The list of orders tells the lessons what it lists and which of them is chosen. */
patch(TicketScreen.prototype, {
    setup() {
        super.setup();
        if (this.pos.retailCoach) {
            this.pos.retailCoach.ticket = this.state;
        }
    },
});

/** Which kind of sale is chosen in the list of orders: "paid", "open" (and with goods) or "". */
function chosenSale(pos, { selectedOrderUuid }) {
    const order = pos.models["pos.order"].getBy("uuid", selectedOrderUuid);
    if (order?.finalized) {
        return "paid";
    }
    return order?.lines.length ? "open" : "";
}

/** What the till shows, as the lessons ask for it. */
export function lookAt(pos, document = window.document) {
    const order = pos.getOrder();
    const ticket = pos.router.state.current === "TicketScreen" && pos.retailCoach.ticket;
    const orders = pos.models["pos.order"].getAll();
    const finished = orders.filter((each) => each.finalized);
    const answer = document.querySelector(".o_retail_price_check");
    return {
        screen: pos.router.state.current,
        lines: order && !order.finalized ? order.lines.length : 0,
        paid: Boolean(order?.lines.length && order.payment_ids.length && order.isPaid()),
        finished: finished.length,
        returned: finished.filter((each) => each.lines.some((line) => line.qty < 0)).length,
        parked: orders.filter((each) => !each.finalized && each !== order && each.lines.length).length,
        returning: Boolean(
            order && !order.finalized && order.lines.some((line) => line.refunded_orderline_id)
        ),
        listsPaid: Boolean(ticket) && ticket.filter === "SYNCED",
        chosen: ticket ? chosenSale(pos, ticket) : "",
        answer: answer ? (document.querySelector(".o_retail_price_check_answer") ? "found" : "open") : "",
        closing: Boolean(document.querySelector(".o_retail_practice_closing")),
        closings: pos.retailCoach.closings,
    };
}

export class TrainingBar extends Component {
    static template = "retail_pos_training.TrainingBar";
    static components = { Dropdown, DropdownItem };
    static props = {};

    setup() {
        this.pos = usePos();
        this.coach = useState(this.pos.retailCoach);
        this.state = useState({ box: null, cheer: "", choosing: false });
        this.start = null;
        let timer;
        onMounted(() => (timer = setInterval(() => this.look(), LOOK_MS)));
        onWillUnmount(() => clearInterval(timer));
    }

    get lessons() {
        return LESSONS.map(({ name }) => ({
            name,
            title: LESSON_TITLES[name],
            done: Boolean(this.coach.progress[name]),
        }));
    }

    get countText() {
        return `${doneCount(this.coach.progress)}/${LESSONS.length}`;
    }

    get lesson() {
        return this.coach.lesson && lessonNamed(this.coach.lesson);
    }

    get title() {
        return LESSON_TITLES[this.coach.lesson];
    }

    get text() {
        return STEP_TEXTS[this.lesson.steps[this.coach.step].text];
    }

    get stepText() {
        return `${this.coach.step + 1}/${this.lesson.steps.length}`;
    }

    begin(name) {
        this.start = lookAt(this.pos);
        Object.assign(this.coach, { lesson: lessonToBegin(name, this.start), step: 0 });
        this.state.cheer = "";
        if (this.pos.router.state.current !== "ProductScreen") {
            this.pos.navigate("ProductScreen", {
                orderUuid: (this.pos.getOrder() || this.pos.addNewOrder()).uuid,
            });
        }
    }

    stop() {
        this.coach.lesson = null;
        this.state.box = null;
    }

    leave() {
        return this.pos.retailSwitchTraining();
    }

    /** Goes on when the till shows that the step is done, and points at what to press next. */
    look() {
        if (!this.lesson) {
            return;
        }
        const { step, done } = advance(this.lesson, this.coach.step, {
            now: lookAt(this.pos),
            start: this.start,
        });
        if (done) {
            this.finish();
            return;
        }
        this.coach.step = step;
        this.point(this.lesson.steps[step].targets);
    }

    finish() {
        this.coach.progress[this.coach.lesson] = new Date().toISOString();
        browser.localStorage.setItem(key(), JSON.stringify(this.coach.progress));
        this.state.cheer = this.coach.lesson;
        this.stop();
    }

    point(targets) {
        const isThere = (each) => each.getClientRects().length && !each.closest("[inert]");
        const element = targets
            .map((target) => [...document.querySelectorAll(target)].find(isThere))
            .find(Boolean);
        const box = element?.getBoundingClientRect();
        const style = box
            ? `left: ${box.left - 4}px; top: ${box.top - 4}px; width: ${box.width + 8}px; height: ${box.height + 8}px;`
            : null;
        if (style !== this.state.box) {
            this.state.box = style;
        }
    }

    get cheerText() {
        return LESSON_TITLES[this.state.cheer];
    }

    get next() {
        return lessonAfter(this.state.cheer, this.coach.progress);
    }

    get nextText() {
        return _t("Next: %(lesson)s", { lesson: LESSON_TITLES[this.next] });
    }
}

patch(Chrome, { components: { ...Chrome.components, TrainingBar } });
