import type { ReadingLanguage } from '$domain/language.ts';
import { readTexts } from '$lib/i18n/texts.ts';
import { translator, type Translate } from '$lib/i18n/translate.ts';

// Apart from the texts of /app, whose phones must not be offered what they never need.
const addresses = import.meta.glob<string>('../i18n/messages/{fr,en}/{desk,choices}.json', { query: '?url&no-inline', import: 'default', eager: true });

/** The desk's own texts and those of codes and levels: `en/desk`, `en/choices`. */
export async function deskTexts(language: ReadingLanguage): Promise<Readonly<Record<string, Translate>>> {
  const read = await Promise.all(
    ['desk', 'choices'].map(async (file) => {
      return [`${language}/${file}`, translator(language, await readTexts(addresses[`../i18n/messages/${language}/${file}.json`]))] as const;
    })
  );
  return Object.fromEntries(read);
}
