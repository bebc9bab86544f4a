/**
 * How far apart two words are: letters that are missing, too many, wrong, or swapped with their neighbour.
 */

/** Mistakes that a word of so many letters may hold and still be meant. */
export function mistakesAllowed(length) {
    return length < 4 ? 0 : length < 7 ? 1 : 2;
}

/** The letters and digits of a word as bits: words that share too few can't be close. */
export function letterMask(word) {
    let mask = 0;
    for (let i = 0; i < word.length; i++) {
        const code = word.charCodeAt(i);
        mask |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6));
    }
    return mask;
}

export function countBits(mask) {
    let bits = mask - ((mask >>> 1) & 0x55555555);
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

const MAX_LETTERS = 40;
/** Three rows of the table of distances, used again by each call. */
const rows = [0, 1, 2].map(() => new Uint8Array(MAX_LETTERS + 2));

/**
 * Mistakes between what was typed and a word, or the beginning of a word when more of it is still to be
 * typed; above `most` the answer is just above it.
 */
export function mistakes(typed, word, most) {
    const n = typed.length;
    // A beginning is never longer than what was typed and the letters that may be missing.
    const m = Math.min(word.length, n + most);
    if (n > MAX_LETTERS || m < n - most) {
        return most + 1;
    }
    let [before, above, row] = rows;
    for (let j = 0; j <= m; j++) {
        above[j] = j;
    }
    for (let i = 1; i <= n; i++) {
        row[0] = i;
        let least = i;
        for (let j = 1; j <= m; j++) {
            const same = typed[i - 1] === word[j - 1];
            let distance = same ? above[j - 1] : 1 + Math.min(above[j - 1], above[j], row[j - 1]);
            if (i > 1 && j > 1 && !same && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) {
                distance = Math.min(distance, before[j - 2] + 1);
            }
            row[j] = distance;
            least = Math.min(least, distance);
        }
        if (least > most) {
            return most + 1;
        }
        [before, above, row] = [above, row, before];
    }
    let result = above[m];
    for (let j = Math.max(0, n - most); j < m; j++) {
        result = Math.min(result, above[j]);
    }
    return Math.min(result, most + 1);
}
