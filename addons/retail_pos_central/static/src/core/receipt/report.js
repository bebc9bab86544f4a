/**
 * The body of X and Z reports, as kassasystemforskriften asks for it: sales, returns, VAT per rate,
 * means of payment, cash counted against expected, groups of goods, cashiers, counters and totals since
 * the till's first day. Figures without a value are left out; amounts are in minor units.
 */

import { formatMoney, formatQty, formatRate } from "../money.js";
import { text } from "../texts.js";
import { amountRows, columnsRow, pairRows, RULE, textRows } from "./rows.js";
import { textWidth } from "./wrap.js";

const TEXTS = {
    en: {
        period: "Period",
        from: "From",
        to: "To",
        session: "Session",
        sales: "Sales",
        gross_sales: "Sales",
        returns: "Returns",
        net: "Net sales",
        rounding: "Rounding",
        tips: "Tips",
        discounts: "Discounts",
        manual_discounts: "Discounts by hand",
        campaigns: "Campaigns",
        vat: "VAT per rate",
        rate: "VAT {rate}",
        base: "Base",
        vat_amount: "VAT",
        payments: "Means of payment",
        counted: "Counted",
        expected: "Expected",
        difference: "Difference",
        cash: "Cash in the drawer",
        opening: "Opening float",
        cash_payments: "Cash taken, less change",
        cash_in: "Cash in",
        cash_out: "Cash out",
        groups: "Groups of goods",
        cashiers: "Cashiers",
        counters: "Counters",
        receipts: "Receipts",
        copies: "Copies",
        drawer: "Drawer openings",
        price_checks: "Price checks",
        corrections: "Removed lines",
        cancelled: "Cancelled sales",
        parked: "Parked sale slips",
        gift_receipts: "Gift receipts",
        training: "Training sales",
        unsent: "Not at head office yet",
        grand: "Totals since the first day",
        grand_sales: "Sales in all",
        grand_returns: "Returns in all",
        grand_net: "Net in all",
        not_final: "Figures so far; the day is still open.",
    },
    nb: {
        period: "Periode",
        from: "Fra",
        to: "Til",
        session: "Økt",
        sales: "Salg",
        gross_sales: "Salg",
        returns: "Returer",
        net: "Netto salg",
        rounding: "Øreavrunding",
        tips: "Tips",
        discounts: "Rabatter",
        manual_discounts: "Manuelle rabatter",
        campaigns: "Kampanjer",
        vat: "MVA per sats",
        rate: "MVA {rate}",
        base: "Grunnlag",
        vat_amount: "MVA",
        payments: "Betalingsmidler",
        counted: "Talt",
        expected: "Forventet",
        difference: "Avvik",
        cash: "Kontanter i skuffen",
        opening: "Inngående veksel",
        cash_payments: "Kontant inn, minus veksel",
        cash_in: "Innskudd",
        cash_out: "Uttak",
        groups: "Varegrupper",
        cashiers: "Kasserere",
        counters: "Tellere",
        receipts: "Kvitteringer",
        copies: "Kopier",
        drawer: "Skuffåpninger",
        price_checks: "Prisundersøkelser",
        corrections: "Strøkne linjer",
        cancelled: "Avbrutte salg",
        parked: "Foreløpige kvitteringer",
        gift_receipts: "Byttelapper",
        training: "Treningssalg",
        unsent: "Ikke hos hovedkontoret",
        grand: "Totaler siden første dag",
        grand_sales: "Salg i alt",
        grand_returns: "Returer i alt",
        grand_net: "Netto i alt",
        not_final: "Foreløpige tall; dagen er ikke avsluttet.",
    },
};

/** Counters in the order that they are printed in; see `counters` of the report's data. */
const COUNTERS = [
    "receipts",
    "copies",
    "drawer",
    "price_checks",
    "corrections",
    "cancelled",
    "parked",
    "gift_receipts",
    "training",
    "unsent",
];

/** @param {object} context as blocks get it; the figures are in `context.data.report` */
export function reportRows(context) {
    const { data, columns } = context;
    const paper = new Paper(context);
    const { report } = data;
    paper.pair("from", report.from);
    paper.pair("to", report.to);
    paper.pair("session", report.session);
    if (data.kind === "x_report") {
        paper.rows.push(...textRows(paper.word("not_final"), columns));
    }
    sales(paper, report);
    vat(paper, report.vat || []);
    payments(paper, report.payments || []);
    cash(paper, report.cash);
    paper.table("groups", report.groups);
    paper.table("cashiers", report.cashiers);
    counters(paper, report.counters || {});
    grand(paper, report.grand);
    return paper.rows;
}

