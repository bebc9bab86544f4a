/** The search field: what was typed is written once, and can be taken away. */
import { expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { writeOnce } from "@retail_pos_central/till/search/search_input_patch";

test("a word is written after a pause, or when the field is drawn, and never again", async () => {
    const written = [];
    const type = writeOnce((word) => written.push(word), 500);
    type("Me");
    type("Melk");
    await advanceTime(499);
    expect(written).toEqual([]);
    await advanceTime(1);
    expect(written).toEqual(["Melk"]);
    // drawn before the pause was over, and again later
    type("Ost");
    type.cancel(true);
    type.cancel(true);
    await advanceTime(1000);
    type.cancel(true);
    expect(written).toEqual(["Melk", "Ost"]);
    type("Smør");
    type.cancel();
    await advanceTime(1000);
    expect(written).toEqual(["Melk", "Ost"]);
});
