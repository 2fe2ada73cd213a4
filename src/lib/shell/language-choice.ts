import { isReadingLanguage, preferredReadingLanguage, type ReadingLanguage } from '$domain/language.ts';

/** What is kept of languages says no more than the phone's own settings. */
type Key = 'language' | 'language-before';

/** The language that was chosen here before. */
export const chosenLanguage = (): ReadingLanguage | undefined => kept('language');

export function keepLanguageChoice(language: ReadingLanguage): void {
  keep('language', language);
}

/** The account's language, or that of the page which led here: spoken from the start next time, with no network too. None: whoever signs out leaves nothing. */
export function keepLanguageBefore(language: ReadingLanguage | undefined): void {
  keep('language-before', language);
}

/** What is spoken first: as chosen here, as the last time, as the phone. */
export function firstLanguage(): ReadingLanguage {
  return chosenLanguage() ?? kept('language-before') ?? preferredLanguage();
}

function kept(key: Key): ReadingLanguage | undefined {
  try {
    const language = localStorage.getItem(key) ?? '';
    return isReadingLanguage(language) ? language : undefined;
  } catch {
    return undefined;
  }
}

function keep(key: Key, language: ReadingLanguage | undefined): void {
  try {
    if (language) localStorage.setItem(key, language);
    else localStorage.removeItem(key);
  } catch {
    // Asked again next time.
  }
}

/** The phone's languages in their order, weighed as the server weighs them for `/`. */
function preferredLanguage(): ReadingLanguage {
  return preferredReadingLanguage(navigator.languages.map((tag, index) => `${tag};q=${Math.max(0.1, 1 - index / 10)}`).join(','));
}
