/**
 * Sample sales for previews, checks and tests: they use every block and the awkward cases
 * (weighed goods, long names, three VAT rates, savings, a card, a customer).
 */

import { CASH_MOVE, REPORT, SLIP } from "./sample_reports.js";

const PARTIES = {
    store: {
        name: "Solbakken Torgata",
        address: "Torgata 12, 0181 Oslo",
        phone: "22 33 44 55",
        email: "torgata@solbakken.example",
        code: "OSL-01",
        website: "solbakken.example/torgata",
    },
    company: {
        name: "Solbakken Handel AS",
        org_number: "NO 987 654 325 MVA",
        address: "Storgata 1, 0155 Oslo",
        phone: "22 00 00 00",
        email: "post@solbakken.example",
        website: "solbakken.example",
        logo: null,
    },
    till: { name: "Kasse 1" },
    cashier: { name: "Kari Nordmann" },
    order: {
        number: "2601-1-000042",
        barcode: "2601-1-000042",
        reference: "Torgata/0042",
        date: "21.11.2026",
        time: "17:05",
        note: "",
    },
};

const SALE = {
    ...PARTIES,
    kind: "sale",
    copy_number: 0,
    lang: "nb_NO",
    lines: [
        {
            name: "Ullgenser, mørk blå, str. M",
            qty: "1",
            unit: "stk",
            price: 89900,
            gross: 89900,
            discount: 17980,
            net: 71920,
            vat: 25,
            savings: [{ name: "20 % på ull", amount: 17980 }],
        },
        {
            name: "Økologisk jordbærsyltetøy fra Ålesund, 340 g glass",
            qty: "3",
            unit: "stk",
            price: 4990,
            gross: 14970,
            discount: 4990,
            net: 9980,
            vat: 15,
            savings: [{ name: "3 for 2 på syltetøy", amount: 4990 }],
        },
        {
            name: "Epler, løsvekt",
            qty: "1.235",
            unit: "kg",
            weighed: true,
            price: 2990,
            gross: 3693,
            discount: 0,
            net: 3693,
            vat: 15,
            savings: [],
        },
        {
            name: "Kinobillett",
            qty: "2",
            unit: "stk",
            price: 14000,
            gross: 28000,
            discount: 2800,
            net: 25200,
            vat: 12,
            savings: [],
        },
    ],
    totals: { gross: 136563, discount: 25770, net: 110793, rounding: 7, to_pay: 110800 },
    vat: [
        { rate: 25, base: 57536, vat: 14384, net: 71920 },
        { rate: 15, base: 11890, vat: 1783, net: 13673 },
        { rate: 12, base: 22500, vat: 2700, net: 25200 },
    ],
    payments: [
        {
            name: "Kort",
            amount: 100000,
            card: {
                brand: "Visa",
                masked_pan: "**** **** **** 1234",
                auth_code: "004211",
                aid: "A0000000031010",
                ref: "118822",
            },
        },
        { name: "Kontant", amount: 20000, card: null },
    ],
    change: 9200,
    customer: {
        name: "Ola Bjørnstad",
        number: "10042",
        address: "Ålesundgata 3, 0470 Oslo",
        email: "ola@example.com",
    },
};

const RETURN = {
    ...PARTIES,
    kind: "return",
    copy_number: 0,
    lang: "nb_NO",
    lines: [
        {
            name: "Ullgenser, mørk blå, str. M",
            qty: "-1",
            unit: "stk",
            price: 71920,
            gross: -71920,
            discount: 0,
            net: -71920,
            vat: 25,
            savings: [],
        },
    ],
    totals: { gross: -71920, discount: 0, net: -71920, rounding: 0, to_pay: -71920 },
    vat: [{ rate: 25, base: -57536, vat: -14384, net: -71920 }],
    payments: [{ name: "Kort", amount: -71920, card: null }],
    change: 0,
    customer: null,
};

/** Goods of one size come back, the same in another size and something more go out. */
const EXCHANGE = {
    ...RETURN,
    order: { ...PARTIES.order, original: "2601-1-000017" },
    lines: [
        ...RETURN.lines,
        {
            name: "Ullgenser, mørk blå, str. L",
            qty: "1",
            unit: "stk",
            price: 89900,
            gross: 89900,
            discount: 17980,
            net: 71920,
            vat: 25,
            savings: [{ name: "20 % på ull", amount: 17980 }],
        },
        { ...SALE.lines[3], qty: "1", gross: 14000, discount: 0, net: 14000 },
    ],
    totals: { gross: 31980, discount: 17980, net: 14000, rounding: 0, to_pay: 14000 },
    vat: [
        { rate: 25, base: 0, vat: 0, net: 0 },
        { rate: 12, base: 12500, vat: 1500, net: 14000 },
    ],
    payments: [{ name: "Kort", amount: 14000, card: null }],
};

const { store, company, till, cashier, order } = PARTIES;
const WITHOUT_GOODS = {
    store,
    company,
    till,
    cashier,
    order: { number: "", date: order.date, time: order.time },
    copy_number: 0,
    customer: null,
};

const SOURCES = {
    return: { ...RETURN, order: { ...PARTIES.order, original: "2601-1-000017" } },
    exchange: EXCHANGE,
    parked: { ...SALE, payments: [], change: 0, totals: { ...SALE.totals, rounding: 0, to_pay: 110793 } },
    payment_slip: { ...WITHOUT_GOODS, order: PARTIES.order, slip: SLIP },
    cash_in: { ...WITHOUT_GOODS, cash_move: CASH_MOVE },
    cash_out: { ...WITHOUT_GOODS, cash_move: { amount: 80000, reason: "Til safe" } },
    z_report: { ...WITHOUT_GOODS, report: REPORT },
    x_report: {
        ...WITHOUT_GOODS,
        report: {
            ...REPORT,
            number: "",
            payments: REPORT.payments.map((means) => ({ ...means, counted: null })),
            cash: { ...REPORT.cash, counted: null },
        },
    },
};

/** Data of a kind of receipt in a language, a fresh copy each time. */
export function sampleData(kind = "sale", lang = "nb_NO") {
    const data = JSON.parse(JSON.stringify(SOURCES[kind] || SALE));
    return { ...data, kind, lang, copy_number: kind === "copy" ? 1 : 0 };
}

/** A complete template to start from; the till falls back on it when none is released. */
export function defaultTemplate() {
    return {
        version: 1,
        paper: { columns: 42 },
        blocks: [
            { type: "logo" },
            { type: "text", text: { en_US: "{store.name}" }, align: "center", size: "double", bold: true },
            {
                type: "text",
                text: {
                    en_US: "{store.address}\nPhone {store.phone}\n{company.name}\nOrg. no. {company.org_number}",
                    nb_NO: "{store.address}\nTlf. {store.phone}\n{company.name}\nOrg.nr. {company.org_number}",
                },
                align: "center",
            },
            { type: "space", rows: 1 },
            { type: "header" },
            { type: "rule" },
            { type: "lines" },
            { type: "totals" },
            { type: "payments" },
            { type: "vat" },
            { type: "savings" },
            { type: "customer" },
            { type: "signature", if: { kind: ["return", "exchange", "cash_in", "cash_out"] } },
            { type: "space", rows: 1 },
            {
                type: "text",
                text: {
                    en_US: "Thank you, and welcome back!",
                    nb_NO: "Takk for handelen, velkommen tilbake!",
                },
                align: "center",
                if: { kind: ["sale", "exchange", "copy"] },
            },
            { type: "barcode", data: "{order.number}" },
            { type: "cut" },
        ],
    };
}
