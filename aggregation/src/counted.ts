/** "1 building", "2 buildings". @param others the word for any number but one; else the word with an s */
export function counted(count: number, one: string, others = `${one}s`): string {
  return `${count.toLocaleString("en-GB", { useGrouping: false })} ${count === 1 ? one : others}`;
}
