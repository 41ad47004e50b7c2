// A claim that holds or not; the last line of a program of claims is "N passed, N failed".
let passed = 0;
let failed = 0;

export function claim(name, holds, detail = "") {
  if (holds) {
    ++passed;
    return;
  }
  ++failed;
  console.log(`FAILED: ${name}${detail === "" ? "" : `\n  ${String(detail).slice(0, 600)}`}`);
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** The text with another last digit. */
export const otherFigure = (text) => text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));

/** A decimal, its point moved by `moved` places, rounded half up by the digits of its shortest form; written apart from
    the program's own way. */
export function halfUp(value, places, moved = 0) {
  const [mantissa, exponent = "0"] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const shift = Number(exponent) - (digits.length - 1) + places + moved;
  const whole = BigInt(digits);
  const scaled = shift >= 0 ? whole * 10n ** BigInt(shift) : (whole * 10n / 10n ** BigInt(-shift) + 5n) / 10n;
  const text = String(scaled).padStart(places + 1, "0");
  const shown = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
  return value < 0 && scaled !== 0n ? `-${shown}` : shown;
}
