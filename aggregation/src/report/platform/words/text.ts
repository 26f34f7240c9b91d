import type { en } from "../texts/en.ts";

/** The forms of a text that counts something; `other` always, the rest as the language needs. */
export type PluralForms = { readonly other: string } & { readonly [form in Exclude<Intl.LDMLPluralRule, "other">]?: string };

export type Catalogue = Readonly<Record<string, string | PluralForms>>;

export type TextKey = keyof typeof en;

/** Another language's catalogue: every key of the English one; a key may count with other forms. */
export type Translation = { readonly [key in TextKey]: (typeof en)[key] extends string ? string : PluralForms };

/** `count` chooses the plural form; numbers are written as the language does. */
export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function createText(catalogue: Translation, locale: string): Text {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  // A name or date among right-to-left words keeps its own direction; what was put together here (of isolated parts) runs as the language does.
  const isolated = (value: string) => (locale === "ar" ? `${value.includes("\u2068") ? "\u2067" : "\u2068"}${value}\u2069` : value);
  return (key, values = {}) => {
    const entry: string | PluralForms = catalogue[key];
    const { count } = values;
    const template = typeof entry === "string" ? entry : (entry[rules.select(typeof count === "number" ? count : 0)] ?? entry.other);
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : isolated(value);
    });
  };
}
