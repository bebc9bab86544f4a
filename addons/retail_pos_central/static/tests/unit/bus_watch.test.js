/** The bus after the server was away. */
import { advanceTime, expect, test } from "@odoo/hoot";
import { EventBus } from "@odoo/owl";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { BusWatch } from "@retail_pos_central/till/sync/bus_watch";

/** A bus that was cut off, and a server that answers or does not; steps tell what the watch did. */
function watchBus({ urges = true } = {}) {
    const server = { isUp: false, asked: 0 };
    patchWithCleanup(browser, {
        async fetch(url) {
            expect(url).toBe("/web/health");
            server.asked++;
            if (server.isUp === null) {
                throw new TypeError("Failed to fetch");
            }
            return new Response("{}", { status: server.isUp ? 200 : 502 });
        },
    });
    const bus = Object.assign(new EventBus(), { start: () => expect.step("connect") });
    const watch = new BusWatch(
        bus,
        (jitterMs) => expect.step(`ask over ${jitterMs / 1000} s`),
        () => 0.5
    );
    watch.start({ urges });
    return { bus, server, watch };
}

async function seconds(count) {
    for (let i = 0; i < count; i++) {
        await advanceTime(1000);
    }
}

test("after a long outage the bus is back within a minute of the server, and what was missed is asked for", async () => {
    const { bus, server } = watchBus();
    bus.trigger("BUS:DISCONNECT", {});
    await seconds(60);
    server.isUp = null;
    await seconds(60);
    expect(server.asked > 10 && server.asked < 30).toBe(true);
    expect.verifySteps([]);
    server.isUp = true;
    await seconds(20);
    expect.verifySteps(["connect"]);
    bus.trigger("BUS:RECONNECT");
    expect.verifySteps(["ask over 5 s"]);
    const { asked } = server;
    await seconds(30);
    expect(server.asked).toBe(asked);
    expect.verifySteps([]);
});

test("where only the websockets are gone, a till asks without them", async () => {
    const { bus, server, watch } = watchBus();
    server.isUp = true;
    bus.trigger("BUS:DISCONNECT", {});
    await seconds(25);
    expect.verifySteps(["connect", "ask over 0 s"]);
    expect(watch.serverAnswers()).toBe(false);
    await seconds(5);
    expect.verifySteps([]);
    bus.trigger("BUS:CONNECT");
    expect.verifySteps(["ask over 12 s"]);
});

test("what an answer to others tells is used at once", async () => {
    const { bus, server, watch } = watchBus();
    expect(watch.serverAnswers()).toBe(false);
    bus.trigger("BUS:DISCONNECT", {});
    expect(watch.serverAnswers()).toBe(true);
    await seconds(11);
    expect(server.asked).toBe(0);
    expect.verifySteps(["connect"]);
});

test("on tills outside the tree the bus comes back as Odoo lets it", async () => {
    const { bus, server } = watchBus({ urges: false });
    server.isUp = true;
    bus.trigger("BUS:DISCONNECT", {});
    await seconds(30);
    expect(server.asked).toBe(0);
    bus.trigger("BUS:RECONNECT");
    expect.verifySteps(["ask over 12 s"]);
});
