import { msg } from "@lit/localize";
import { en } from "./en.ts";

/** The forms of a text that counts something; `other` always, the rest as the language needs. */
export type PluralForms = { readonly other: string } & { readonly [form in Exclude<Intl.LDMLPluralRule, "other">]?: string };

export type Catalogue = Readonly<Record<string, string | PluralForms>>;

/** Another language's catalogue: every key of the English one; a key may count with other forms. */
export type Translation = { readonly [key in TextKey]: (typeof en)[key] extends string ? string : PluralForms };

export type TextKey = keyof typeof en;

export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/**
 * Words of the language that is spoken now (`speak`). `{name}` is replaced by the value of that name; numbers are written
 * as the language does. `count` chooses the plural form: @lit/localize knows none, so each form is a message of its own,
 * `<key>.<form>`, and Intl.PluralRules names the form.
 * @param language a language tag, for plurals and numbers
 */
export function createText(language: string): Text {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const entry: string | PluralForms = en[key];
    const template = typeof entry === "string" ? msg(entry, { id: key }) : counted(key, entry, rules.select(Number(values.count ?? 0)));
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  };
}

function counted(key: TextKey, english: PluralForms, form: Intl.LDMLPluralRule): string {
  return msg(english[form] ?? english.other, { id: `${key}.${form}` });
}

/** A catalogue as @lit/localize takes it: one message a text, and one for each form of a text that counts. */
export function messagesOf(catalogue: Catalogue, language: string): Record<string, string> {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const messages: Record<string, string> = {};
  for (const [key, entry] of Object.entries(catalogue)) {
    if (typeof entry === "string") messages[key] = entry;
    else for (const form of forms) messages[`${key}.${form}`] = entry[form] ?? entry.other;
  }
  return messages;
}
