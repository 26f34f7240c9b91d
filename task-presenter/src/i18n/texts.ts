import type { en } from "./en.ts";

/** The forms of a text that counts something; `other` always, the rest as the language needs. */
export type PluralForms = { readonly other: string } & { readonly [form in Exclude<Intl.LDMLPluralRule, "other">]?: string };

export type Catalogue = Readonly<Record<string, string | PluralForms>>;

/** Another language's catalogue: every key of the English one; a key may count with other forms. */
export type Translation = { readonly [key in TextKey]: (typeof en)[key] extends string ? string : PluralForms };

export type TextKey = keyof typeof en;

export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/**
 * Reads a catalogue. `{name}` is replaced by the value of that name; numbers are written as the language does.
 * `count` chooses the plural form.
 */
export function createText(catalogue: Translation, language: string): Text {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const entry: string | PluralForms = catalogue[key];
    const count = values.count;
    const template = typeof entry === "string" ? entry : (entry[rules.select(typeof count === "number" ? count : 0)] ?? entry.other);
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  };
}
