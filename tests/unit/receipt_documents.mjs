/**
 * Prints every kind of receipt on every paper and in every language as one JSON object a line: the document
 * that a till sends, what the designer's preview shows of it row by row, and its plain text.
 */
import {
    buildReceipt,
    RECEIPT_KINDS,
} from "../../addons/retail_pos_central/static/src/core/receipt/document.js";
import { renderHtml } from "../../addons/retail_pos_central/static/src/core/receipt/html.js";
import {
    defaultTemplate,
    sampleData,
} from "../../addons/retail_pos_central/static/src/core/receipt/sample.js";
import { renderText } from "../../addons/retail_pos_central/static/src/core/receipt/text.js";

/** A cross, black on white: what a logo has to be for this. */
const LOGO =
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQAAAAA3iMLMAAAAOUlEQVR4nAXBwQ0AEAxA0fbHwdEIRrGZ1YziYIDeNCHqPemPFtRHuWQnGUx0IEI0PUu34xlLTBj6AaauET5MaGdeAAAAAElFTkSuQmCC";
const EXTRA = [
    { type: "logo" },
    {
        type: "text",
        text: { en_US: "WIDE {till.name}", nb_NO: "BRED {till.name}" },
        size: "wide",
        align: "right",
    },
    { type: "text", text: { en_US: "Tall", nb_NO: "Høy ÆØÅ" }, size: "tall", underline: true },
    {
        type: "return_terms",
        text: { en_US: "30 days open purchase.", nb_NO: "30 dagers åpent kjøp mot kvittering." },
    },
    { type: "qr", data: "https://solbakken.example/k/{order.number}", size: 6 },
];

for (const kind of RECEIPT_KINDS) {
    for (const lang of ["nb_NO", "en_US"]) {
        for (const columns of [32, 42, 48]) {
            const blocks = defaultTemplate().blocks.filter(({ type }) => type !== "logo");
            const template = { version: 1, paper: { columns }, blocks: [...EXTRA, ...blocks] };
            const data = sampleData(kind, lang);
            data.company.logo = { data: LOGO, width_px: 128 };
            const document = buildReceipt(template, data);
            const line = {
                kind,
                lang,
                columns,
                document,
                html: renderHtml(document),
                text: renderText(document),
            };
            console.log(JSON.stringify(line));
        }
    }
}
