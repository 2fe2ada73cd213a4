import { isReadingLanguage, preferredReadingLanguage, type ReadingLanguage } from '$domain/language.ts';

const key = 'language';

/** The language that was chosen here before. It is all that is kept, and says no more than the phone's own settings. */
export function chosenLanguage(): ReadingLanguage | undefined {
  try {
    const kept = localStorage.getItem(key) ?? '';
    return isReadingLanguage(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepLanguageChoice(language: ReadingLanguage): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // Chosen again next time.
  }
}

/** The phone's languages in their order, weighed as the server weighs them for `/`. */
export function preferredLanguage(): ReadingLanguage {
  return preferredReadingLanguage(navigator.languages.map((tag, index) => `${tag};q=${Math.max(0.1, 1 - index / 10)}`).join(','));
}
