/** The company's logo in the form that a receipt document carries, for the preview. */

const LOGO_WIDTH_PX = 384;

export async function companyLogo(orm, companyId) {
    if (!companyId) {
        return null;
    }
    const [company] = await orm.read("res.company", [companyId], ["logo"]);
    return company.logo ? { data: company.logo, width_px: LOGO_WIDTH_PX } : null;
}
