/** A whole number with thousands set apart. */
export function number(value: number, digits = 0): string {
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}

export function days(value: number): string {
  const shown = value >= 10 ? number(Math.round(value)) : number(value, Number.isInteger(value) ? 0 : 1);
  return shown === "1" ? "1 day" : `${shown} days`;
}
