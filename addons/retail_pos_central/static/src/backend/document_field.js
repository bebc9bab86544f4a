/**
 * Binds an editor to a Json field of a form: the document to draw, changes with undo and redo, and
 * what comes from outside (another record, discard, an onchange) taken over as a new beginning.
 */

import { toRaw, useState } from "@odoo/owl";
import { deepEqual } from "@web/core/utils/objects";
import { useRecordObserver } from "@web/model/relational_model/utils";

import { History } from "../core/history";

/**
 * @param {{record: object, name: string, readonly?: boolean}} props the field component's props
 * @param {() => object} makeEmpty the document of a record that has none yet
 * @param {(document: object) => void} [onReset] called when the document was replaced from outside
 */
export function useDocumentField(getProps, makeEmpty, onReset = () => {}) {
    const history = new History(null);
    const state = useState({ revision: 0 });
    let updatesUnderWay = 0;
    let recordId = null;

    useRecordObserver((record) => {
        const value = plain(record.data[getProps().name]);
        const id = record.id;
        // While own changes are on their way the record still shows older ones.
        const own = id === recordId && (updatesUnderWay || deepEqual(value, history.present));
        if (own) {
            return;
        }
        recordId = id;
        history.reset(value || makeEmpty());
        state.revision++;
        onReset(history.present);
    });

    async function publish() {
        state.revision++;
        updatesUnderWay++;
        try {
            const { record, name } = getProps();
            // With it the server knows a document that somebody else has saved meanwhile.
            await record.update({ [name]: history.present, document_seen: record.data.document_version });
        } finally {
            updatesUnderWay--;
        }
    }

    return {
        get document() {
            return state.revision >= 0 && history.present;
        },
        get canUndo() {
            return state.revision >= 0 && history.canUndo;
        },
        get canRedo() {
            return state.revision >= 0 && history.canRedo;
        },
        /** `key` joins steps in a row (typing in one field) to one step of undo. */
        commit(document, key = null) {
            history.push(document, key);
            return publish();
        },
        seal() {
            history.seal();
        },
        undo() {
            history.undo();
            return publish();
        },
        redo() {
            history.redo();
            return publish();
        },
    };
}

function plain(value) {
    return value ? JSON.parse(JSON.stringify(toRaw(value))) : null;
}
