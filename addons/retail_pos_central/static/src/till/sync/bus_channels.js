/**
 * The channels of the bus that this till hears. Those of its last start are asked for together with Odoo's own first one,
 * so that a till that opens subscribes once, and not for each of them: a thousand open in the same half hour.
 */

export class BusChannels {
    /**
     * @param {object} bus Odoo's
     * @param {number} configId
     */
    constructor(bus, configId) {
        this.bus = bus;
        this.key = `retail_bus_channels_${configId}`;
        this.heard = new Set();
    }

    /** As when it last started. What comes before anybody listens is asked for by the first pull. */
    expect() {
        this.hear(this.kept());
    }

    /** These from now on, and no others. */
    only(channels) {
        for (const channel of this.heard) {
            if (!channels.includes(channel)) {
                this.bus.deleteChannel(channel);
                this.heard.delete(channel);
            }
        }
        this.hear(channels);
        try {
            localStorage.setItem(this.key, JSON.stringify(channels));
        } catch {
            // A full disk: the next start subscribes as a new till's does.
        }
    }

    kept() {
        try {
            const channels = JSON.parse(localStorage.getItem(this.key) || "[]");
            return Array.isArray(channels) ? channels.filter((channel) => typeof channel === "string") : [];
        } catch {
            return [];
        }
    }

    hear(channels) {
        for (const channel of channels) {
            if (!this.heard.has(channel)) {
                this.bus.addChannel(channel);
                this.heard.add(channel);
            }
        }
    }
}
