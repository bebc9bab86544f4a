/**
 * An answer in the words of a language: lists have it in the cashier's, a receipt in the customer's. The till speaks
 * one language at a time, so the words of answers that nobody typed stand here.
 */

import { localized, text } from "@retail_pos_central/core/texts";

const WORDS = {
    en: {
        yes: "Yes",
        no: "No",
        looks_over: "Looks over {age}",
        proof: "{age} years or more by date of birth",
    },
    nb: {
        yes: "Ja",
        no: "Nei",
        looks_over: "Ser ut til å være over {age}",
        proof: "{age} år eller mer etter fødselsdato",
    },
};

/** `value` as core/prompts.js reads it, or "yes", "no", "looks_over". */
export function answerWords(prompt, value, lang) {
    switch (prompt.kind) {
        case "date":
            return value.split("-").reverse().join(".");
        case "choice":
            return localized(prompt.choices[value], lang);
        case "confirmation":
            return text(value, lang, {}, WORDS);
        case "age":
            return text(value, lang, { age: prompt.age[AGES[value]] }, WORDS);
        default:
            return value;
    }
}

const AGES = { proof: "limit", looks_over: "looks_over" };

/** Question and answer as receipts have them, in each language that the question is known in. */
export function printedAnswer(prompt, value) {
    const langs = Object.keys(prompt.name);
    return Object.fromEntries(
        langs.map((lang) => [lang, `${localized(prompt.name, lang)}: ${answerWords(prompt, value, lang)}`])
    );
}
