import { describe, expect, it } from 'vitest';
import { readingLanguages } from '../../src/domain/language.ts';
import { septetsOf } from './gsm-alphabet.ts';
import { textsOf } from './message-texts.ts';
import type { Message } from './message.ts';

const code = '7K3M-9QXT-2VBNA';
const origin = 'https://jasmine.example';
const messages: readonly Message[] = [
  { kind: 'contact-code', code },
  { kind: 'contact-known' },
  { kind: 'sponsorship-code', code },
  { kind: 'sponsor-asked' },
  { kind: 'account-confirmed' },
  { kind: 'sponsor-declined' },
  { kind: 'password-reset', code },
  { kind: 'password-changed' },
  { kind: 'contact-changed' }
];
const cases = readingLanguages.flatMap((language) => messages.map((message) => ({ language, message, kind: message.kind })));

const links: Partial<Record<Message['kind'], string>> = {
  'contact-known': `${origin}/app`,
  'sponsorship-code': `${origin}/app#code=${code}`,
  'sponsor-asked': `${origin}/app`,
  'account-confirmed': `${origin}/app`,
  'password-reset': `${origin}/app#reset=${code}`
};

/** What would tell a passer-by. Parts of words count, so that no ending hides one. */
const telling =
  /sex|jasmin|alert|agress|assault|violen|escort|prostit|trottoir|danger|signal|report|harm|victim|police|plainte|worker|travail|parrain|sponsor/iu;

describe.each(cases)('$kind in $language', ({ language, message }) => {
  const texts = textsOf(message, language, origin);

  it('has a subject, a text, HTML and a text message', () => {
    for (const text of Object.values(texts) as string[]) expect(text.trim()).not.toBe('');
    expect(texts.html).toContain(`<html lang="${language}">`);
  });

  it('tells a passer-by nothing', () => {
    for (const text of Object.values(texts) as string[]) expect(text.replaceAll(origin, '')).not.toMatch(telling);
  });

  it('fits in one part of a text message', () => {
    const septets = septetsOf(texts.sms);
    expect(septets).not.toBeNull();
    expect(septets).toBeLessThanOrEqual(160);
  });

  it('gives its code and its link, and no other link', () => {
    const link = links[message.kind];
    for (const text of [texts.text, texts.html.replace(/<a href="[^"]*">/g, ''), texts.sms]) {
      expect(text.match(/https?:[^\s<]+/g) ?? []).toEqual(link === undefined ? [] : [link]);
    }
    if ('code' in message) for (const text of [texts.text, texts.html, texts.sms]) expect(text).toContain(code);
    expect(texts.subject).not.toContain(code);
  });

  it('loads nothing and says what to do if one did not ask', () => {
    expect(texts.html).not.toMatch(/<(img|link|script|style|iframe)|url\(/i);
    for (const text of [texts.text, texts.sms]) expect(text).toMatch(/Ignore|ne faites rien|do nothing|Choisissez|Choose|changez|change your/i);
  });
});

describe('texts', () => {
  it.each(messages)('in French have a space that does not break before double signs: $kind', (message) => {
    const { subject, text } = textsOf(message, 'fr', origin);
    expect(`${subject}\n${text.replaceAll('https:', '')}`).not.toMatch(/[^\u00a0][:;?!]/u);
  });

  it('are French where a language has no wording of its own', () => {
    expect(textsOf({ kind: 'contact-code', code }, 'ro', origin)).toEqual(textsOf({ kind: 'contact-code', code }, 'fr', origin));
  });

  it('escape what comes from outside', () => {
    const { html } = textsOf({ kind: 'contact-code', code: '<b>&"' }, 'en', origin);
    expect(html).toContain('<strong>&#60;b&#62;&#38;&#34;</strong>');
  });

  it.each(readingLanguages)('leave the link out of a text message rather than make it two, in %s', (language) => {
    const long = `https://${'a'.repeat(60)}.example`;
    for (const message of messages) {
      const { sms } = textsOf(message, language, `${long}${'b'.repeat(40)}`);
      expect(septetsOf(sms)).toBeLessThanOrEqual(160);
      if ('code' in message) expect(sms).toContain(code);
    }
  });
});

describe('the GSM alphabet', () => {
  it.each([
    ['é è à ù Ç', 9],
    ['€', 2],
    ['a[b]', 6],
    ['prêt', null],
    ['ça', null],
    ['l’adresse', null],
    ['a\u00a0?', null]
  ])('counts %j as %j septets', (text, septets) => expect(septetsOf(text)).toBe(septets));
});
