/**
 * The till's side of the chain: starts with what it holds, listens for the doorbell, asks when it
 * rings (and now and then anyway), and tells the screens.
 *
 * What screens show stands in `pos.retailState`, where Odoo's reactivity reaches it; `contents` holds the
 * released documents by kind: {layout, receipt, settings, campaign: […], …}.
 */

import { markRaw } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { TURN_MS } from "../../core/coming_back";
import { wantedByRing } from "../../core/feed_cursor";
import { nextPriceChangeMs } from "../../core/pricing";
import { isInChain } from "../campaigns/order_basket";
import { pricingItem } from "../models/product_pricelist_patch";
import { BusChannels } from "./bus_channels";
import { BusWatch } from "./bus_watch";
import { ChangeFeed } from "./change_feed";
import { ContentSync } from "./content_sync";
import { askServer } from "./server";
import { TillQuestions } from "./till_questions";
import { startTillClock, tillClock, tillNow } from "./till_clock";
import { tillDb } from "./till_db";
import { tillLog } from "./till_log";

const DEFAULTS = { reprice: "keep", poll_interval_s: 120, pull_jitter_ms: 2000, show_savings: true };
/** How long a browser that holds nothing yet keeps its cashier waiting for the first content. */
const FIRST_CONTENT_WAIT_MS = 10000;
const APP_VERSION = "19.0.1.0.0";
const MAX_TIMER_MS = 2 ** 31 - 1;

export function newRetailState() {
    return {
        serial: 0,
        waiting: false,
        error: null,
        online: true,
        durable: true,
        persisted: null,
        reloadWanted: false,
        lastContactMs: null,
        contentVersion: 0,
        layoutPage: null,
        showGoods: false,
    };
}

export class RetailTill {
    constructor(pos, { onContents, onPrices, onReload }) {
        this.pos = pos;
        this.onContents = onContents;
        this.onPrices = onPrices;
        this.onReload = onReload;
        this.contents = { campaign: [] };
        this.pulling = null;
    }

    get state() {
        return this.pos.retailState;
    }

    get settings() {
        return { ...DEFAULTS, ...(this.contents.settings || {}) };
    }

    /** What the till holds goes on screen; the server is asked afterwards, in the background, but for a new browser. */
    async start() {
        this.db = await tillDb();
        this.state.durable = this.db.durable;
        startTillClock(await this.db.get("state", "clockOffsetMs"));
        await tillLog.open();
        this.questions = new TillQuestions(this.pos.config.id);
        this.questions.expect(this.pos.retailFirstQuestions());
        this.content = new ContentSync({
            db: this.db,
            questions: this.questions,
            clock: tillClock(),
            configId: this.pos.config.id,
            maySwitch: () => this.maySwitch(),
            onApply: (contents) => this.show(contents),
            health: () => this.health(),
            onAsked: (asked) => this.onAsked(asked),
        });
        this.feed = new ChangeFeed({
            db: this.db,
            pos: this.pos,
            questions: this.questions,
            onChange: () => this.pricesChanged(),
            onGroup: (group) => this.joinGroup(group),
        });
        await this.content.start();
        await this.feed.start();
        if (!this.content.running) {
            await this.firstContent();
        }
        this.updateState();
        this.listen();
        this.schedulePriceMoment();
        this.pullSoon({ manifest: true, feed: true }, 0);
        this.askToPersist();
    }

    /** Layout, receipt and campaigns stand before the first sale; without an answer the till sells all the same. */
    async firstContent() {
        const patience = new Promise((resolve) => browser.setTimeout(resolve, FIRST_CONTENT_WAIT_MS));
        this.questions.hurry();
        await Promise.race([this.pull({ manifest: true }), patience]);
    }

    listen() {
        const { bus } = this.pos;
        const channel = this.pos.config._retail?.doorbell_channel;
        this.hear();
        if (channel) {
            bus.subscribe("RETAIL_DOORBELL", (payload) => this.onDoorbell(payload));
            bus.subscribe("RETAIL_CHANGES", (changes) => this.onChanges(changes));
        }
        const everything = { manifest: true, feed: true };
        bus.addEventListener("BUS:DISCONNECT", () => tillLog.add("bus", "disconnected"));
        this.busWatch = new BusWatch(bus, (jitterMs) => this.pullSoon(everything, jitterMs));
        this.busWatch.start({ urges: isInChain(this.pos.config) });
        browser.addEventListener("pos-network-online", () => {
            if (!this.busWatch.serverAnswers()) {
                this.pullSoon(everything, TURN_MS);
            }
        });
        this.schedulePoll();
    }

    onDoorbell(ring) {
        const wanted = wantedByRing(ring, { group: this.group?.id, till: this.pos.config._retail.till });
        if (wanted.manifest || wanted.feed) {
            this.pullSoon(wanted, ring.urgent ? 0 : this.settings.pull_jitter_ms);
        }
    }

    /** In turn with pulls, so that what is newer comes last. */
    onChanges(changes) {
        return this.inTurn(async () => {
            try {
                await this.feed.carry(changes);
            } catch (error) {
                this.failed(error);
                this.pullSoon({ feed: true }, this.settings.pull_jitter_ms);
            }
        });
    }

    /** The tills that see the same hear of small changes on a channel of their own. */
    joinGroup(group) {
        if (!group || group.channel === this.group?.channel) {
            return;
        }
        this.group = group;
        this.hear();
    }

    hear() {
        const { data, config, bus } = this.pos;
        data.retailChannels ||= markRaw(new BusChannels(bus, config.id));
        data.retailChannels.only([config._retail?.doorbell_channel, this.group?.channel].filter(Boolean));
    }

