import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { careWindows, deadlineStates, hoursBands } from './care-deadlines.ts';
import { direction, languages, nativeNames, type Language } from './language.ts';
import { bodyZones, optionKey, parts, questions } from './questionnaire.ts';

interface TextFile {
  readonly meta: { readonly lang: string; readonly dir: string; readonly nativeName: string; readonly reviewed: boolean };
  readonly texts: Readonly<Record<string, string>>;
}

const folder = new URL('../content/questionnaire/', import.meta.url);
const files = Object.fromEntries(languages.map((language) => [language, read(`${language}.json`) as TextFile])) as Record<Language, TextFile>;
const english = files.en.texts;
const sheet = read('sheet.fr.json') as Readonly<Record<string, string>>;

const optionKeys = questions.flatMap((question) => {
  if (question.kind === 'yes-no') return ['yes', 'no', 'unknown'].map((option) => optionKey(question, option));
  if (question.kind === 'hours-since') return [...hoursBands, 'unknown'].map((band) => optionKey(question, band));
  return 'options' in question ? question.options.map((option) => optionKey(question, option)) : [];
});
const shared = [
  ...questions.map(({ id }) => `q.${id}`),
  ...optionKeys,
  ...Object.values(bodyZones).flatMap((zones) => zones.map((zone) => `zone.${zone}`)),
  ...Object.keys(careWindows).map((care) => `deadline.${care}`),
  ...deadlineStates.map((state) => `deadline.${state}`)
];

test('there is a file for every language, the sheet, and nothing else', () => {
  expect(readdirSync(folder).sort()).toEqual([...languages.map((language) => `${language}.json`), 'sheet.fr.json'].sort());
});

describe.each(languages)('%s', (language) => {
  const { meta, texts } = files[language];

  test('says which language it is, and that nobody has reviewed it', () => {
    expect(meta).toEqual({ lang: language, dir: direction(language), nativeName: nativeNames[language], reviewed: false });
  });

  test('has the keys of English, in the same order', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(english));
  });

  test('has a text for every question, option, zone, part and deadline', () => {
    expect([...shared, ...parts.map((part) => `part.${part}`)].filter((key) => !texts[key])).toEqual([]);
  });

  test('has no empty or untrimmed text', () => {
    expect(keysOf(texts, (text) => text === '' || text !== text.trim() || / {2}|\n/.test(text))).toEqual([]);
  });

  test('has the placeholders of English', () => {
    expect(keysOf(texts, (text, key) => holes(text) !== holes(english[key] ?? ''))).toEqual([]);
  });

  test('keeps the numbers to call, and the figures of the bands', () => {
    const figures = (text: string) => (text.match(/\d+/g) ?? []).sort().join();
    const exact = ['ui.emergency', 'h.mood', 'hours.under-4', 'hours.4-24', 'hours.72-120', 'hours.over-120', 'deadline.best'];
    expect(exact.filter((key) => figures(texts[key] ?? '') !== figures(english[key] ?? ''))).toEqual([]);
    expect(texts['hours.24-48']).toMatch(/24\D+48/);
    expect(texts['hours.48-72']).toMatch(/48\D+72/);
  });

  test('gives the options of a question, and the zones, texts that differ', () => {
    const groups = Map.groupBy(
      Object.keys(texts).filter((key) => /^(o|zone|hours|deadline|q)\./.test(key)),
      (key) => key.slice(0, key.lastIndexOf('.'))
    );
    for (const keys of groups.values()) expect(new Set(keys.map((key) => texts[key])).size).toBe(keys.length);
  });

  test('is written in its own script, with its own marks', () => {
    const script = scripts[language];
    if (script) expect(keysOf(texts, (text) => !script.test(text))).toEqual([]);
    const foreign = foreignMarks[language];
    if (foreign) expect(keysOf(texts, (text) => foreign.test(text.replace('(a, b, c)', '')))).toEqual([]);
  });

  test('never leaves a sentence in English', () => {
    if (language === 'en') return;
    expect(keysOf(texts, (text, key) => text === english[key] && /^(ui|error|deadline|part|q|h)\./.test(key))).toEqual([]);
  });
});

test('English has no key that nothing uses', () => {
  const used = new Set([...shared, ...parts.map((part) => `part.${part}`), ...questions.map(({ id }) => `h.${id}`)]);
  const page = new URL('../lib/doctor/', import.meta.url);
  const code = [...readdirSync(page).map((name) => new URL(name, page)), new URL('questionnaire.ts', import.meta.url)].map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(Object.keys(english).filter((key) => !used.has(key) && !code.includes(`'${key}'`))).toEqual([]);
});

describe('the French sheet', () => {
  test('has a wording for every question, option, zone, deadline and section', () => {
    const sections = ['reminders', 'alerts', 'deadlines', ...parts].map((section) => `section.${section}`);
    expect([...shared, ...sections].filter((key) => !sheet[key])).toEqual([]);
  });

  test('has the two fixed reminders, word for word', () => {
    expect(sheet['reminder.pep']).toBe('TPE à débuter au plus tôt, au maximum 48\u00a0h');
    expect(sheet['reminder.certificate']).toBe('Certificat médical initial à remettre (avec jours d’ITT)');
  });

  test('has no comma in what is listed with commas', () => {
    expect(keysOf(sheet, (text, key) => /^(o|zone|a)\./.test(key) && text.includes(','))).toEqual([]);
  });

  test('gives the person no gender', () => {
    expect(keysOf(sheet, (text) => /·|\((e|ne|se|trice)\)|\b(patiente?|victime|agressée?|examinée?|seule?|enceinte)\b/i.test(text))).toEqual([]);
  });

  test('keeps the limits of each care', () => {
    for (const [care, hours] of Object.entries(careWindows)) expect(sheet[`deadline.${care}`]).toContain(`(${hours}\u00a0h)`);
  });
});

test.each([
  ['fr.json', files.fr.texts],
  ['sheet.fr.json', sheet]
])('%s has French spaces and apostrophes', (_, texts) => {
  expect(keysOf(texts, (text) => /[^\u00a0]:|[^\u202f][;?!]|'|\d (h|heures|jours)\b|\}\} h\b/.test(text))).toEqual([]);
});

const scripts: Partial<Record<Language, RegExp>> = {
  'zh-Hans': /\p{Script=Han}/u,
  bg: /\p{Script=Cyrillic}/u,
  ru: /\p{Script=Cyrillic}/u,
  ar: /\p{Script=Arabic}/u
};
/** Marks that betray a text typed with another language's habits. */
const foreignMarks: Partial<Record<Language, RegExp>> = {
  'zh-Hans': /[,;?!:]|[\p{Script=Han}][.(]/u,
  ar: /[,;?]/,
  ro: /[şţŞŢ]/,
  sq: /'/
};

function keysOf(texts: Readonly<Record<string, string>>, holds: (text: string, key: string) => boolean): string[] {
  return Object.entries(texts).flatMap(([key, text]) => (holds(text, key) ? [key] : []));
}

function holes(text: string): string {
  return (text.match(/\{\{\w+\}\}/g) ?? []).sort().join();
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}
