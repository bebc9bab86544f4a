// Drives a terminal with the maker's own client library, so that the simulated terminal is judged by
// code that is not ours. Prints what the library understood, as JSON.
//
//     node adyen_terminal.mjs HOST CERTIFICATE POI_ID KEY_IDENTIFIER PASSPHRASE PAGE
//
// PAGE is the address of the simulator's own page, where the customer's part is played.
import library from "@adyen/api-library";

const { Client, TerminalLocalAPI } = library;

const [host, certificatePath, poiId, keyIdentifier, passphrase, page] = process.argv.slice(2);
const client = new Client({
    apiKey: "not used by a local terminal",
    environment: "TEST",
    terminalApiLocalEndpoint: `https://${host}`,
    certificatePath,
    connectionTimeoutMillis: 10000,
});
const terminal = new TerminalLocalAPI(client);
const key = { AdyenCryptoVersion: 1, KeyIdentifier: keyIdentifier, KeyVersion: 1, Passphrase: passphrase };
let lastService = 0;

function request(category, body) {
    lastService += 1;
    const header = {
        ProtocolVersion: "3.0",
        MessageClass: "Service",
        MessageCategory: category,
        MessageType: "Request",
        SaleID: "adyen-library",
        ServiceID: `PEER${lastService}`,
        POIID: poiId,
    };
    return { SaleToPOIRequest: { MessageHeader: header, [`${category}Request`]: body } };
}

const now = () => new Date().toISOString();
const reference = (message) => ({
    MessageReference: {
        MessageCategory: message.SaleToPOIRequest.MessageHeader.MessageCategory,
        SaleID: message.SaleToPOIRequest.MessageHeader.SaleID,
        ServiceID: message.SaleToPOIRequest.MessageHeader.ServiceID,
    },
});

function payment(amount, reference) {
    return request("Payment", {
        SaleData: {
            SaleTransactionID: { TransactionID: reference, TimeStamp: now() },
            SaleToAcquirerData: "tenderOption=AllowPartialAuthorisation",
        },
        PaymentTransaction: { AmountsReq: { Currency: "NOK", RequestedAmount: amount } },
    });
}

async function send(message, securityKey = key) {
    const answer = await terminal.request(message, securityKey);
    return answer.SaleToPOIResponse;
}

/** The customer's and the bank's part, on the simulator's page. */
async function play(path, body) {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(page + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) {
        throw new Error(`${path}: ${answer.status}`);
    }
}

async function until(path, check) {
    for (;;) {
        const state = await (await fetch(page + path)).json();
        if (check(state)) {
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

/** A payment that waits for the customer is stopped by the till. */
async function abortWhileWaiting() {
    await play("/mode", { auto: "off" });
    const waiting = payment(77, "stopped");
    const ended = send(waiting);
    await until("/state", (state) => state.amount === 7700);
    await send(request("Abort", { AbortReason: "MerchantAbort", ...reference(waiting) }));
    const { PaymentResponse } = await ended;
    await play("/mode", { auto: "approve", delay_s: 0 });
    return PaymentResponse;
}

async function main() {
    const first = payment(109.9, "Blåbærsyltetøy 1");
    const paid = (await send(first)).PaymentResponse;
    const found = (await send(request("TransactionStatus", reference(first)))).TransactionStatusResponse;
    const missing = (await send(request("TransactionStatus", reference(payment(1, "never sent")))))
        .TransactionStatusResponse;
    const reversal = request("Reversal", {
        OriginalPOITransaction: { POITransactionID: paid.POIData.POITransactionID },
        ReversalReason: "MerchantCancel",
    });
    const reversed = (await send(reversal)).ReversalResponse;
    const diagnosis = (await send(request("Diagnosis", { HostDiagnosisFlag: true }))).DiagnosisResponse;
    const abort = await send(request("Abort", { AbortReason: "MerchantAbort", ...reference(first) }));
    const again = (await send(first)).PaymentResponse;
    const aborted = await abortWhileWaiting();
    const returned = (await send(payment(100, "a part comes back"))).PaymentResponse;
    const refund = request("Reversal", {
        OriginalPOITransaction: { POITransactionID: returned.POIData.POITransactionID },
        ReversedAmount: 20,
        ReversalReason: "MerchantCancel",
    });
    const refunded = (await send(refund)).ReversalResponse;
    await play("/faults", { kind: "partial", amount: 5000 });
    const partial = (await send(payment(80, "too little on the card"))).PaymentResponse;
    const reconciliation = request("Reconciliation", { ReconciliationType: "SaleReconciliation" });
    const totals = (await send(reconciliation)).ReconciliationResponse;
    let wrongKey = "answered";
    try {
        await send(payment(5, "forged"), { ...key, Passphrase: "wrong" });
    } catch (error) {
        wrongKey = error.constructor.name;
    }
    console.log(
        JSON.stringify({
            ...{ paid, found, missing, reversed, diagnosis, abort: abort ?? null, again, wrongKey },
            ...{ aborted, refunded, partial, totals },
        })
    );
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
