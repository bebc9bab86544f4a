/**
 * What a till makes of its manifest: which contents hold now, which come when, which blobs it lacks.
 *
 * A manifest lists switches: the first holds now (at = null), each later one from its time on.
 */

/** The contents of a kind as a list, whether the kind is "nearest" (one or none) or "all". */
export function entriesOf(content) {
    return content === null || content === undefined ? [] : Array.isArray(content) ? content : [content];
}

function allEntries(contents) {
    return Object.values(contents).flatMap(entriesOf);
}

export function switchTime(change) {
    return change.at ? Date.parse(change.at) : -Infinity;
}

/** The switch in force at a moment: the last whose time has come. */
export function currentSwitch(manifest, nowMs) {
    let current = null;
    for (const change of manifest.switches) {
        if (switchTime(change) <= nowMs) {
            current = change;
        }
    }
    return current;
}

/** The moment of the next switch, or null. */
export function nextSwitchMs(manifest, nowMs) {
    const ahead = manifest.switches.map(switchTime).filter((at) => at > nowMs);
    return ahead.length ? Math.min(...ahead) : null;
}

/** Every blob the manifest names, once: [{sha256, url}]. */
export function blobsOf(manifest) {
    const byHash = new Map();
    for (const change of manifest.switches) {
        for (const { sha256, url } of allEntries(change.content)) {
            byHash.set(sha256, { sha256, url });
        }
    }
    return [...byHash.values()];
}

/** Equal keys mean equal contents, whatever serial or time they come with. */
export function contentKey(contents) {
    return Object.keys(contents)
        .sort()
        .map((kind) => {
            const hashes = entriesOf(contents[kind]).map((entry) => entry.sha256);
            return `${kind}:${hashes.join(",")}`;
        })
        .join(";");
}

/** The switch with its documents in place of its hashes; null when a blob is not there. */
export function resolveContents(contents, documents) {
    const resolved = {};
    for (const [kind, content] of Object.entries(contents)) {
        const found = entriesOf(content).map((entry) => documents.get(entry.sha256));
        if (found.some((document) => document === undefined)) {
            return null;
        }
        resolved[kind] = Array.isArray(content) ? found : (found[0] ?? null);
    }
    return resolved;
}

/** Blobs kept on the till that neither the manifest nor what runs needs any more. */
export function obsoleteBlobs(held, manifest, running) {
    const needed = new Set(blobsOf(manifest).map((blob) => blob.sha256));
    for (const { sha256 } of running ? allEntries(running) : []) {
        needed.add(sha256);
    }
    return held.filter((sha256) => !needed.has(sha256));
}
