/**
 * The guided first day: short lessons on the real till. A step is done when what the till shows says so;
 * `proof` marks what is counted; `now` and `start` are snapshots {screen, lines, paid, finished, returned, parked, returning, answer, closings}.
 */

export const LESSONS = [
    {
        name: "sell",
        steps: [
            {
                text: "sell_goods",
                target: ".o_retail_layout_button, article.product",
                done: ({ now }) => now.lines > 0,
            },
            {
                text: "sell_payment",
                target: ".pay-order-button",
                done: ({ now }) => now.screen === "PaymentScreen",
            },
            { text: "sell_method", target: ".paymentmethod", done: ({ now }) => now.paid },
            {
                text: "sell_validate",
                target: ".payment-screen .validation-button, .payment-screen .next",
                proof: true,
                done: ({ now, start }) => now.finished > start.finished,
            },
            {
                text: "sell_next",
                target: ".receipt-screen .validation, .feedback-screen",
                done: ({ now }) => now.screen === "ProductScreen",
            },
        ],
    },
    {
        name: "return",
        needs: "sell",
        steps: [
            {
                text: "return_orders",
                target: ".orders-button",
                done: ({ now }) => now.screen === "TicketScreen",
            },
            {
                text: "return_goods",
                target: ".ticket-screen .search-bar, .ticket-screen .filter, .ticket-screen .order-row",
                done: ({ now }) => now.returning,
            },
            {
                text: "return_pay",
                target: ".paymentmethod, .payment-screen .validation-button, .payment-screen .next",
                proof: true,
                done: ({ now, start }) => now.returned > start.returned,
            },
            {
                text: "sell_next",
                target: ".receipt-screen .validation, .feedback-screen",
                done: ({ now }) => now.screen === "ProductScreen",
            },
        ],
    },
    {
        name: "park",
        steps: [
            {
                text: "park_goods",
                target: ".o_retail_layout_button, article.product",
                done: ({ now }) => now.lines > 0,
            },
            {
                text: "park_away",
                target: ".o_retail_layout_button[data-action=park], .list-plus-btn",
                proof: true,
                done: ({ now, start }) => now.parked > start.parked,
            },
            {
                text: "park_orders",
                target: ".orders-button, .o_retail_layout_button[data-action=resume]",
                done: ({ now }) => now.screen === "TicketScreen" || now.lines > 0,
            },
            {
                text: "park_back",
                target: ".ticket-screen .order-row, .ticket-screen .validation",
                done: ({ now }) => now.screen === "ProductScreen" && now.lines > 0,
            },
        ],
    },
    {
        name: "price_check",
        steps: [
            {
                text: "price_open",
                target: ".o_retail_layout_button[data-action=price_check], .o_retail_layout_tab",
                done: ({ now }) => Boolean(now.answer),
            },
            {
                text: "price_scan",
                target: ".o_retail_price_check",
                done: ({ now }) => now.answer === "found",
            },
            {
                text: "price_close",
                target: ".modal-footer .btn-secondary, .modal .btn-close",
                done: ({ now }) => !now.answer,
            },
        ],
    },
    {
        name: "close",
        steps: [
            { text: "close_menu", target: ".pos-rightheader .fa-bars", done: ({ now }) => now.closing },
            {
                text: "close_count",
                target: ".o_retail_practice_closing",
                proof: true,
                done: ({ now, start }) => now.closings > start.closings,
            },
        ],
    },
];

export function lessonNamed(name) {
    return LESSONS.find((lesson) => lesson.name === name) || null;
}

/**
 * Where somebody stands in a lesson after another look at the till: {step, done}. Looks come now and then: who is
 * quick has done several steps meanwhile, and what is counted (`proof`) tells of those before it as well.
 */
export function advance(lesson, step, facts) {
    let at = step;
    lesson.steps.forEach((one, number) => {
        if (number >= at && one.proof && one.done(facts)) {
            at = number + 1;
        }
    });
    while (at < lesson.steps.length && lesson.steps[at].done(facts)) {
        at++;
    }
    return { step: at, done: at >= lesson.steps.length };
}

export function doneCount(progress) {
    return LESSONS.filter((lesson) => progress[lesson.name]).length;
}
