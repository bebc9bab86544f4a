/**
 * The fields that a receipt's texts may name in braces, with what they mean and a sample.
 * This list is the documentation: the designer offers it, the check refuses anything else.
 */

import { localized } from "../texts.js";

export const FIELDS = [
    ["store.name", "Butikkens navn", "Name of the store", "Solbakken Torgata"],
    ["store.code", "Butikkens kode", "Code of the store", "OSL-01"],
    ["store.address", "Butikkens adresse", "Address of the store", "Torgata 12, 0181 Oslo"],
    ["store.phone", "Butikkens telefon", "Phone of the store", "22 33 44 55"],
    ["store.email", "Butikkens e-post", "E-mail of the store", "torgata@solbakken.example"],
    ["store.website", "Butikkens nettsted", "Web site of the store", "solbakken.example/torgata"],
    ["company.name", "Selskapets navn", "Name of the company", "Solbakken Handel AS"],
    ["company.org_number", "Organisasjonsnummer", "Organisation number", "NO 987 654 325 MVA"],
    ["company.address", "Selskapets adresse", "Address of the company", "Storgata 1, 0155 Oslo"],
    ["company.phone", "Selskapets telefon", "Phone of the company", "22 00 00 00"],
    ["company.email", "Selskapets e-post", "E-mail of the company", "post@solbakken.example"],
    ["company.website", "Nettsted", "Web site", "solbakken.example"],
    ["till.name", "Kassens navn", "Name of the till", "Kasse 1"],
    ["cashier.name", "Kassererens navn", "Name of the cashier", "Kari Nordmann"],
    ["order.number", "Kvitteringsnummer", "Receipt number", "2601-1-000042"],
    ["order.barcode", "Kvitteringens strekkode", "Barcode of the receipt", "2601-1-000042"],
    ["order.date", "Dato", "Date", "21.11.2026"],
    ["order.time", "Klokkeslett", "Time of day", "17:05"],
    ["order.reference", "Ordrens referanse", "Reference of the order", "Torgata/0042"],
    ["order.original", "Kvitteringen det returneres fra", "Receipt of the sale", "2601-1-000017"],
    ["report.number", "Rapportens nummer", "Number of the report", "214"],
    ["order.note", "Kundens merknad", "Customer's note", "Gave"],
    ["totals.to_pay", "Å betale", "To pay", "1 249,00"],
    ["totals.discount", "Rabatt i alt", "Total discount", "257,70"],
    ["totals.savings", "Spart på kampanjer", "Saved by campaigns", "120,00"],
    ["copy.number", "Kopiens nummer", "Number of the copy", "1"],
    ["customer.name", "Kundens navn", "Name of the customer", "Ola Bjørnstad"],
    ["customer.number", "Kundenummer", "Customer number", "10042"],
    ["customer.address", "Kundens adresse", "Address of the customer", "Ålesundgata 3"],
    ["customer.email", "Kundens e-post", "E-mail of the customer", "ola@example.com"],
].map(([name, nb, en, sample]) => ({ name, help: { en_US: en, nb_NO: nb }, sample }));

const KNOWN = new Set(FIELDS.map((field) => field.name));
const IN_BRACES = /\{\{|\{([^{}]*)\}/g;

/** Names in braces that the text uses, in order; "{{" is a literal brace. */
export function fieldsIn(text) {
    return [...String(text).matchAll(IN_BRACES)]
        .filter((match) => match[1] !== undefined)
        .map((match) => match[1].trim());
}

export function unknownFields(text) {
    return fieldsIn(text).filter((name) => !KNOWN.has(name));
}

/** The fields with their explanation in one language, as the designer lists them. */
export function documentedFields(lang) {
    return FIELDS.map((field) => ({ ...field, help: localized(field.help, lang) }));
}

/** Fills the fields. A field without a value is empty: the check, not the till, reports names. */
export function fillFields(text, values) {
    return String(text).replace(IN_BRACES, (match, name) =>
        name === undefined ? "{" : String(values[name.trim()] ?? "")
    );
}

/** True when the text names fields and none of them has a value: such a row is left out. */
export function isEmptyOfFields(text, values) {
    const names = fieldsIn(text);
    return names.length > 0 && names.every((name) => !values[name]);
}
