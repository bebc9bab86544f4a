/**
 * Odoo's scale screen weighs on the scale at the till's box. Only a weight at rest can be taken; while there is
 * none, the screen says why instead of showing a number.
 */

import { patch } from "@web/core/utils/patch";
import { PosScaleService } from "@point_of_sale/app/screens/scale_screen/scale_service";
import { BoxError } from "../../core/errors";
import { isPassing, weighRequest, weightKg } from "../../core/weighing";
import { boxMessage, connectionCode } from "../boxes/box_messages";

const NO_WEIGHT = "–";

patch(PosScaleService.prototype, {
    reset() {
        super.reset();
        /** Why there is no weight just now. */
        this.retailNote = null;
        /** Something was weighed since the screen opened. */
        this.retailHasWeight = false;
    },

    start(errorCallback) {
        this.retailNote = null;
        this.retailHasWeight = false;
        super.start(errorCallback);
    },

    get retailScale() {
        return this.hardwareProxy?.pos?.retailBoxes?.find("scale") || null;
    },

    async readWeight() {
        if (!this.retailScale) {
            return super.readWeight();
        }
        this.loading = true;
        try {
            this._checkScaleIsConnected();
            const weight = await this._getWeightFromScale();
            if (this.product) {
                this._retailTake(weight);
            }
        } catch (error) {
            this._retailMiss(error);
        } finally {
            this.loading = false;
        }
    },

    _retailTake(weight) {
        this.weight = weight;
        this.retailNote = null;
        this.retailHasWeight = true;
        this._clearLastWeightIfValid();
        this._setTareIfRequested();
    },

    _retailMiss(error) {
        if (error.name !== "BoxError") {
            throw error;
        }
        // Some scales tell a weight but once: it counts until something moves.
        if (error.code === "scale_unchanged" && this.retailHasWeight) {
            this.retailNote = null;
            return;
        }
        this.retailHasWeight = false;
        this.retailNote = boxMessage(error.code, error.message);
        if (!isPassing(error.code)) {
            this.isMeasuring = false;
            this.onError?.(this.retailNote);
        }
    },

    /** A tare is what lies on the scale now, not what lay there before. */
    _setTareIfRequested() {
        if (!this._retailIsBlank) {
            super._setTareIfRequested();
        }
    },

    _checkScaleIsConnected() {
        const found = this.retailScale;
        if (!found) {
            return super._checkScaleIsConnected();
        }
        if (!found.serving) {
            const { box, device } = found;
            const { code = "device_not_ready", message } = device.error || {};
            throw box.phase === "online"
                ? new BoxError(code, { message })
                : new BoxError(connectionCode(box));
        }
    },

    async _getWeightFromScale() {
        const found = this.retailScale;
        if (!found) {
            return super._getWeightFromScale();
        }
        const { name, unitPrice } = this.product;
        const decimals = this.hardwareProxy.pos.currency.decimal_places;
        return weightKg(
            await found.link.api.weigh(found.device.id, weighRequest({ name, unitPrice, decimals }))
        );
    },

    get isWeightValid() {
        return super.isWeightValid && (!this.retailScale || (this.retailHasWeight && this.netWeight > 0));
    },

    get _retailIsBlank() {
        return Boolean(this.retailScale) && !this.retailHasWeight;
    },

    /** Less than the packaging that was taken off: no weight of goods, and no price. */
    get _retailIsNegative() {
        return Boolean(this.retailScale) && this.retailHasWeight && this.netWeight < 0;
    },

    get retailShownNote() {
        return this._retailIsNegative ? boxMessage("scale_underload") : this.retailNote;
    },

    get netWeightString() {
        return this._retailIsBlank || this._retailIsNegative ? NO_WEIGHT : super.netWeightString;
    },

    get grossWeightString() {
        return this._retailIsBlank ? NO_WEIGHT : super.grossWeightString;
    },

    get totalPriceString() {
        return this._retailIsBlank || this._retailIsNegative ? NO_WEIGHT : super.totalPriceString;
    },
});
