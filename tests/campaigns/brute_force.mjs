/**
 * The best deal by trying everything: an independent reading of the rules to hold the engine against.
 * It shares no code with the engine, works unit by unit, and is only fit for a handful of units.
 */

function fraction(value) {
    const [whole, decimals = ""] = String(value).split(".");
    return { num: BigInt(whole + decimals), den: 10n ** BigInt(decimals.length) };
}

/** amount × num / den, half-up; nothing here is negative. */
function share(amount, { num, den }) {
    return Number((2n * BigInt(amount) * num + den) / (2n * den));
}

function percentOf(amount, percent) {
    const { num, den } = fraction(percent);
    return share(amount, { num, den: den * 100n });
}

function matches(selector, line) {
    const { products = [], groups = [], all, except_products = [], except_groups = [] } = selector;
    if (except_products.includes(line.product) || except_groups.some((code) => line.groups.includes(code))) {
        return false;
    }
    return (
        Boolean(all) || products.includes(line.product) || groups.some((code) => line.groups.includes(code))
    );
}

/** What k units of a line save with an offer on single units. */
function lineSaving(offer, line, count) {
    const weighed = line.measure === "weight";
    const gross = weighed ? share(line.price, fraction(line.qty)) : line.price;
    if (offer.kind === "percent") {
        return percentOf(gross * count, offer.percent);
    }
    if (offer.kind === "amount") {
        return weighed
            ? Math.min(gross, share(offer.amount, fraction(line.qty)))
            : Math.min(gross, offer.amount) * count;
    }
    if (offer.price >= line.price) {
        return 0;
    }
    return weighed ? gross - share(offer.price, fraction(line.qty)) : (line.price - offer.price) * count;
}

function groupSaving(offer, prices) {
    const sum = prices.reduce((a, b) => a + b, 0);
    if (offer.kind === "cheapest_free") {
        return [...prices]
            .sort((a, b) => a - b)
            .slice(0, offer.free)
            .reduce((a, b) => a + b, 0);
    }
    if (offer.price !== undefined) {
        return sum - offer.price;
    }
    return offer.percent !== undefined ? percentOf(sum, offer.percent) : Math.min(offer.amount, sum);
}

/** Whether some order of the units fills the parts of a bundle. */
function fillsParts(offer, units) {
    const places = offer.parts.flatMap((part) => Array(part.qty).fill(part.items));
    if (places.length !== units.length) {
        return false;
    }
    const fill = (place, left) =>
        place === places.length ||
        left.some(
            (unit, at) =>
                matches(places[place], unit.line) &&
                fill(
                    place + 1,
                    left.filter((_unit, other) => other !== at)
                )
        );
    return fill(0, units);
}

function sizeOf(offer) {
    return offer.kind === "bundle" ? offer.parts.reduce((sum, part) => sum + part.qty, 0) : offer.size;
}

function subsets(units, count) {
    if (!count) {
        return [[]];
    }
    if (units.length < count) {
        return [];
    }
    const [first, ...rest] = units;
    return [...subsets(rest, count - 1).map((chosen) => [first, ...chosen]), ...subsets(rest, count)];
}

const GROUP = ["multibuy", "cheapest_free", "bundle"];

class Level {
    constructor(offers, lines) {
        this.offers = offers.filter((offer) => this.reachesMinQty(offer, lines));
        this.groupMemo = new Map();
        this.best = -1;
        this.leftovers = new Map();
    }

    touches(offer, line) {
        return offer.kind === "bundle"
            ? offer.parts.some((part) => matches(part.items, line))
            : matches(offer.items, line);
    }

    reachesMinQty(offer, lines) {
        const matching = lines.filter((line) => this.touches(offer, line));
        const sum = matching.reduce((total, line) => total + Number(line.qty) * 1000, 0);
        return sum >= (offer.min_qty || 0) * 1000;
    }

    /** All ways from here: the units left, what is served by line, how often each offer was used. */
    try(units, served, used, saving) {
        if (!units.length) {
            this.finish(served, saving);
            return;
        }
        const [unit, ...rest] = units;
        this.try(rest, { ...served, left: [...served.left, unit] }, used, saving);
        this.offers.forEach((offer, place) => {
            if (used[place] >= (offer.max_per_order ?? Infinity) || !this.touches(offer, unit.line)) {
                return;
            }
            const more = [...used];
            more[place] += 1;
            if (!GROUP.includes(offer.kind)) {
                const counts = { ...served.counts };
                const key = `${place}/${unit.line.id}`;
                counts[key] = (counts[key] || 0) + 1;
                this.try(rest, { ...served, counts }, more, saving);
                return;
            }
            for (const others of subsets(rest, sizeOf(offer) - 1)) {
                const group = [unit, ...others];
                const saves = this.valid(offer, group)
                    ? groupSaving(
                          offer,
                          group.map(({ price }) => price)
                      )
                    : 0;
                if (saves > 0) {
                    this.try(
                        rest.filter((other) => !others.includes(other)),
                        served,
                        more,
                        saving + saves
                    );
                }
            }
        });
    }

    valid(offer, group) {
        if (offer.kind === "bundle") {
            return fillsParts(offer, group);
        }
        return group.every(({ line }) => matches(offer.items, line));
    }

    finish({ counts, left }, saving) {
        let total = saving;
        for (const [key, count] of Object.entries(counts)) {
            const [place, id] = key.split("/");
            const own = lineSaving(this.offers[place], this.lineById.get(id), count);
            if (!own) {
                return;
            }
            total += own;
        }
        if (total > this.best) {
            this.best = total;
            this.leftovers.clear();
        }
        if (total === this.best) {
            this.leftovers.set(
                left
                    .map((unit) => unit.index)
                    .sort()
                    .join(),
                left
            );
        }
    }

    solve(units) {
        this.lineById = new Map(units.map(({ line }) => [line.id, line]));
        this.try(
            units,
            { counts: {}, left: [] },
            this.offers.map(() => 0),
            0
        );
        return { saving: this.best, leftovers: [...this.leftovers.values()] };
    }
}

export function unitsOf(lines) {
    const units = [];
    for (const line of lines) {
        if (line.qty.startsWith("-")) {
            continue;
        }
        const weighed = line.measure === "weight";
        const price = weighed ? share(line.price, fraction(line.qty)) : line.price;
        for (let count = weighed ? 1 : Number(line.qty); count > 0; count--) {
            units.push({ line, price, index: units.length });
        }
    }
    return units;
}

/**
 * All savings that the best deals can come to, level after level: one where there is a single level,
 * more where a tie in one level leaves different units to the next.
 * @param {object[][]} levels offers by level, first level first
 */
export function bestSavings(levels, lines) {
    const solve = (units, place) => {
        if (place === levels.length) {
            return new Set([0]);
        }
        const { saving, leftovers } = new Level(levels[place], lines).solve(units);
        const savings = new Set();
        for (const left of leftovers) {
            solve(left, place + 1).forEach((rest) => savings.add(saving + rest));
        }
        return savings;
    };
    return solve(unitsOf(lines), 0);
}
