/**
 * SHA-256 in plain JavaScript. Browsers offer crypto.subtle in secure contexts only, and a till on
 * a shop's LAN may speak plain http; what it fetches is verified all the same.
 */

const K = primeRoots(64, 1 / 3);
const START = primeRoots(8, 1 / 2);

/** First 32 bits of the fractions of roots of the first primes: the constants of FIPS 180-4. */
function primeRoots(count, power) {
    const roots = [];
    for (let n = 2; roots.length < count; n++) {
        let prime = true;
        for (let d = 2; d * d <= n; d++) {
            prime = prime && n % d !== 0;
        }
        if (prime) {
            const root = n ** power;
            roots.push(((root - Math.floor(root)) * 2 ** 32) | 0);
        }
    }
    return roots;
}

function padded(bytes) {
    const length = ((bytes.length + 8) >> 6) * 64 + 64;
    const message = new Uint8Array(length);
    message.set(bytes);
    message[bytes.length] = 0x80;
    const view = new DataView(message.buffer);
    view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(length - 4, (bytes.length << 3) >>> 0);
    return view;
}

const rotate = (x, n) => (x >>> n) | (x << (32 - n));

function schedule(view, start, words) {
    for (let i = 0; i < 16; i++) {
        words[i] = view.getInt32(start + i * 4);
    }
    for (let i = 16; i < 64; i++) {
        const a = words[i - 15];
        const b = words[i - 2];
        const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
        const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
        words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
    }
}

function compress(state, words) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
        const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        const choice = (e & f) ^ (~e & g);
        const t1 = (h + s1 + choice + K[i] + words[i]) | 0;
        const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        const majority = (a & b) ^ (a & c) ^ (b & c);
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + s0 + majority) | 0];
    }
    return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}

/** @param {Uint8Array} bytes @returns {string} 64 hexadecimal digits */
export function sha256Hex(bytes) {
    const view = padded(bytes);
    const words = new Int32Array(64);
    let state = START;
    for (let start = 0; start < view.byteLength; start += 64) {
        schedule(view, start, words);
        state = compress(state, words);
    }
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
