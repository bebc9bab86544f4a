/**
 * What a practice sale tells head office, and the rules for entering and leaving training. Pure.
 */

/** Who put the till into training; null: it is not in training. */
export function trainingReason({ tills = [], cashier = false } = {}, configId, userId, byHand) {
    if (tills.includes(configId)) {
        return "till";
    }
    if (cashier) {
        return "cashier";
    }
    return byHand && byHand.user === userId ? "hand" : null;
}

/** "TREN26-3-000042": never the number of a sale, which begins with figures. */
export function practiceNumber(year, configId, number) {
    return `TREN${String(year).slice(-2)}-${configId}-${String(number).padStart(6, "0")}`;
}

/**
 * Why a till may not change into or out of training now, or null.
 * @param {{training, reason, offline, unsent, open: string[]}} state `open` names sales with goods in them
 */
export function refusal({ training, reason, offline, unsent, open }) {
    if (training && reason !== "hand") {
        return { code: `forced_${reason}` };
    }
    if (open.length) {
        return { code: training ? "practice_open" : "sale_open", names: open.join(", ") };
    }
    if (offline) {
        return { code: "offline" };
    }
    return !training && unsent ? { code: "unsent", count: unsent } : null;
}

/** A finished practice sale as head office takes it; amounts in minor units. */
export function practiceReport(order, { reason, toMinor }) {
    return {
        uuid: order.uuid,
        name: order.pos_reference,
        kind: order.lines.some((line) => line.qty < 0) ? "return" : "sale",
        reason,
        at_ms: order.at_ms,
        total: toMinor(order.total),
        lines: order.lines.map(({ name, qty }) => ({ name, qty: String(qty) })),
        payments: order.payments.map(({ name }) => name),
    };
}

/** What was practised since the drawer was last counted: {count, returns, total, cash, methods}. */
export function practiceTotals(orders, { toMinor }) {
    const methods = new Map();
    for (const { name, amount } of orders.flatMap((order) => order.payments)) {
        methods.set(name, (methods.get(name) || 0) + toMinor(amount));
    }
    const cash = orders.flatMap((order) => order.payments).filter((payment) => payment.isCash);
    const sum = (amounts) => amounts.reduce((all, amount) => all + toMinor(amount), 0);
    return {
        count: orders.length,
        returns: orders.filter((order) => order.lines.some((line) => line.qty < 0)).length,
        total: sum(orders.map((order) => order.total)),
        cash: sum(cash.map((payment) => payment.amount)),
        methods: [...methods].map(([name, amount]) => ({ name, amount })),
    };
}
