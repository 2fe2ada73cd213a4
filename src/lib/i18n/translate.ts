import type { Language } from '$domain/language.ts';

/** Texts of one view in one language: key to sentence, `{{value}}` for what is filled in, `_one`/`_other` for plurals. */
export type Messages = Readonly<Record<string, string>>;

/** The sentence for a key. `count` chooses the plural form by the language's own rule. */
export type Translate<Key extends string = string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/**
 * A translator over texts that are already here: nothing is fetched and nothing waits.
 * A key without a text comes back as itself; a content test makes sure that none does.
 */
export function translator<Texts extends Messages>(language: Language, messages: Texts): Translate<KeyOf<Texts>> {
  const rule = new Intl.PluralRules(language);
  return (key, values) => {
    const count = values?.['count'];
    const text = (typeof count === 'number' ? counted(messages, key, count, rule) : undefined) ?? messages[key] ?? key;
    if (!values) return text;
    // Each hole once: a name that holds braces stays as somebody typed it. The page puts all of it in as text, never as markup.
    return text.replace(/\{\{(\w+)\}\}/g, (_hole, name: string) => String(values[name] ?? ''));
  };
}

/** `_zero` is said of none in every language that has a text for it: "no department" reads better than "0 departments". */
function counted(messages: Messages, key: string, count: number, rule: Intl.PluralRules): string | undefined {
  return (count === 0 ? messages[`${key}_zero`] : undefined) ?? messages[`${key}_${rule.select(count)}`] ?? messages[`${key}_other`];
}

type PluralSuffix = '_zero' | '_one' | '_two' | '_few' | '_many' | '_other';
type KeyOf<Texts> = keyof Texts extends infer Key
  ? Key extends `${infer Stem}${PluralSuffix}`
    ? Stem
    : Extract<Key, string>
  : never;
