/** What a person types and photographs at the shelf. */

const LONGEST_SIDE_PX = 1400;

/** "39,90", "39.90", "39" or "39,-" in minor units; null when it is no price. */
export function readPrice(text, digits = 2) {
    const found = /^\s*(\d{1,9})(?:[.,](\d{1,3}|-))?\s*(?:kr)?\s*$/i.exec(text || "");
    if (!found) {
        return null;
    }
    const cents = found[2] && found[2] !== "-" ? found[2] : "";
    if (cents.length > digits) {
        return null;
    }
    return Number(found[1] + cents.padEnd(digits, "0"));
}

/** A photo small enough to send from a store's network: {data (base64), url}. */
export async function shrinkPhoto(file) {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const url = canvas.toDataURL("image/jpeg", 0.8);
    return { url, data: url.split(",")[1] };
}
