/**
 * What each block of a receipt template becomes, given the data of a sale.
 *
 * A block is a function (block, context) → rows. Context: {data, lang, columns, values} where
 * `values` holds the documented fields. A new block is one entry in BLOCKS.
 */

import { formatMoney, formatQty, formatRate } from "../money.js";
import { localized, text as word } from "../texts.js";
import { barcodeFits, DOTS_PER_LETTER, qrSizeFor } from "./barcode.js";
import { fillFields, isEmptyOfFields } from "./fields.js";
import { isAboutGoods, isCashMove, isCopy, isPriced, isReport, isSlip, ownKind } from "./kinds.js";
import { reportRows } from "./report.js";
import { amountRows, columnsRow, pairRows, RULE, textRows } from "./rows.js";
import { columnsAt, textWidth } from "./wrap.js";

function textBlock(block, context) {
    const { lang, values, columns } = context;
    return localized(block.text, lang)
        .split(/\r?\n/)
        .filter((line) => !isEmptyOfFields(line, values))
        .flatMap((line) => textRows(fillFields(line, values), columns, block));
}

function logo(block, { data, columns }) {
    const image = data.company.logo;
    if (!image?.data) {
        return [];
    }
    const width_px = Math.min(image.width_px, columns * DOTS_PER_LETTER);
    return [{ type: "image", data: image.data, width_px, align: "center" }];
}

/** What the receipt is, from where, by whom: the title of a copy or return is large by law. */
function header(block, context) {
    const { data, lang, columns } = context;
    const rows = titleRows(context);
    const number = data.order.number && `${word("receipt_no", lang)} ${data.order.number}`;
    rows.push(...pairRows(number, `${data.order.date} ${data.order.time}`, columns));
    if (data.order.original) {
        rows.push(...textRows(`${word("original", lang)} ${data.order.original}`, columns));
    }
    const till = data.till.name && `${word("till", lang)}: ${data.till.name}`;
    const cashier = data.cashier?.name && `${word("cashier", lang)}: ${data.cashier.name}`;
    rows.push(...pairRows(till, cashier, columns));
    return rows;
}

function titleRows({ data, lang, columns }) {
    const rows = [];
    if (data.training) {
        rows.push(...large(word("title.training", lang), columns));
    }
    if (isCopy(data)) {
        const number = data.copy_number;
        rows.push(...large(number ? word("copy_n", lang, { n: number }) : word("copy", lang), columns));
    }
    const kind = ownKind(data);
    const plain = kind === "sale" && !isCopy(data) && !data.training;
    const title = word(`title.${kind}`, lang, { number: data.report?.number ?? "" }).trim();
    rows.push(
        ...textRows(title, columns, {
            align: "center",
            size: plain || isCopy(data) ? "normal" : largest(title, columns),
            bold: true,
        })
    );
    // Norwegian rules: what proves no purchase says so, in letters half as large again as the amounts.
    if (data.training || kind === "parked") {
        const warning = word("not_a_receipt", lang);
        rows.push(
            ...textRows(warning, columns, { align: "center", size: largest(warning, columns), bold: true })
        );
    }
    return rows;
}

function large(text, columns) {
    return textRows(text, columns, { align: "center", size: "double", bold: true });
}

/** The main part: goods, or what stands in their place on receipts without goods. */
function lines(block, context) {
    const { data, columns } = context;
    if (isReport(data)) {
        return reportRows(context);
    }
    if (isCashMove(data)) {
        return cashMove(context);
    }
    if (isSlip(data)) {
        return slip(context);
    }
    const notes = ownKind(data) === "gift" ? [] : data.notes || [];
    return [
        ...data.lines.flatMap((line) => lineRows(line, context)),
        ...notes.flatMap((note) => textRows(note, columns)),
    ];
}

function lineRows(line, { data, lang, columns }) {
    if (ownKind(data) === "gift") {
        return textRows(`${formatQty(line.qty, lang)} x ${line.name}`, columns);
    }
    const money = (amount) => formatMoney(amount, lang);
    const rows = [];
    if (line.qty === "1" && !line.weighed) {
        rows.push(...amountRows(line.name, money(line.gross), columns));
    } else {
        const unit = line.unit ? ` ${line.unit}` : "";
        const each = `${formatQty(line.qty, lang)}${unit} x ${money(line.price)}`;
        rows.push(...textRows(line.name, columns));
        rows.push(...amountRows(each, money(line.gross), columns, { indent: 2 }));
    }
    for (const saving of line.savings || []) {
        rows.push(...amountRows(saving.name, money(-saving.amount), columns, { indent: 2 }));
    }
    const other = line.discount - sum(line.savings || [], "amount");
    if (other !== 0) {
        rows.push(...amountRows(word("discount", lang), money(-other), columns, { indent: 2 }));
    }
    for (const note of line.notes || []) {
        rows.push(...textRows(`  ${note}`, columns));
    }
    return rows;
}

