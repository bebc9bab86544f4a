/* global luxon */
/** A report as head office gave it, as the data of a receipt. */

const { DateTime } = luxon;

export function reportDocumentData({ kind, date, report }, timezone) {
    const moment = DateTime.fromSQL(date, { zone: "UTC" }).setZone(timezone || "local");
    return {
        kind,
        report,
        order: { number: "", date: moment.toFormat("dd.MM.yyyy"), time: moment.toFormat("HH:mm") },
    };
}
