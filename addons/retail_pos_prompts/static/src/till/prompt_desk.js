/**
 * Asks what is due at a moment, one prompt after the other, and keeps the answers with the sale.
 * While somebody is asked, scans wait their turn (see barcode_reader_patch.js).
 */

import { reactive } from "@odoo/owl";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { Mutex } from "@web/core/utils/concurrency";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { findZone, wallClock } from "@retail_pos_central/core/campaigns/clock";
import { toMinor } from "@retail_pos_central/core/basket";
import { productGroups } from "@retail_pos_central/till/campaigns/order_basket";
import { localized } from "@retail_pos_central/core/texts";
import { tillLanguage } from "@retail_pos_central/till/language/till_language";
import { readRaw } from "@retail_pos_central/till/models/read_raw";
import { tillNow } from "@retail_pos_central/till/sync/till_clock";
import { answerWords, printedAnswer } from "../core/answer_words";
import { duePrompts, saleHours, showsOnce, UNANSWERED } from "../core/prompts";
import { PromptDialog } from "./prompt_dialog";

const TICK_MS = 20_000;

/** Those of the sale as a whole, and those of its lines. */
function answersOf(order) {
    return [order, ...order.lines].flatMap(({ retail_answers }) => retail_answers || []);
}

export class PromptDesk {
    constructor(pos, storage) {
        this.pos = pos;
        this.storage = storage;
        this.storageKey = `retail_prompts_${pos.config.id}`;
        this.state = reactive({ asking: false, waiting: 0 });
        this.mutex = new Mutex();
        this.idle = Promise.resolve();
        /** Set by a dialog that wants the next code for itself. */
        this.codeTaker = null;
        this.timer = setInterval(() => this.tick(), TICK_MS);
    }

    get prompts() {
        return this.pos.retail?.contents.prompt || [];
    }

    context(order) {
        const place = this.pos.config._retail || {};
        const nowMs = tillNow();
        const zone = findZone(place.timezone) || findZone("UTC");
        const { weekday } = wallClock(zone, nowMs);
        const [date, time] = new Date(nowMs + zone.offsetMs(nowMs)).toISOString().split("T");
        const answered = order ? readRaw(order, answersOf) : [];
        return {
            wall: { date, weekday, time: time.slice(0, 5) },
            nowMs,
            role: this.pos.getCashier()?._role || "cashier",
            store: place.store?.uuid,
            seen: new Set(answered.map(({ prompt }) => prompt)),
        };
    }

    /**
     * @param event as in core/prompts.js
     * @returns {Promise<{allowed: boolean, forLine: object[], forOrder: object[]}>} the answers are not kept yet
     */
    ask(event, order = null) {
        return this.mutex.exec(async () => {
            const answers = { allowed: true, forLine: [], forOrder: [] };
            const context = this.context(order);
            const due = duePrompts(this.prompts, event, context);
            if (!due.length) {
                return answers;
            }
            const settle = this.begin();
            try {
                for (const prompt of due) {
                    const entry = await this.present(prompt, event, context);
                    if (entry === false) {
                        return { allowed: false, forLine: [], forOrder: [] };
                    }
                    if (entry) {
                        const isOfLine = event.product && !showsOnce(prompt);
                        answers[isOfLine ? "forLine" : "forOrder"].push(entry);
                    }
                }
                return answers;
            } finally {
                settle();
            }
        });
    }

    /** Asks about a sale as a whole and keeps what was answered. */
    async askAboutOrder(event, order) {
        const { allowed, forOrder } = await this.ask(event, order);
        order.addRetailAnswers(forOrder);
        return allowed;
    }

    begin() {
        let settle;
        this.idle = new Promise((resolve) => (settle = resolve));
        this.state.asking = true;
        return () => {
            Object.assign(this.state, { asking: false, waiting: 0 });
            settle();
        };
    }

    /** @returns {Promise<object | null | false>} what to keep, nothing to keep, or refused */
    async present(prompt, event, context) {
        const texts = this.textsOf(prompt);
        if (prompt.kind === "tip") {
            this.pos.notification.add(texts.text, { title: texts.name, type: "info" });
            return showsOnce(prompt) ? this.entry(prompt, texts, "") : null;
        }
        if (prompt.kind === "sale_hours") {
            await this.refuse(texts, event, this.hoursText(prompt, context));
            return false;
        }
        const answer = await makeAwaitable(this.pos.dialog, PromptDialog, {
            prompt,
            texts,
            goods: event.product?.name || "",
            context,
            desk: this,
        });
        if (prompt.kind === "information") {
            return showsOnce(prompt) ? this.entry(prompt, texts, "") : null;
        }
        if (!answer || answer.refused) {
            await this.refuse(texts, event, "");
            return false;
        }
        return answer.skipped ? null : this.entry(prompt, texts, answer.answer);
    }

    /** In the cashier's language. */
    textsOf(prompt) {
        const lang = tillLanguage();
        return {
            name: localized(prompt.name, lang),
            text: localized(prompt.text, lang),
            refusal: localized(prompt.refusal, lang),
            choices: (prompt.choices || []).map((choice) => localized(choice, lang)),
        };
    }

    /** `answer` as core/answer_words.js takes it; none for what was only shown. */
    entry(prompt, texts, answer) {
        const isPrinted = prompt.print && !UNANSWERED.includes(prompt.kind);
        return {
            prompt: prompt.id,
            kind: prompt.kind,
            name: texts.name,
            question: texts.text,
            value: answer && answerWords(prompt, answer, tillLanguage()),
            at: new Date(tillNow()).toISOString(),
            cashier: this.pos.getCashier()?.name || "",
            print: isPrinted ? printedAnswer(prompt, answer) : null,
        };
    }