function cashMove({ data, lang, columns }) {
    const { amount, reason } = data.cash_move;
    const rows = amountRows(word("amount", lang), formatMoney(amount, lang), columns, { bold: true });
    return reason ? [...rows, ...textRows(`${word("reason", lang)}: ${reason}`, columns)] : rows;
}

/** What the terminal wants on paper, or the payment's own facts where it gave no words. */
function slip({ data, lang, columns }) {
    const { whose, payment, needs_signature } = data.slip;
    const whoseCopy = textRows(word(`slip.${whose}`, lang), columns, { align: "center", bold: true });
    const rows = [
        ...whoseCopy,
        ...amountRows(payment.name, formatMoney(payment.amount, lang), columns, { bold: true }),
        ...cardRows(payment.card, lang, columns),
    ];
    return needs_signature ? [...rows, ...signature({}, { data, lang, columns })] : rows;
}

/** On an exchange what came back and what was bought, before what is left to pay. */
function exchanged({ data, lang, columns }) {
    if (ownKind(data) !== "exchange") {
        return [];
    }
    const net = (isBack) =>
        sum(
            data.lines.filter((line) => line.net < 0 === isBack),
            "net"
        );
    return [
        ...amountRows(word("exchange_returned", lang), formatMoney(net(true), lang), columns),
        ...amountRows(word("exchange_bought", lang), formatMoney(net(false), lang), columns),
    ];
}

function totals(block, context) {
    const { data, lang, columns } = context;
    const { gross, discount, rounding, to_pay } = data.totals;
    const money = (amount) => formatMoney(amount, lang);
    const rows = [RULE, ...exchanged(context)];
    if (discount && ownKind(data) !== "exchange") {
        rows.push(...amountRows(word("subtotal", lang), money(gross), columns));
        rows.push(...amountRows(word("total_discount", lang), money(-discount), columns));
    }
    if (rounding) {
        rows.push(...amountRows(word("rounding", lang), money(rounding), columns));
    }
    const label = word(to_pay < 0 ? "to_refund" : "to_pay", lang);
    const amount = money(Math.abs(to_pay));
    rows.push(
        ...amountRows(label, amount, columns, { size: largest(`${label}  ${amount}`, columns), bold: true })
    );
    return rows;
}

/** Double letters where the text fits on one row, else tall ones. */
function largest(text, columns) {
    return textWidth(text) <= columnsAt(columns, "double") ? "double" : "tall";
}

function vat(block, { data, lang, columns }) {
    if (!data.vat.length) {
        return [];
    }
    const heads = ["vat_rate", "vat_base", "vat_amount", "vat_total"].map((key) => word(key, lang));
    const table = data.vat.map((rate) => [
        formatRate(rate.rate, lang),
        ...[rate.base, rate.vat, rate.net].map((amount) => formatMoney(amount, lang)),
    ]);
    const width = Math.floor((columns - 8) / 3);
    const widths = [columns - 3 * width, width, width, width];
    if ([heads, ...table].some((cells) => cells.some((cell, i) => textWidth(cell) >= widths[i]))) {
        return [RULE, ...table.flatMap((cells) => stackedVat(heads, cells, columns))];
    }
    const row = (cells, bold) =>
        columnsRow(
            cells.map((cell, i) => [cell, widths[i], i ? "right" : "left"]),
            { bold }
        );
    return [RULE, row(heads, true), ...table.map((cells) => row(cells, false))];
}

/** One fact a row, for amounts too long or paper too narrow for the table. */
function stackedVat(heads, [rate, ...amounts], columns) {
    const rows = textRows(`${heads[0]} ${rate}`, columns, { bold: true });
    amounts.forEach((amount, i) => rows.push(...amountRows(heads[i + 1], amount, columns, { indent: 2 })));
    return rows;
}

