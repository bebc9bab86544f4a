/**
 * When, where and for whom an offer is open.
 *
 * Store, customer and coupon are of the basket. Time conditions are tested against each line's `at`,
 * for order-level kinds against `now`, on the store's clock. Weekday, hours and window are tested each
 * by itself: hours that cross midnight (["22:00", "02:00"]) are open from 22:00 and before 02:00, and
 * the hours after midnight belong to the weekday the clock shows then.
 */

import { instantOfWall, wallClock } from "./clock";
import { addFractions } from "./rational";

/** Whether the store and the customer of the basket may have the offer: null, or the reason why not. */
export function basketRefusal(offer, basket) {
    if (offer.stores && !offer.stores.has(basket.store)) {
        return "store";
    }
    if (offer.customerGroups && !basket.customerGroups.some((code) => offer.customerGroups.has(code))) {
        return "customer";
    }
    if (offer.coupon && !basket.coupons.includes(offer.coupon)) {
        return "coupon";
    }
    if (offer.kind === "tender" && offer.tender !== basket.tender) {
        return "tender";
    }
    return null;
}

function reached(moment, zone, ms) {
    return ms >= (moment.wall ? instantOfWall(zone, moment.ms) : moment.ms);
}

/** Whether an offer is open at an instant. */
export function isOpenAt(offer, zone, ms) {
    if (!offer.timed) {
        return true;
    }
    const { from, to } = offer.window || {};
    if ((from && !reached(from, zone, ms)) || (to && reached(to, zone, ms))) {
        return false;
    }
    if (!offer.weekdays && !offer.hours) {
        return true;
    }
    const { weekday, seconds } = wallClock(zone, ms);
    if (offer.weekdays && !offer.weekdays.has(weekday)) {
        return false;
    }
    return !offer.hours || offer.hours.some((pair) => isWithin(pair, seconds));
}

function isWithin({ start, end }, seconds) {
    return start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end;
}

/** The quantity of some lines together; weight counts by kg. */
export function quantityOf(lines) {
    return lines.reduce((sum, line) => addFractions(sum, line.qty), { num: 0, den: 1 });
}

/**
 * The codes that are refused, in the order presented: a code presented again, one that no offer knows,
 * and one whose offers are all closed here and now. A code for a customer who is not known yet is kept.
 * @param {Map<string, object[]>} offersByCoupon
 */
export function refusedCoupons(basket, offersByCoupon) {
    const seen = new Set();
    return basket.coupons.filter((code) => {
        const again = seen.has(code);
        seen.add(code);
        return again || !(offersByCoupon.get(code) || []).some((offer) => isLive(offer, basket));
    });
}

function isLive(offer, basket) {
    if (offer.stores && !offer.stores.has(basket.store)) {
        return false;
    }
    return (
        isOpenAt(offer, basket.zone, basket.now) ||
        basket.lines.some((line) => line.positive && isOpenAt(offer, basket.zone, line.at))
    );
}
