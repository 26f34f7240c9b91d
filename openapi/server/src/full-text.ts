/**
 * PostgreSQL's full-text search, as far as a test server needs it: `&`, `|`, `!` and brackets between words, the commonest
 * English endings and stop words left out; ranks as `ts_rank_cd` counts them, by how close together the words stand.
 */

type Query = { word: string } | { not: Query } | { and: [Query, Query] } | { or: [Query, Query] };

const stopWords = new Set("a an and are as at be by for from in is it of on or that the this to was were with".split(" "));

function stem(word: string): string {
  return word.toLowerCase().replace(/(?<=.{3})(ing|ed|es|s)$/, "");
}

/** A search's words and signs; null where they make no sense, as two words without a sign between them. */
export function parseQuery(text: string): Query | null {
  const parts = text.match(/[&|!()]|[^\s&|!()]+/g) ?? [];
  let at = 0;
  const one = (): Query | null => {
    const part = parts[at++];
    if (part === "!") {
      const not = one();
      return not && { not };
    }
    if (part === "(") {
      const inner = either();
      return parts[at++] === ")" ? inner : null;
    }
    return part === undefined || /[&|)]/.test(part) ? null : { word: part };
  };
  const all = (): Query | null => {
    let left = one();
    while (left && parts[at] === "&") {
      at += 1;
      const right = one();
      left = right && { and: [left, right] };
    }
    return left;
  };
  const either = (): Query | null => {
    let left = all();
    while (left && parts[at] === "|") {
      at += 1;
      const right = all();
      left = right && { or: [left, right] };
    }
    return left;
  };
  const query = either();
  return at === parts.length ? query : null;
}

function wordsOf(text: string): string[] {
  return (text.replace(/<[^<>]*>/g, " ").match(/[\p{L}\p{N}]+/gu) ?? []).map(stem);
}

function holds(words: string[], query: Query): boolean {
  if ("word" in query) return stopWords.has(query.word.toLowerCase()) || words.includes(stem(query.word));
  if ("not" in query) return !holds(words, query.not);
  if ("and" in query) return query.and.every((part) => holds(words, part));
  return query.or.some((part) => holds(words, part));
}

function wanted(query: Query): string[] {
  if ("word" in query) return stopWords.has(query.word.toLowerCase()) ? [] : [stem(query.word)];
  if ("not" in query) return [];
  return ("and" in query ? query.and : query.or).flatMap(wanted);
}

export function matches(text: string, search: string): boolean {
  const query = parseQuery(search);
  return query !== null && holds(wordsOf(text), query);
}

/** The text without markup, the words that were looked for in `<b>`. */
export function headline(text: string, search: string): string {
  const query = parseQuery(search);
  const stems = new Set(query === null ? [] : wanted(query));
  return text.replace(/<[^<>]*>/g, " ").replace(/[\p{L}\p{N}]+/gu, (word) => (stems.has(stem(word)) ? `<b>${word}</b>` : word));
}

/** 0.1 for each shortest stretch that holds all the words, divided by its length. */
export function rank(text: string, search: string): number {
  const query = parseQuery(search);
  const stems = [...new Set(query === null ? [] : wanted(query))];
  const words = wordsOf(text);
  if (stems.length === 0) return 0;
  let sum = 0;
  for (const [end, word] of words.entries()) {
    if (!stems.includes(word)) continue;
    const starts = stems.map((each) => words.lastIndexOf(each, end));
    const start = Math.min(...starts);
    const isShortest =
      start >= 0 && !words.slice(start + 1, end).includes(words[start] ?? "") && (stems.length === 1 || words[start] !== word);
    if (isShortest) sum += 0.1 / Math.max(1, end - start);
  }
  return Math.round(sum * 1e6) / 1e6;
}
