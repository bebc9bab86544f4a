/**
 * Import this first in a Node script or test that loads modules written for Odoo's assets:
 *
 *     import "../js/odoo_imports.mjs";
 *     const { evaluate } = await import("../../addons/.../engine.js");
 *
 * The module under test has to be imported dynamically, as static imports are resolved beforehand.
 */
import { register } from "node:module";

register("./odoo_imports_hooks.mjs", import.meta.url);
