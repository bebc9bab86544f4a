// Drives a terminal with the maker's own client library, so that the simulated terminal is judged by
// code that is not ours. Prints what the library understood, as JSON.
//
//     node adyen_terminal.mjs HOST CERTIFICATE POI_ID KEY_IDENTIFIER PASSPHRASE
import library from "@adyen/api-library";

const { Client, TerminalLocalAPI } = library;

const [host, certificatePath, poiId, keyIdentifier, passphrase] = process.argv.slice(2);
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
    let wrongKey = "answered";
    try {
        await send(payment(5, "forged"), { ...key, Passphrase: "wrong" });
    } catch (error) {
        wrongKey = error.constructor.name;
    }
    console.log(
        JSON.stringify({ paid, found, missing, reversed, diagnosis, abort: abort ?? null, again, wrongKey })
    );
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
