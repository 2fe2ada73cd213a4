import type { ReadingLanguage } from '$domain/language.ts';
import type { Messages } from './translate.ts';

/** Texts of the views of `/app`: a small file for each language and part, fetched when a view needs it. */
export type TextFile = 'app' | 'accounts' | 'account' | 'sponsorship' | 'choices' | 'places' | 'alerts' | 'pocket' | 'reports' | 'callshield';

// Data, not scripts: nothing has to be compiled, and one that could not be had is asked for again at the next try.
const addresses = import.meta.glob<string>('./messages/{fr,en}/{app,accounts,account,sponsorship,choices,places,alerts,pocket,reports,callshield}.json', { query: '?url&no-inline', import: 'default', eager: true });

/** Throws when the network is away and the phone has not kept it. */
export async function loadTexts(language: ReadingLanguage, file: TextFile): Promise<Messages> {
  return readTexts(addresses[`./messages/${language}/${file}.json`]);
}

/** The texts at an address that the build gave them. */
export async function readTexts(address: string | undefined): Promise<Messages> {
  if (address === undefined) throw new Error('there are no texts for this language and part');
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`texts: ${response.status}`);
  return (await response.json()) as Messages;
}
