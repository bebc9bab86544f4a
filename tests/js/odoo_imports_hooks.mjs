/**
 * Resolves relative imports without extension ("./money") to the .js file beside it, and "@retail_pos_central/core/money"
 * to that addon's static/src, as Odoo's own module loader does. Everything else is left to Node.
 */
export async function resolve(specifier, context, nextResolve) {
    const ours = /^@(retail_pos_\w+)\/(.+)$/.exec(specifier);
    if (ours) {
        const file = new URL(`../../addons/${ours[1]}/static/src/${ours[2]}.js`, import.meta.url);
        return nextResolve(file.href, context);
    }
    const bare = /^\.{1,2}\//.test(specifier) && !/\.[cm]?js(on)?$/.test(specifier);
    return nextResolve(bare ? `${specifier}.js` : specifier, context);
}