    hoursText(prompt, context) {
        const { hours } = saleHours(prompt, context);
        return hours.length
            ? _t("Today they may be sold from %(from)s to %(to)s.", { from: hours[0], to: hours[1] })
            : _t("Today they may not be sold.");
    }

    /** Says why, and waits until the cashier has read it. */
    refuse(texts, event, facts) {
        const reason = texts.refusal || (event.product ? texts.text : "");
        const consequence = {
            product: _t("%(name)s is not on the sale.", { name: event.product?.name || "" }),
            total: _t("What was added last is not on the sale."),
            customer: _t("The customer is not on the sale."),
            payment: _t("The sale can't be paid yet."),
            return: _t("The goods are not taken back."),
            closing: _t("The till stays open."),
        }[event.moment];
        const body = [reason, facts, consequence].filter(Boolean).join("\n");
        return new Promise((resolve) =>
            this.pos.dialog.add(AlertDialog, { title: texts.name, body }, { onClose: resolve })
        );
    }

    /** Goods whose hours ended since they were scanned, or that a parked sale holds. */
    async askHoursOf(order) {
        for (const line of order.lines.filter(({ qty }) => qty > 0)) {
            const event = { moment: "product", product: promptProduct(line.product_id) };
            const context = this.context(order);
            const refusing = duePrompts(this.prompts, event, context).find(
                ({ kind }) => kind === "sale_hours"
            );
            if (refusing) {
                const facts = `${event.product.name}: ${this.hoursText(refusing, context)}`;
                await this.refuse(this.textsOf(refusing), { moment: "payment" }, facts);
                return false;
            }
        }
        return true;
    }

    /** A quantity typed at the numpad adds goods that nobody asked about, and each has a serial number of its own. */
    askForEachUnit(order) {
        return this.mutex.exec(async () => {
            const context = this.context(order);
            for (const line of order.lines.filter(({ qty }) => qty > 1)) {
                const event = { moment: "product", product: promptProduct(line.product_id) };
                const serials = duePrompts(this.prompts, event, context).filter(
                    ({ kind }) => kind === "serial"
                );
                for (const prompt of serials.filter((one) => !showsOnce(one))) {
                    if (!(await this.completeSerials(line, prompt, event, context))) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    async completeSerials(line, prompt, event, context) {
        const given = () =>
            (line.retail_answers || []).filter((answer) => answer.prompt === prompt.id).length;
        const settle = this.begin();
        try {
            while (given() < Math.floor(line.qty)) {
                const entry = await this.present(prompt, { ...event, moment: "payment" }, context);
                if (!entry) {
                    return entry === null;
                }
                line.retail_answers = [...(line.retail_answers || []), entry];
            }
            return true;
        } finally {
            settle();
        }
    }

    /** Everything that has to be settled before a sale is paid. */
    async mayPay(order) {
        if (!(await this.askHoursOf(order)) || !(await this.askForEachUnit(order))) {
            return false;
        }
        const total = toMinor(order.priceIncl, order.currency.decimal_places);
        const takesBack = order.lines.some((line) => line.qty < 0 && !line.refunded_orderline_id);
        return (
            (!takesBack || (await this.askAboutOrder({ moment: "return" }, order))) &&
            (await this.askAboutOrder({ moment: "payment", total }, order))
        );
    }

    // -- times of day -------------------------------------------------------------

    /** Shows what is due by the clock, when nothing else is on screen. */
    async tick() {
        if (this.state.asking || document.body.classList.contains("modal-open")) {
            return;
        }
        const context = this.context(null);
        const shown = this.shownOn(context.wall.date);
        const isNew = ({ id }) => !shown.includes(id);
        const due = duePrompts(this.prompts, { moment: "time" }, context).filter(isNew);
        if (!due.length || this.pos.session.state !== "opened") {
            return;
        }
        const ids = [...shown, ...due.map(({ id }) => id)];
        this.storage.setItem(this.storageKey, JSON.stringify({ date: context.wall.date, ids }));
        const settle = this.begin();
        try {
            for (const prompt of due) {
                await this.present(prompt, { moment: "time" }, context);
            }
        } finally {
            settle();
        }
    }

    shownOn(date) {
        try {
            const kept = JSON.parse(this.storage.getItem(this.storageKey) || "{}");
            return kept.date === date && Array.isArray(kept.ids) ? kept.ids : [];
        } catch {
            // Somebody else wrote there: the worst is that a text shows again.
            return [];
        }
    }

    // -- scans ------------------------------------------------------------------

    /** A question for a serial number takes the next code. */
    takes(code) {
        if (!this.codeTaker) {
            return false;
        }
        this.codeTaker(code);
        return true;
    }

    /** Runs a scan when nobody is asked any more; scans keep their order. */
    async afterwards(scan) {
        this.state.waiting++;
        while (this.state.asking) {
            await this.idle;
        }
        return scan();
    }
}

/**
 * Goods as prompts select them. Where the variant is chosen only afterwards, all variants count: better
 * one question too many.
 */
export function promptProduct(product, template = product.product_tmpl_id) {
    const variants = product ? [product] : template.product_variant_ids;
    return {
        ids: variants.map(({ id }) => String(id)),
        groups: productGroups({ product_tmpl_id: template }),
        name: product?.display_name || template.display_name || template.name,
    };
}
