import type { ReadingLanguage } from '$domain/language.ts';
import { translator, type Messages, type Translate } from '$lib/i18n/translate.ts';

// Apart from the texts of /app, whose phones must not be offered what they never need.
const files = import.meta.glob<Messages>('../i18n/messages/{fr,en}/{desk,choices}.json', { import: 'default' });

/** The desk's own texts and those of codes and levels: `en/desk`, `en/choices`. */
export async function deskTexts(language: ReadingLanguage): Promise<Readonly<Record<string, Translate>>> {
  const read = await Promise.all(
    ['desk', 'choices'].map(async (file) => {
      const load = files[`../i18n/messages/${language}/${file}.json`];
      if (!load) throw new Error(`no texts ${file} in ${language}`);
      return [`${language}/${file}`, translator(language, await load())] as const;
    })
  );
  return Object.fromEntries(read);
}