    schedulePoll() {
        clearTimeout(this.pollTimer);
        const interval = this.settings.poll_interval_s * 1000 * (0.75 + Math.random() / 2);
        this.pollTimer = setTimeout(async () => {
            await this.pull({ manifest: true, feed: true });
            this.schedulePoll();
        }, interval);
    }

    /** Pulls after a random part of the jitter; rings in the meantime are answered by the same pull. */
    pullSoon(what, jitterMs) {
        this.wanted = {
            manifest: Boolean(this.wanted?.manifest || what.manifest),
            feed: Boolean(this.wanted?.feed || what.feed),
        };
        const dueMs = performance.now() + Math.random() * jitterMs;
        if (this.pullTimer && this.pullDueMs <= dueMs) {
            return;
        }
        clearTimeout(this.pullTimer);
        this.pullDueMs = dueMs;
        this.pullTimer = setTimeout(() => {
            const wanted = this.wanted;
            this.pullTimer = null;
            this.wanted = null;
            this.pull(wanted);
        }, dueMs - performance.now());
    }

    /** One pull at a time: a ring during a pull may be about something that pull did not see. */
    pull(what) {
        return this.inTurn(() => this.pullNow(what));
    }

    inTurn(work) {
        const before = this.pulling;
        this.pulling = (async () => {
            await before;
            await work();
        })();
        return this.pulling;
    }

    /** Records and content are apart: trouble with the one does not keep the other away. */
    async pullNow({ manifest, feed }) {
        this.questions.expect([feed && "feed", manifest && "manifest"].filter(Boolean));
        const records = feed ? this.feed.pull() : null;
        const content = manifest ? this.content.pull(records) : null;
        const results = await Promise.allSettled([records, content]);
        this.followClock();
        const failure = results.find(({ status }) => status === "rejected")?.reason;
        if (failure) {
            this.failed(failure);
        } else {
            if (!this.state.online) {
                tillLog.add("server", "answers again");
            }
            this.state.online = true;
            this.state.error = null;
            this.state.lastContactMs = tillNow();
            this.busWatch?.serverAnswers();
        }
        this.updateState();
    }

    /** The browser only knows of the LAN; that the server is gone is noticed here. */
    failed(error) {
        tillLog.add("server", error.data?.message || error.message);
        if (error instanceof ConnectionLostError) {
            this.state.online = false;
            // Tills outside the chain's tree are on- and offline as Odoo made them.
            if (isInChain(this.pos.config) && !this.pos.data.network.offline) {
                this.pos.data.checkConnectivity();
            }
        } else {
            this.state.error = error.data?.message || error.message;
            logPosMessage("RetailTill", "pull", "Could not bring the till up to date", false, [error]);
        }
    }

    /** What head office wants of this page besides: its log, a reload after the till was set up anew. */
    async onAsked({ config_stamp, log_wanted }) {
        this.state.reloadWanted =
            Boolean(config_stamp) && config_stamp !== this.pos.config._retail.config_stamp;
        this.offerReload();
        if (log_wanted) {
            try {
                await askServer("/retail_pos/till/log", {
                    config_id: this.pos.config.id,
                    entries: tillLog.entries,
                });
            } catch (error) {
                // It stays asked for, and goes with the next pull.
                tillLog.add("server", error.message);
            }
        }
    }

    /** Between two sales; a cashier who says no is not asked again for the same change. */
    offerReload() {
        const order = this.pos.getOrder?.();
        const isBetween = !order || order.lines.length === 0;
        if (this.state.reloadWanted && isBetween && !this.reloadOffered) {
            this.reloadOffered = true;
            this.onReload();
        }
    }

    /** Never within a receipt: an order that has lines runs to its end with what it began with. */
    maySwitch() {
        const order = this.pos.getOrder?.();
        return !order || order.finalized || order.lines.length === 0;
    }

    /** Called when an order ends or another is chosen. */
    async settle() {
        this.offerReload();
        if (this.content?.isWaiting) {
            await this.content.settle();
            this.updateState();
        }
    }

    show(contents) {
        this.contents = { campaign: [], ...contents };
        this.onContents(this.contents);
        this.state.contentVersion++;
    }

    updateState() {
        this.state.durable = this.db.durable;
        this.state.serial = this.content.running?.serial || 0;
        this.state.waiting = this.content.isWaiting;
    }

    /** The store may have got another time zone since this page was loaded: prices, campaigns and buttons go by it. */
    followClock() {
        const place = this.pos.config._retail;
        const timezone = this.content.manifest?.timezone;
        if (place && timezone && timezone !== place.timezone) {
            place.timezone = timezone;
            this.show(this.contents);
            this.pricesChanged();
        }
    }

    pricesChanged() {
        this.onPrices();
        this.schedulePriceMoment();
    }

    /** Wakes up at the second at which a dated price starts or ends. */
    schedulePriceMoment() {
        clearTimeout(this.priceTimer);
        const items = this.pos.models["product.pricelist.item"].map(pricingItem);
        const next = nextPriceChangeMs(items, tillNow());
        if (next !== null) {
            const wait = Math.min(next - tillNow(), MAX_TIMER_MS);
            this.priceTimer = setTimeout(() => this.pricesChanged(), Math.max(0, wait));
        }
    }

    health() {
        return {
            browser: navigator.userAgent,
            app_version: APP_VERSION,
            unsent_orders: this.pos.retailUnsentOrders.length,
            ...this.pos.retailHealth(),
        };
    }

    async askToPersist() {
        if (navigator.storage?.persist) {
            this.state.persisted = await navigator.storage.persist();
        }
    }
}
