/**
 * The price a customer sees for a product now, before campaigns.
 */

/** As Odoo will put it on a line of the open order: its pricelist, one unit, taxes as shown. */
export function shelfPrice(pos, product, qty = 1) {
    const order = pos.getOrder();
    const pricelist = order?.pricelist_id || pos.config.pricelist_id;
    const template = product.product_tmpl_id;
    const price = template.getPrice(pricelist, qty, 0, false, product);
    const includesTax = template.taxes_id.every((tax) => tax.price_include);
    if (includesTax && !order?.fiscal_position_id && pos.config.iface_tax_included === "total") {
        return pos.currency.round(price);
    }
    const details = product.getTaxDetails({
        overridedValues: { price, fiscalPosition: order?.fiscal_position_id },
    });
    return pos.config.iface_tax_included === "total" ? details.total_included : details.total_excluded;
}
