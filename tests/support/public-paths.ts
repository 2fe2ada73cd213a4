import { languages, readingLanguages } from '../../src/domain/language.ts';
import { topics } from '../../src/lib/guides/topics.ts';

const names = ['', 'guides/', 'help-numbers/', 'directory/', 'terms/', 'privacy/', 'leaving-quickly/', ...topics.map((topic) => `guides/${topic}/`)];

/** Every page that anyone may open, in every language it has. */
export const publicPaths: readonly string[] = [
  ...readingLanguages.flatMap((language) => names.map((name) => `/${language}/${name}`)),
  ...languages.map((language) => `/${language}/doctor/`)
];
