/**
 * The guided first day: short lessons on the real till. A step is done when what the till shows says so;
 * `proof` marks what is counted; `now` and `start` are snapshots {screen, lines, paid, finished, returned, parked,
 * returning, listsPaid, chosen, answer, closings}. `targets`: what to point at, the first that is there.
 */

const GOODS = [".o_retail_layout_button[data-type=product]", "article.product", ".o_retail_layout_button"];
const VALIDATE = [".payment-screen .validation-button.next"];
const button = (action) => `.o_retail_layout_button[data-action=${action}]`;

const isServing = (now) => now.screen === "ProductScreen";
const hasGoods = (now) => isServing(now) && now.lines > 0;

const NEXT_CUSTOMER = {
    text: "sell_next",
    targets: [".receipt-screen .validation", ".feedback-screen"],
    done: ({ now }) => isServing(now),
};

export const LESSONS = [
    {
        name: "sell",
        steps: [
            { text: "sell_goods", targets: GOODS, done: ({ now }) => now.lines > 0 },
            {
                text: "sell_payment",
                targets: [".pay-order-button", ".pay-button"],
                done: ({ now }) => now.screen === "PaymentScreen",
            },
            { text: "sell_method", targets: [".paymentmethod"], done: ({ now }) => now.paid },
            {
                text: "sell_validate",
                targets: VALIDATE,
                proof: true,
                done: ({ now, start }) => now.finished > start.finished,
            },
            NEXT_CUSTOMER,
        ],
    },
    {
        name: "return",
        needs: "sell",
        steps: [
            {
                text: "return_orders",
                targets: [".orders-button", button("return")],
                done: ({ now }) => now.screen === "TicketScreen" || now.returning,
            },
            {
                text: "return_paid",
                targets: [".ticket-screen .filter"],
                done: ({ now }) => now.listsPaid || now.returning,
            },
            {
                text: "return_sale",
                targets: [".ticket-screen .order-row"],
                done: ({ now }) => now.chosen === "paid" || now.returning,
            },
            {
                text: "return_goods",
                targets: [".ticket-screen .pay-order-button", ".ticket-screen .review-button"],
                done: ({ now }) => now.returning,
            },
            {
                text: "return_method",
                targets: [".paymentmethod", ".pay-order-button", ".pay-button"],
                done: ({ now }) => now.paid,
            },
            {
                text: "return_validate",
                targets: VALIDATE,
                proof: true,
                done: ({ now, start }) => now.returned > start.returned,
            },
            NEXT_CUSTOMER,
        ],
    },
    {
        name: "park",
        steps: [
            { text: "park_goods", targets: GOODS, done: ({ now }) => now.lines > 0 },
            {
                text: "park_away",
                targets: [button("park"), ".list-plus-btn"],
                proof: true,
                done: ({ now, start }) => now.parked > start.parked,
            },
            {
                text: "park_orders",
                targets: [button("resume"), ".orders-button"],
                done: ({ now }) => now.screen === "TicketScreen" || hasGoods(now),
            },
            {
                text: "park_sale",
                targets: [".ticket-screen .order-row:not(.highlight)"],
                done: ({ now }) => now.chosen === "open" || hasGoods(now),
            },
            {
                text: "park_back",
                targets: [".ticket-screen .load-order-button"],
                done: ({ now }) => hasGoods(now),
            },
        ],
    },
    {
        name: "price_check",
        steps: [
            {
                text: "price_open",
                targets: [button("price_check"), ".o_retail_layout_tab"],
                done: ({ now }) => Boolean(now.answer),
            },
            {
                text: "price_scan",
                targets: [".o_retail_price_check"],
                done: ({ now }) => now.answer === "found",
            },
            {
                text: "price_close",
                targets: [".modal-footer .btn-secondary", ".modal .btn-close"],
                done: ({ now }) => !now.answer,
            },
        ],
    },
    {
        name: "close",
        steps: [
            {
                text: "close_menu",
                targets: [".pos-burger-menu-items > :last-child", ".pos-rightheader .fa-bars"],
                done: ({ now }) => now.closing,
            },
            {
                text: "close_count",
                targets: [".o_retail_practice_closing"],
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

/** The lesson to begin with for this one: goods come back only where some were sold. */
export function lessonToBegin(name, facts) {
    const { needs } = lessonNamed(name);
    return needs && !facts.finished ? needs : name;
}

/** What is left to learn after this lesson, the day's order first; null: nothing. */
export function lessonAfter(name, progress) {
    const place = LESSONS.findIndex((lesson) => lesson.name === name) + 1;
    const inTurn = [...LESSONS.slice(place), ...LESSONS.slice(0, place)];
    return inTurn.find((lesson) => !progress[lesson.name])?.name ?? null;
}

export function doneCount(progress) {
    return LESSONS.filter((lesson) => progress[lesson.name]).length;
}
