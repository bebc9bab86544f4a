/**
 * What a till in training may ask head office. Everything that is not known to change nothing is stopped
 * here, at the one place that all questions pass. Pure.
 */

const READS = new Set([
    "read",
    "search_read",
    "search_count",
    "search",
    "name_search",
    "web_read",
    "web_search_read",
    "web_name_search",
    "fields_get",
    "get_views",
    "has_group",
    "load_data",
    "load_data_params",
    "filter_local_data",
    "load_product_from_pos",
    "get_product_info_pos",
    "get_new_partner",
]);

/** Writes that concern nothing but what is on screen. */
const HARMLESS = new Set(["pos.config/update_customer_display"]);

/** Answers in place of head office's: there are no sales but those that were practised here. */
const ANSWERS = {
    "pos.order/search_paid_order_ids": { ordersInfo: [], totalCount: 0 },
    "pos.order/read_pos_orders": {},
    "pos.config/read_config_open_orders": { dynamic_records: {}, deleted_record_ids: {} },
    "pos.config/notify_synchronisation": true,
    "/retail_pos/till/events": { taken: [] },
    "/retail_pos/till/find_sale": null,
};

const ROUTES = [
    /^\/pos\/ping$/,
    /^\/retail_pos\/till\/(ask|manifest|feed|ack|log|language|catalogue|answers|stock_kept|stock_now|before_price|before_list)$/,
    /^\/retail_pos\/training\//,
    /^\/retail_pos\/box\/token$/,
    /^\/web\/(action\/load|webclient\/|session\/get_session_info|tests)/,
    /^\/bus\//,
];

const CALL = /^\/web\/dataset\/(?:call_kw|call_button)\/([\w.]+)\/(\w+)/;

/** @returns {{pass: true} | {answer: any} | {blocked: string}} */
export function verdict(url, params = {}) {
    const path = String(url)
        .replace(/^https?:\/\/[^/]+/, "")
        .split("?")[0];
    const call = CALL.exec(path) || (path.startsWith("/web/dataset/") && [null, params.model, params.method]);
    const name = call ? `${call[1]}/${call[2]}` : path;
    if (name in ANSWERS) {
        return { answer: structuredClone(ANSWERS[name]) };
    }
    const passes = call ? READS.has(call[2]) || HARMLESS.has(name) : ROUTES.some((route) => route.test(path));
    return passes ? { pass: true } : { blocked: name };
}
