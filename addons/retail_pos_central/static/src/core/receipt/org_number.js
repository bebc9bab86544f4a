/**
 * A Norwegian organisation number as a receipt must show it: "NO 314 159 268 MVA". Others stay as they are.
 */

export function formatOrgNumber(number) {
    const [, digits, isVat] =
        /^(?:NO)?(\d{9})(MVA)?$/i.exec(String(number || "").replace(/[\s.]/g, "")) || [];
    if (!digits) {
        return number || "";
    }
    return `NO ${digits.replace(/(\d{3})(?=\d)/g, "$1 ")}${isVat ? " MVA" : ""}`;
}
