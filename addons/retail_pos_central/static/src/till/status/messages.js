/**
 * What a cashier reads when a code is unknown or head office is gone: in their own language, and
 * saying what happens to the sale.
 */

import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";

patch(BarcodeReader.prototype, {
    showNotFoundNotification(code) {
        const shown = this.codeRepr(code);
        const offline = this.isOffline?.();
        this.notification.add(
            offline
                ? _t("It is not among the goods on this till, and head office can't be asked now.")
                : _t(
                      "No goods, customer or coupon have this code. Check the label, or find the goods by name."
                  ),
            { type: "warning", title: _t("Unknown barcode %(code)s", { code: shown }) }
        );
    },
});

function lostConnection(env, _error, originalError) {
    if (!(originalError instanceof ConnectionLostError)) {
        return false;
    }
    const { network } = env.services.pos.data;
    if (!network.warningTriggered) {
        network.warningTriggered = true;
        env.services.dialog.add(AlertDialog, {
            title: _t("Head office can't be reached"),
            body: _t(
                "Go on selling. Sales are kept on this till and sent when the line is back; their number stands at the top of the screen."
            ),
            confirmLabel: _t("Continue with limited functionality"),
        });
    }
    return true;
}

registry.category("error_handlers").add("pos-offlineErrorHandler", lostConnection, { force: true });
