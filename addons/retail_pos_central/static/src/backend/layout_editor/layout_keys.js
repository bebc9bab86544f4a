/** Keys of the layout editor. They count while the focus is in the editor and not in an input. */

import { useExternalListener } from "@odoo/owl";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const WITH_CTRL = {
    z: (editor) => editor.undo(),
    y: (editor) => editor.redo(),
    c: (editor) => editor.copy(),
    x: (editor) => editor.cut(),
    v: (editor) => editor.paste(),
    d: (editor) => editor.duplicate(),
    a: (editor) => editor.selectAll(),
};

export function useLayoutKeys(editor) {
    useExternalListener(
        window,
        "keydown",
        (ev) => {
            const action = isForEditor(ev, editor) && actionOf(ev, editor);
            if (action) {
                ev.preventDefault();
                ev.stopPropagation();
                action(editor);
            }
        },
        { capture: true }
    );
}

function isForEditor(ev, editor) {
    const { target } = ev;
    const editable = target.closest?.("input, textarea, select, [contenteditable=true]");
    return !editor.props.readonly && !editable && editor.root.el?.contains(target);
}

function actionOf(ev, editor) {
    const key = ev.key.length === 1 ? ev.key.toLowerCase() : ev.key;
    if (ev.ctrlKey || ev.metaKey) {
        return key === "z" && ev.shiftKey ? WITH_CTRL.y : WITH_CTRL[key];
    }
    if (!editor.selection.length) {
        return null;
    }
    if (ARROWS[key] && ev.shiftKey) {
        return editor.selection.length === 1 ? () => editor.growSelected(...ARROWS[key]) : null;
    }
    if (ARROWS[key]) {
        return () => editor.moveSelected(...ARROWS[key]);
    }
    if (key === "Delete" || key === "Backspace") {
        return () => editor.removeSelected();
    }
    return key === "Escape" ? () => editor.select([]) : null;
}