function payments(block, { data, lang, columns }) {
    if (!data.payments.length && !data.change) {
        return [];
    }
    const rows = [RULE];
    for (const payment of data.payments) {
        rows.push(...amountRows(payment.name, formatMoney(payment.amount, lang), columns));
        rows.push(...cardRows(payment.card, lang, columns));
    }
    if (data.change) {
        rows.push(...amountRows(word("change", lang), formatMoney(data.change, lang), columns));
    }
    return rows;
}

/** The terminal's own slip when it gave one: the scheme prescribes its wording. */
function cardRows(card, lang, columns) {
    if (!card) {
        return [];
    }
    if (card.slip?.length) {
        return card.slip.flatMap((line) => textRows(line, columns));
    }
    const facts = [
        [card.brand, card.masked_pan].filter(Boolean).join(" "),
        card.auth_code ? `${word("auth_code", lang)} ${card.auth_code}` : "",
        [card.aid, card.ref].filter(Boolean).join(" "),
    ];
    return facts.filter(Boolean).flatMap((fact) => textRows(`  ${fact}`, columns));
}

/** What each campaign gave, and the sum. */
function savings(block, { data, lang, columns }) {
    const byName = new Map();
    for (const line of data.lines) {
        for (const saving of line.savings || []) {
            byName.set(saving.name, (byName.get(saving.name) || 0) + saving.amount);
        }
    }
    const total = [...byName.values()].reduce((a, b) => a + b, 0);
    if (total <= 0) {
        return [];
    }
    const rows = [RULE];
    if (block.detailed !== false && byName.size > 1) {
        for (const [name, amount] of byName) {
            rows.push(...amountRows(name, formatMoney(amount, lang), columns));
        }
    }
    rows.push(...amountRows(word("saved", lang), formatMoney(total, lang), columns, { bold: true }));
    return rows;
}

function customer(block, { data, lang, columns }) {
    const person = data.customer;
    if (!person) {
        return [];
    }
    const rows = [RULE, ...textRows(`${word("customer", lang)}: ${person.name}`, columns)];
    for (const fact of [person.number, person.address, person.email, person.phone]) {
        if (fact) {
            rows.push(...textRows(fact, columns));
        }
    }
    return rows;
}

/** What bars can't say or the paper can't hold, such as a customer's name with "å", is written: a receipt must not fail for it. */
function barcode(block, { values, columns }) {
    const data = fillFields(block.data ?? "{order.number}", values);
    const symbology = block.symbology || "code128";
    if (!data) {
        return [];
    }
    if (!barcodeFits(symbology, data, columns)) {
        return textRows(data, columns, { align: "center" });
    }
    return [
        {
            type: "barcode",
            symbology,
            data,
            height_mm: block.height_mm || 10,
            text: block.text !== false,
        },
    ];
}

function qr(block, { values, columns }) {
    const data = fillFields(block.data, values);
    const size = qrSizeFor(data, block.size || 6, columns);
    if (!data || size < 1) {
        return data ? textRows(data, columns, { align: "center" }) : [];
    }
    return [{ type: "qr", data, size }];
}

function signature(block, { data, lang, columns }) {
    return [
        { type: "space", rows: 3 },
        { type: "line", char: "_" },
        ...textRows(word(signer(data), lang), columns, { align: "center" }),
    ];
}

function signer(data) {
    return isCashMove(data) || isReport(data) ? "signature_cashier" : "signature";
}

/** A block that says something only on some kinds; elsewhere it has no rows. */
function only(isRight, block) {
    return (template, context) => (isRight(context.data) ? block(template, context) : []);
}

function sum(rows, field) {
    return rows.reduce((total, row) => total + row[field], 0);
}

export const BLOCKS = {
    logo,
    text: textBlock,
    return_terms: only(isAboutGoods, textBlock),
    rule: () => [RULE],
    space: (block) => [{ type: "space", rows: block.rows || 1 }],
    header,
    lines,
    totals: only(isPriced, totals),
    vat: only(isPriced, vat),
    payments: only(isPriced, payments),
    savings: only(isPriced, savings),
    // A gift receipt goes to somebody else: it says nothing of who bought.
    customer: only(isPriced, customer),
    barcode: only(isAboutGoods, barcode),
    qr: only(isAboutGoods, qr),
    signature,
    cut: (block) => [{ type: "cut", mode: block.mode || "partial" }],
};
