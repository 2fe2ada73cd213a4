import { error } from '@sveltejs/kit';
import { languages, type Language } from '$domain/language.ts';
import type { Messages } from './translate.ts';

const files = import.meta.glob<Messages>('./messages/*/*.json', { eager: true, import: 'default' });

/** The texts of one view (`messages/<language>/<view>.json`). Only prerendering reads them: a page carries its own. */
export function messagesOf(language: Language, view: string): Messages {
  const messages = files[`./messages/${language}/${view}.json`];
  if (!messages) error(500, `no texts for view ${view} in ${language}`);
  return messages;
}

/** Every view's texts in every language that has them, for the content test. */
export function allMessages(): { language: Language; view: string; messages: Messages }[] {
  return Object.entries(files).map(([path, messages]) => {
    const [, language = '', view = ''] = /messages\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    if (!(languages as readonly string[]).includes(language)) throw new Error(`unknown language in ${path}`);
    return { language: language as Language, view, messages };
  });
}
