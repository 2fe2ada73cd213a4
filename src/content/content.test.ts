import { describe, expect, it } from 'vitest';
import { readingLanguages } from '../domain/language.ts';
import { guideOn, guides } from '../lib/guides/guide.server.ts';
import { tabs, topics } from '../lib/guides/topics.ts';
import { helpNumbers } from '../lib/help-numbers/help-numbers.server.ts';
import { allMessages } from '../lib/i18n/messages.server.ts';
import { pageTexts } from '../lib/reading/page-text.server.ts';

const texts = [...guides, ...pageTexts];
const nameOf = (text: (typeof texts)[number]): string => ('topic' in text ? `guides/${text.topic}` : text.name);
const htmlOf = (text: (typeof texts)[number]): string =>
  'steps' in text ? text.steps.html + text.ask.html + text.more.html : text.sections.map(({ html }) => html).join('');

describe('guides', () => {
  it('are there for every topic in every reading language', () => {
    for (const language of readingLanguages) for (const topic of topics) expect(guideOn(topic, language), `${topic} ${language}`).toBeDefined();
  });

  it.each(topics)('%s says the same in both languages: sections, numbers, directory, steps, dates', (topic) => {
    const [french, english] = readingLanguages.map((language) => guideOn(topic, language));
    const shape = (guide: typeof french) => ({
      tab: guide?.tab,
      numbers: guide?.numbers,
      directory: guide?.directory,
      checked: guide?.checked,
      video: guide?.video,
      steps: guide?.steps.html.match(/<li>/g)?.length,
      more: guide?.more.inner
    });
    expect(shape(french)).toEqual(shape(english));
    expect(tabs[french?.tab ?? 'health']).toContain(topic);
  });

  it('name sources, and only numbers that exist', () => {
    const known = helpNumbers('en').map(({ id }) => id);
    for (const guide of guides) {
      expect(guide.sources.length, guide.topic).toBeGreaterThan(0);
      for (const id of guide.numbers) expect(known, guide.topic).toContain(id);
    }
  });
});

describe('all texts', () => {
  it('lead only to pages that exist, in their own language', () => {
    for (const text of texts) {
      const html = htmlOf(text);
      for (const [, href = ''] of html.matchAll(/href="([^"]+)"/g)) {
        if (/^(https:|tel:|sms:|mailto:|#)/.test(href)) continue;
        const path = href.replace(/[?#].*$/, '');
        const pages = ['', 'doctor/', 'directory/', 'help-numbers/', 'guides/', 'leaving-quickly/', 'terms/', 'privacy/', ...topics.map((topic) => `guides/${topic}/`)];
        expect(pages.map((page) => `/${text.language}/${page}`), `${nameOf(text)} ${text.language}`).toContain(path);
      }
    }
  });

  it('are set with the quotation marks and apostrophes of a book, not of a typewriter', () => {
    for (const text of texts) {
      const html = htmlOf(text);
      expect(`${text.summary} ${html.replace(/<[^>]+>/g, '')}`, `${nameOf(text)} ${text.language}`).not.toMatch(/["']|&quot;|&#39;/);
    }
  });

  it('in English have what is to be said in French marked as French, which no translator may touch', () => {
    for (const text of texts.filter(({ language }) => language === 'en')) {
      const html = htmlOf(text);
      const marked = html.match(/<span lang="fr" translate="no">«\u00a0[^<]*\u00a0»<\/span>/g)?.length ?? 0;
      expect(marked, nameOf(text)).toBe(html.split('«').length - 1);
      expect(html, nameOf(text)).not.toMatch(/“[^”]*\b(je|vous|veux|est-ce)\b/i);
    }
    expect(guideOn('facing-the-police', 'en')?.ask.html).toContain('<span lang="fr" translate="no">«\u00a0Je veux voir un médecin.\u00a0»</span>');
    expect(guideOn('facing-the-police', 'fr')?.ask.html).not.toContain('translate');
  });

  it('of other pages have the same sections in both languages', () => {
    for (const page of pageTexts) {
      const other = pageTexts.find(({ name, language }) => name === page.name && language !== page.language);
      expect(other?.sections.map(({ id }) => id), page.name).toEqual(page.sections.map(({ id }) => id));
    }
  });
});

describe('words of the pages', () => {
  it('in French have a no-break space before : ; ? ! » and after «', () => {
    for (const { view, messages } of allMessages().filter(({ language }) => language === 'fr')) {
      for (const [key, message] of Object.entries(messages)) expect(message, `${view} ${key}`).not.toMatch(/[^\u00a0\u202f\d][:;?!»]|«[^\u00a0\u202f]/u);
    }
  });

  it('have the same keys and the same values to fill in, in every language that has the view', () => {
    const all = allMessages();
    for (const { language, view, messages } of all) {
      const english = all.find((other) => other.view === view && other.language === 'en');
      expect(Object.keys(messages).sort(), `${view} ${language}`).toEqual(Object.keys(english?.messages ?? {}).sort());
      for (const [key, message] of Object.entries(messages)) {
        const holes = (text = ''): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
        expect(holes(message), `${view} ${language} ${key}`).toEqual(holes(english?.messages[key]));
        expect(message.trim(), `${view} ${language} ${key}`).not.toBe('');
      }
    }
  });
});
