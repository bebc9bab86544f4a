/** Which language a till goes over to, and what it offers. Pure. */

/**
 * @param {object} asked
 * @param {string} asked.wanted the cashier's language, or nothing where it isn't known
 * @param {string} asked.spoken the till's language now
 * @param {string} asked.tried what the page was last loaded anew for
 * @param {[string, string][]} asked.languages installed ones, [code, name]
 * @returns {string | null} the language to load the page anew in
 */
export function languageToLoad({ wanted, spoken, tried, languages }) {
    const isThere = languages.some(([code]) => code === wanted);
    // A page that did not come in the language that it was loaded for would load for ever.
    return isThere && wanted !== spoken && wanted !== tried ? wanted : null;
}

/** The other languages, each named by its own speakers: [["nb_NO", "Norsk bokmål"]]. */
export function languagesToOffer(languages, spoken) {
    return languages
        .filter(([code]) => code !== spoken)
        .map(([code, name]) => [code, name.split(" / ").at(-1).trim()]);
}
