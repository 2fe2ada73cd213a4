import { createInstance } from 'i18next';
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
  const instance = createInstance();
  void instance.init({
    lng: language,
    resources: { [language]: { translation: messages } },
    // Texts are put into the page as text, never as markup: escaping here would show "&#39;" to the reader.
    interpolation: { escapeValue: false },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    showSupportNotice: false
  } as Parameters<typeof instance.init>[0]);
  return (key, values) => instance.t(key, { ...values });
}

type PluralSuffix = '_zero' | '_one' | '_two' | '_few' | '_many' | '_other';
type KeyOf<Texts> = keyof Texts extends infer Key
  ? Key extends `${infer Stem}${PluralSuffix}`
    ? Stem
    : Extract<Key, string>
  : never;
