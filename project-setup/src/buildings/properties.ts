/** A row's values as JSON has them: dates as text (whole days as dates), large integers as text; bytes are left out. */
export function plainProperties(row: Record<string, unknown>): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof Uint8Array) continue;
    if (typeof value === "bigint") properties[name] = Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    else if (value instanceof Date)
      properties[name] = Number.isNaN(value.getTime()) ? null : value.toISOString().replace(/T00:00:00\.000Z$/, "");
    else properties[name] = value;
  }
  return properties;
}
