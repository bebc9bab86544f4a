/** The number on a receipt, as Odoo's tills count: year and till, session, sale ("2601-1-000042"). */

export function isReceiptNumber(text) {
    return /^\d{2,8}-\d{1,6}-\d{4,8}$/.test(String(text));
}
