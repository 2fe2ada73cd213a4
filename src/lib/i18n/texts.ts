import type { ReadingLanguage } from '$domain/language.ts';
import type { Messages } from './translate.ts';

/** Texts of the views of `/app`: a small file for each language and part, fetched when a view needs it. */
export type TextFile = 'app' | 'accounts' | 'account' | 'sponsorship' | 'choices' | 'places' | 'alerts' | 'reports';

const files = import.meta.glob<Messages>('./messages/{fr,en}/{app,accounts,account,sponsorship,choices,places,alerts,reports}.json', { import: 'default' });

export async function loadTexts(language: ReadingLanguage, file: TextFile): Promise<Messages> {
  const load = files[`./messages/${language}/${file}.json`];
  if (!load) throw new Error(`no texts ${file} in ${language}`);
  return load();
}