/** Writes rows one below the other. */
class Paper {
    constructor({ lang, columns }) {
        this.lang = lang;
        this.columns = columns;
        this.rows = [];
    }

    word(key, params) {
        return text(key, this.lang, params, TEXTS);
    }

    money(amount) {
        return formatMoney(amount, this.lang);
    }

    title(key) {
        this.rows.push(RULE, ...textRows(this.word(key), this.columns, { bold: true }));
    }

    pair(key, value) {
        if (value) {
            this.rows.push(...pairRows(this.word(key), value, this.columns));
        }
    }

    amount(label, amount, options) {
        this.rows.push(...amountRows(label, this.money(amount), this.columns, options));
    }

    /** "Label  count  amount"; the count goes into the label where the paper is too narrow. */
    counted(label, count, amount, options = {}) {
        const { columns } = this;
        const times = count === undefined ? "" : formatQty(String(count), this.lang);
        if (amount === undefined) {
            this.rows.push(...amountRows(label, times, columns, options));
            return;
        }
        const sum = this.money(amount);
        const [countWidth, sumWidth] = [7, 13];
        const labelWidth = columns - countWidth - sumWidth;
        const isNarrow = textWidth(times) >= countWidth || textWidth(sum) >= sumWidth;
        if (isNarrow || textWidth(label) >= labelWidth) {
            this.rows.push(...amountRows(times ? `${label} (${times})` : label, sum, columns, options));
            return;
        }
        const cells = [
            [label, labelWidth],
            [times, countWidth, "right"],
            [sum, sumWidth, "right"],
        ];
        this.rows.push(columnsRow(cells, options));
    }

    table(key, entries) {
        if (entries?.length) {
            this.title(key);
            entries.forEach(({ name, count, amount }) => this.counted(name, count, amount));
        }
    }
}

function sales(paper, { sales: sold, returns, net, rounding, tips, discounts, campaigns }) {
    paper.title("sales");
    paper.counted(paper.word("gross_sales"), sold.count, sold.amount);
    paper.counted(paper.word("returns"), returns.count, returns.amount);
    paper.amount(paper.word("net"), net, { bold: true });
    if (rounding) {
        paper.amount(paper.word("rounding"), rounding);
    }
    if (tips) {
        paper.amount(paper.word("tips"), tips);
    }
    if (discounts?.count) {
        paper.counted(paper.word("manual_discounts"), discounts.count, discounts.amount);
    }
    paper.table("campaigns", campaigns);
}

function vat(paper, rates) {
    if (!rates.length) {
        return;
    }
    paper.title("vat");
    for (const { rate, base, vat: amount, net } of rates) {
        paper.amount(paper.word("rate", { rate: formatRate(rate, paper.lang) }), net);
        paper.amount(paper.word("base"), base, { indent: 2 });
        paper.amount(paper.word("vat_amount"), amount, { indent: 2 });
    }
}

function payments(paper, means) {
    if (!means.length) {
        return;
    }
    paper.title("payments");
    for (const { name, count, amount, returned, counted } of means) {
        paper.counted(name, count, amount);
        if (returned) {
            paper.amount(paper.word("returns"), returned, { indent: 2 });
        }
        if (counted !== undefined && counted !== null) {
            paper.amount(paper.word("counted"), counted, { indent: 2 });
            paper.amount(paper.word("difference"), counted - amount, { indent: 2 });
        }
    }
}

function cash(paper, figures) {
    if (!figures) {
        return;
    }
    paper.title("cash");
    paper.amount(paper.word("opening"), figures.opening);
    paper.amount(paper.word("cash_payments"), figures.payments);
    for (const key of ["cash_in", "cash_out"]) {
        if (figures[key]?.count) {
            paper.counted(paper.word(key), figures[key].count, figures[key].amount);
        }
    }
    paper.amount(paper.word("expected"), figures.expected, { bold: true });
    if (figures.counted !== undefined && figures.counted !== null) {
        paper.amount(paper.word("counted"), figures.counted, { bold: true });
        paper.amount(paper.word("difference"), figures.counted - figures.expected, { bold: true });
    }
}

/** Counters show a zero too: that a drawer was never opened is a figure. */
function counters(paper, values) {
    paper.title("counters");
    for (const key of COUNTERS.filter((name) => values[name])) {
        const { count, amount } = values[key];
        paper.counted(paper.word(key), count, amount || undefined);
    }
}

function grand(paper, totals) {
    if (!totals) {
        return;
    }
    paper.title("grand");
    for (const key of ["sales", "returns", "net"]) {
        paper.amount(paper.word(`grand_${key}`), totals[key], { bold: key === "net" });
    }
}
