/** Spreadsheets may leave spaces out, and take the wide signs of East Asian keyboards for the plain ones. */
const formula = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Keeps a spreadsheet from running text as a formula: a quote goes before it. For text cells only, never numbers. */
export function safeText(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Undoes `safeText`. */
export function plainText(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
