/** Languages of the product. Reading pages are in French and English; the doctor sheet is in all ten. */

export const readingLanguages = ['fr', 'en'] as const;
export type ReadingLanguage = (typeof readingLanguages)[number];

export const languages = ['fr', 'en', 'es', 'pt-BR', 'zh-Hans', 'ro', 'bg', 'ru', 'ar', 'sq'] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name: people look for the word they know. */
export const nativeNames: Record<Language, string> = {
  fr: 'Français',
  en: 'English',
  es: 'Español',
  'pt-BR': 'Português',
  'zh-Hans': '简体中文',
  ro: 'Română',
  bg: 'Български',
  ru: 'Русский',
  ar: 'العربية',
  sq: 'Shqip'
};

export function isLanguage(tag: string): tag is Language {
  return (languages as readonly string[]).includes(tag);
}

export function isReadingLanguage(tag: string): tag is ReadingLanguage {
  return (readingLanguages as readonly string[]).includes(tag);
}

export function direction(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** The reading language for someone whose own language may have no guides yet. */
export function readingLanguageFor(language: Language): ReadingLanguage {
  return isReadingLanguage(language) ? language : 'fr';
}

/**
 * The reading language that an `Accept-Language` header prefers (RFC 9110, 12.5.4); French when it names neither,
 * since the reader is in France.
 */
export function preferredReadingLanguage(header: string | undefined): ReadingLanguage {
  let best: ReadingLanguage = 'fr';
  let bestWeight = 0;
  for (const entry of (header ?? '').split(',')) {
    const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
    const primary = tag.split('-')[0] ?? '';
    const weight = qualityOf(parameters);
    if (isReadingLanguage(primary) && weight > bestWeight) {
      best = primary;
      bestWeight = weight;
    }
  }
  return best;
}

function qualityOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const [name, value] = parameter.trim().split('=');
    if (name === 'q') {
      const quality = Number(value);
      return quality >= 0 && quality <= 1 ? quality : 0;
    }
  }
  return 1;
}
