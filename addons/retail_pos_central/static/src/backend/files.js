/** Documents saved as JSON files and read from them. */

/** Offers a document as a file to save; the name is made fit for a file. */
export function saveJson(name, document) {
    const blob = new Blob([JSON.stringify(document, null, 2)], { type: "application/json" });
    const link = window.document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name.replace(/[^\p{L}\p{N}_-]+/gu, "_")}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
}

/** The JSON of a chosen file, or null when it isn't JSON. */
export async function readJson(file) {
    const text = await file.text();
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError) {
            return null;
        }
        throw error;
    }
}
