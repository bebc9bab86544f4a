/** Which language a till goes over to, and which it offers. */
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    languagesToOffer,
    languageToLoad,
} from "../../addons/retail_pos_central/static/src/core/language.js";

const languages = [
    ["en_US", "English (US)"],
    ["nb_NO", "Norwegian Bokmål / Norsk bokmål"],
];
const load = (more) => languageToLoad({ wanted: "nb_NO", spoken: "en_US", tried: null, languages, ...more });

test("a till goes over to the cashier's language when it is there and not spoken yet", () => {
    assert.equal(load(), "nb_NO");
    assert.equal(load({ spoken: "nb_NO" }), null);
    assert.equal(load({ wanted: undefined }), null);
    assert.equal(load({ wanted: "sv_SE" }), null);
});

test("a page that did not come in the language it was loaded for is not loaded for ever", () => {
    assert.equal(load({ tried: "nb_NO" }), null);
    assert.equal(load({ tried: "en_US" }), "nb_NO");
});

test("other languages are named by those who speak them", () => {
    assert.deepEqual(languagesToOffer(languages, "en_US"), [["nb_NO", "Norsk bokmål"]]);
    assert.deepEqual(languagesToOffer(languages, "nb_NO"), [["en_US", "English (US)"]]);
    assert.deepEqual(languagesToOffer([], "nb_NO"), []);
});
