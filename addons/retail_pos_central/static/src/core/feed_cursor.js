/**
 * What a till knows from the feed's cursor: which transactions of the server it has taken in.
 *
 * A cursor is "xmin:xmax:xip,…/anchor", a PostgreSQL snapshot: all transactions below xmin are seen, those from
 * xmax on are not, and of those between, the listed ones are not. Numbers are 64 bit wide.
 */

/** Whether a pull has brought this transaction's changes already; a cursor that can't tell has not. */
export function hasSeen(cursor, xid) {
    const match = /^(\d+):(\d+):([\d,]*)\//.exec(cursor || "");
    if (!match || !/^\d+$/.test(xid)) {
        return false;
    }
    const number = BigInt(xid);
    if (number < BigInt(match[1])) {
        return true;
    }
    return number < BigInt(match[2]) && !match[3].split(",").includes(xid);
}

/** What of a ring is for this till: what rode along for its group, or is for other tills, need not be fetched. */
export function wantedByRing({ manifest, feed, carried, tills }, { group, till }) {
    return {
        manifest: Boolean(manifest) && (!tills || tills.includes(till)),
        feed: Boolean(feed) && !(carried || []).includes(group),
    };
}
