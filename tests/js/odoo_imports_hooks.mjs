/**
 * Resolves relative imports without extension ("./money") to the .js file beside it, as Odoo's own
 * module loader does. Everything else is left to Node.
 */
export async function resolve(specifier, context, nextResolve) {
    const bare = /^\.{1,2}\//.test(specifier) && !/\.[cm]?js(on)?$/.test(specifier);
    return nextResolve(bare ? `${specifier}.js` : specifier, context);
}
