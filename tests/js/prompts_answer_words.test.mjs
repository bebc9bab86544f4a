/** An answer that nobody typed has words in the customer's language as well as in the cashier's. */
import assert from "node:assert/strict";
import { test } from "node:test";

import "./odoo_imports.mjs";

const { answerWords, printedAnswer } =
    await import("../../addons/retail_pos_prompts/static/src/core/answer_words.js");

const NAME = { en_US: "Age check", nb_NO: "Alderskontroll" };
const prompt = (kind, more) => ({ kind, name: NAME, ...more });
const age = prompt("age", { age: { limit: 18, looks_over: 25 } });

test("each kind of answer is said in the language asked for", () => {
    const colours = prompt("choice", { choices: [{ en_US: "Red", nb_NO: "Rød" }, { en_US: "Blue" }] });
    const said = (one, value) => ["en_US", "nb_NO"].map((lang) => answerWords(one, value, lang));
    assert.deepEqual(said(colours, "0"), ["Red", "Rød"]);
    assert.deepEqual(said(colours, "1"), ["Blue", "Blue"]);
    assert.deepEqual(said(prompt("confirmation"), "no"), ["No", "Nei"]);
    assert.deepEqual(said(age, "looks_over"), ["Looks over 25", "Ser ut til å være over 25"]);
    assert.deepEqual(said(age, "proof"), [
        "18 years or more by date of birth",
        "18 år eller mer etter fødselsdato",
    ]);
    assert.deepEqual(said(prompt("date"), "2026-12-24"), ["24.12.2026", "24.12.2026"]);
    assert.deepEqual(said(prompt("text"), "no"), ["no", "no"]);
});

test("a receipt gets question and answer in each language of the question", () => {
    assert.deepEqual(printedAnswer(prompt("confirmation"), "yes"), {
        en_US: "Age check: Yes",
        nb_NO: "Alderskontroll: Ja",
    });
});
