// One small configuration: code that would break, and names that nobody uses. Form is prettier's.
import js from "@eslint/js";
import globals from "globals";

export default [
    { ignores: ["node_modules/", ".dev/", "**/lib/**"] },
    js.configs.recommended,
    {
        languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.browser } },
        rules: {
            "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }],
            "prefer-const": "error",
            "no-var": "error",
            eqeqeq: ["error", "always"],
        },
    },
    {
        // what decides runs in Node and in the browser alike: no globals of either but the shared ones
        files: ["addons/*/static/src/core/**/*.js"],
        languageOptions: { globals: { ...globals["shared-node-browser"] } },
    },
    { files: ["**/*.mjs", "tests/**/*.js"], languageOptions: { globals: { ...globals.node } } },
    {
        files: ["addons/*/static/src/core/**/*.js"],
        rules: {
            "no-restricted-imports": ["error", { patterns: ["@odoo/*", "@web/*", "@point_of_sale/*"] }],
        },
    },
];
