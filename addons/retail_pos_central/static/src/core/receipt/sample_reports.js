/**
 * Sample data of the receipts that are not about one sale: X and Z reports, cash in and out, slips.
 */

export const REPORT = {
    number: 214,
    from: "21.11.2026 08:01",
    to: "21.11.2026 20:07",
    session: "Torgata/00214",
    sales: { count: 187, amount: 8426550 },
    returns: { count: 4, amount: -189600 },
    net: 8236950,
    rounding: -312,
    tips: 0,
    discounts: { count: 6, amount: -41250 },
    campaigns: [
        { name: "3 for 2 på syltetøy", count: 21, amount: -104790 },
        { name: "20 % på ull", count: 9, amount: -161820 },
    ],
    vat: [
        { rate: 25, base: 4213840, vat: 1053460, net: 5267300 },
        { rate: 15, base: 2389261, vat: 358389, net: 2747650 },
        { rate: 12, base: 198214, vat: 23786, net: 222000 },
    ],
    payments: [
        { name: "Kort", count: 161, amount: 7134850, returned: -149700, counted: 7134850 },
        { name: "Kontant", count: 30, amount: 1101788, returned: -39900 },
    ],
    cash: {
        opening: 200000,
        payments: 1101788,
        cash_in: { count: 1, amount: 50000 },
        cash_out: { count: 2, amount: -80000 },
        expected: 1271788,
        counted: 1271700,
    },
    groups: [
        { name: "Klær", count: 42, amount: 3412900 },
        { name: "Matvarer", count: 611, amount: 2747650 },
        { name: "Øvrig", count: 88, amount: 2076400 },
    ],
    cashiers: [
        { name: "Kari Nordmann", count: 112, amount: 5012300 },
        { name: "Bjørn Håkon Sørås", count: 79, amount: 3224650 },
    ],
    counters: {
        receipts: { count: 191 },
        copies: { count: 3, amount: 218700 },
        drawer: { count: 37 },
        price_checks: { count: 14, amount: 311800 },
        corrections: { count: 9, amount: -88300 },
        cancelled: { count: 2, amount: 45900 },
        parked: { count: 1, amount: 129900 },
        gift_receipts: { count: 5 },
        training: { count: 2, amount: 79800 },
        unsent: { count: 0 },
    },
    grand: { sales: 1412366120, returns: -21433900, net: 1390932220 },
};

export const CASH_MOVE = { amount: 50000, reason: "Veksel fra banken" };

export const SLIP = {
    whose: "merchant",
    needs_signature: true,
    payment: {
        name: "Kort",
        amount: 108400,
        card: {
            brand: "Visa",
            masked_pan: "**** **** **** 1234",
            auth_code: "004211",
            aid: "A0000000031010",
            ref: "118822",
        },
    },
};
