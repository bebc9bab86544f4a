/**
 * Fixed words of a receipt and messages of the receipt check, by language.
 *
 * They live here and not in a .po file because the same pure modules run on the till, in the
 * back office's editors and in Node, and because the language of a receipt is the customer's,
 * not the user's.
 */

const TEXTS = {
    en: {
        "title.sale": "Sales receipt",
        "title.return": "Return receipt",
        "title.exchange": "Exchange receipt",
        "title.gift": "Gift receipt",
        "title.payment_slip": "Payment slip",
        "title.cash_in": "Cash in",
        "title.cash_out": "Cash out",
        "title.x_report": "X report {number}",
        "title.z_report": "Z report no. {number}",
        "slip.customer": "Customer's copy",
        "slip.merchant": "Merchant's copy",
        original: "Return from receipt",
        amount: "Amount",
        reason: "Reason",
        exchange_returned: "Returned",
        exchange_bought: "Bought",
        signature_cashier: "Signature",
        "title.parked": "Provisional receipt",
        not_a_receipt: "NOT A RECEIPT FOR PURCHASE",
        "title.training": "TRAINING",
        copy: "COPY",
        copy_n: "COPY {n}",
        receipt_no: "Receipt",
        till: "Till",
        cashier: "Cashier",
        org_number: "Org. no.",
        discount: "Discount",
        subtotal: "Subtotal",
        total_discount: "Total discount",
        rounding: "Rounding",
        to_pay: "To pay",
        to_refund: "To refund",
        vat_rate: "VAT",
        vat_base: "Base",
        vat_amount: "VAT",
        vat_total: "Total",
        change: "Change",
        auth_code: "Auth.",
        saved: "You saved",
        customer: "Customer",
        signature: "Customer's signature",
        "error.not_object": "The document is not an object.",
        "error.version": "Version {version} of the document is not known.",
        "error.columns": "The paper must be 24 to 64 characters wide, not {columns}.",
        "error.no_blocks": "The receipt has no blocks.",
        "error.block_type": "Unknown block type “{type}”.",
        "error.unknown_field": "Unknown field “{field}”.",
        "error.no_text": "The text is missing.",
        "error.align": "Alignment must be left, center or right, not “{value}”.",
        "error.size": "Size must be normal, wide, tall or double, not “{value}”.",
        "error.qr_size": "The size of a QR code must be 1 to 16, not “{value}”.",
        "error.condition": "Unknown kind of receipt “{value}” in the condition.",
        "error.condition_name": "Unknown condition “{name}”.",
        "error.condition_value": "The condition “{name}” can't be {value}.",
        "warning.wrapped":
            "Row {row} of the text is {length} characters; the paper holds {columns}, so it goes on over more rows.",
        "error.no_data": "The data of the code is missing.",
        "error.symbology": "Unknown barcode type “{value}”.",
        "error.rows": "The space must be 1 to 10 rows.",
        "warning.language": "There is no text in {lang}.",
        "warning.long_word": "“{word}” is wider than the paper ({columns} characters) and is broken.",
        "warning.no_cut": "The receipt does not end with a cut.",
        "warning.required": "Norwegian rules ask for the block “{block}” on a sales receipt.",
    },
    nb: {
        "title.sale": "Salgskvittering",
        "title.return": "Returkvittering",
        "title.exchange": "Salgskvittering/Returkvittering",
        "title.gift": "Byttelapp",
        "title.payment_slip": "Betalingskvittering",
        "title.cash_in": "Innskudd av kontanter",
        "title.cash_out": "Uttak av kontanter",
        "title.x_report": "X-rapport {number}",
        "title.z_report": "Z-rapport nr. {number}",
        "slip.customer": "Kundens eksemplar",
        "slip.merchant": "Butikkens eksemplar",
        original: "Retur fra kvittering",
        amount: "Beløp",
        reason: "Årsak",
        exchange_returned: "Levert tilbake",
        exchange_bought: "Kjøpt",
        signature_cashier: "Signatur",
        "title.parked": "Foreløpig kvittering",
        not_a_receipt: "IKKE KVITTERING FOR KJØP",
        "title.training": "TRENING",
        copy: "KOPI",
        copy_n: "KOPI {n}",
        receipt_no: "Kvittering",
        till: "Kasse",
        cashier: "Kasserer",
        org_number: "Org.nr.",
        discount: "Rabatt",
        subtotal: "Sum før rabatt",
        total_discount: "Rabatt i alt",
        rounding: "Øreavrunding",
        to_pay: "Å betale",
        to_refund: "Å få tilbake",
        vat_rate: "MVA",
        vat_base: "Grunnlag",
        vat_amount: "MVA",
        vat_total: "Sum",
        change: "Veksel",
        auth_code: "Aut.",
        saved: "Du sparte",
        customer: "Kunde",
        signature: "Kundens signatur",
        "error.not_object": "Dokumentet er ikke et objekt.",
        "error.version": "Versjon {version} av dokumentet er ukjent.",
        "error.columns": "Papiret må være 24 til 64 tegn bredt, ikke {columns}.",
        "error.no_blocks": "Kvitteringen har ingen blokker.",
        "error.block_type": "Ukjent blokktype «{type}».",
        "error.unknown_field": "Ukjent felt «{field}».",
        "error.no_text": "Teksten mangler.",
        "error.align": "Justering må være left, center eller right, ikke «{value}».",
        "error.size": "Størrelse må være normal, wide, tall eller double, ikke «{value}».",
        "error.qr_size": "Størrelsen på en QR-kode må være 1 til 16, ikke «{value}».",
        "error.condition": "Ukjent kvitteringstype «{value}» i vilkåret.",
        "error.condition_name": "Ukjent vilkår «{name}».",
        "error.condition_value": "Vilkåret «{name}» kan ikke være {value}.",
        "warning.wrapped":
            "Rad {row} av teksten er {length} tegn; papiret har plass til {columns}, så den går over flere rader.",
        "error.no_data": "Kodens innhold mangler.",
        "error.symbology": "Ukjent strekkodetype «{value}».",
        "error.rows": "Mellomrommet må være 1 til 10 rader.",
        "warning.language": "Det finnes ingen tekst på {lang}.",
        "warning.long_word": "«{word}» er bredere enn papiret ({columns} tegn) og deles.",
        "warning.no_cut": "Kvitteringen slutter ikke med kutt.",
        "warning.required": "Norske regler krever blokken «{block}» på en salgskvittering.",
    },
};

/** "nb_NO" → "nb"; Nynorsk readers get Bokmål rather than English. */
export function languageOf(lang) {
    const code = String(lang || "en")
        .split(/[_-]/)[0]
        .toLowerCase();
    return code === "nn" || code === "no" ? "nb" : code;
}

/** Text `key` in `lang`, English when the language or the key is missing. */
export function text(key, lang, params = {}, texts = TEXTS) {
    const found = texts[languageOf(lang)]?.[key] ?? texts.en[key] ?? key;
    return found.replace(/\{(\w+)\}/g, (match, name) => String(params[name] ?? match));
}

/** One language of {"en_US": "…", "nb_NO": "…"}: the exact one, the same tongue, English, any. */
export function localized(value, lang) {
    if (value === null || value === undefined) {
        return "";
    }
    if (typeof value === "string") {
        return value;
    }
    const codes = Object.keys(value).filter((code) => value[code]);
    const code =
        codes.find((c) => c === lang) ??
        codes.find((c) => languageOf(c) === languageOf(lang)) ??
        codes.find((c) => languageOf(c) === "en") ??
        codes[0];
    return code ? String(value[code]) : "";
}
