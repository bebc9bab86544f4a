/** A button's own picture: read from a file and made small enough to travel with the layout. */

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";

import { MAX_IMAGE_KB } from "../../core/layout/check";

const SIDE_PX = 192;
/** Larger files are no pictures for a button, and a browser may choke on them. */
const MAX_FILE_MB = 20;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];

export class ImageField extends Component {
    static template = "retail_pos_central.ImageField";
    static props = {
        value: { type: [String, { value: null }], optional: true },
        onChange: Function,
        readonly: { type: Boolean, optional: true },
    };

    setup() {
        this.notification = useService("notification");
    }

    async onChoose(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (!file) {
            return;
        }
        const image = file.size > MAX_FILE_MB * 1e6 ? null : await smallImage(file);
        if (image) {
            this.props.onChange(image);
            return;
        }
        const values = {
            file: file.name,
            size: formatFloat(file.size / 1e6, { digits: [16, 1] }),
            limit: MAX_FILE_MB,
        };
        this.notification.add(
            file.size > MAX_FILE_MB * 1e6
                ? _t("“%(file)s” is %(size)s MB large; a picture may be at most %(limit)s MB.", values)
                : _t("“%(file)s” is not a picture that can be read.", values),
            { type: "danger" }
        );
    }
}

/** The file's picture as a data address of at most MAX_IMAGE_KB, or null when it isn't one. */
export async function smallImage(file) {
    let bitmap;
    try {
        bitmap = await createImageBitmap(file);
    } catch {
        return null;
    }
    const scale = Math.min(1, SIDE_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const sizes = QUALITIES.map((quality) => canvas.toDataURL("image/webp", quality));
    return sizes.find((image) => image.length / 1365 <= MAX_IMAGE_KB) || null;
}
