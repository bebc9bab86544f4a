/**
 * What a till asks head office. Questions asked in the same breath go as one, and so do the first ones of a page that
 * opens: a thousand tills open in the same half hour, and most of what a small question costs is being a question.
 */

import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { askServer } from "./server";

/** How long the first questions wait for each other. */
const PATIENCE_MS = 3000;

export class TillQuestions {
    constructor(configId) {
        this.configId = configId;
        this.expected = new Set();
        this.asked = new Map();
    }

    /** These are about to be asked, in whatever order; they go together. */
    expect(names) {
        names.forEach((name) => this.expected.add(name));
    }

    /**
     * @param {string} name by which the server's `ask` knows the question
     * @param {string} [options.route] where it is asked by itself
     * @param {() => void} [options.onSent] called at the moment it goes, which is not that of asking
     */
    ask(name, words = {}, { route = `/retail_pos/till/${name}`, onSent = () => {} } = {}) {
        if (this.asked.has(name)) {
            this.send();
        }
        const answer = new Promise((resolve, reject) =>
            this.asked.set(name, { words, route, onSent, resolve, reject })
        );
        this.isHere(name);
        return answer;
    }

    /** This question has been asked, or will not be. */
    isHere(name) {
        this.expected.delete(name);
        if (!this.expected.size) {
            queueMicrotask(() => this.send());
        } else {
            this.patience ??= browser.setTimeout(() => this.hurry(), PATIENCE_MS);
        }
    }

    /** Waits for no other question from now on. */
    hurry() {
        this.expected.clear();
        this.send();
    }

    async send() {
        browser.clearTimeout(this.patience);
        this.patience = null;
        const asked = [...this.asked];
        this.asked.clear();
        if (asked.length < 2) {
            asked.forEach(([, question]) => this.askAlone(question));
            return;
        }
        const questions = Object.fromEntries(asked.map(([name, { words }]) => [name, words]));
        asked.forEach(([, { onSent }]) => onSent());
        try {
            const answers = await askServer("/retail_pos/till/ask", { config_id: this.configId, questions });
            asked.forEach(([name, { resolve }]) => resolve(answers[name]));
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                asked.forEach(([, { reject }]) => reject(error));
            } else {
                // Trouble with the one does not keep the others from their answers.
                asked.forEach(([, question]) => this.askAlone(question));
            }
        }
    }

    askAlone({ words, route, onSent, resolve, reject }) {
        onSent();
        askServer(route, { config_id: this.configId, ...words }).then(resolve, reject);
    }
}
