import { readingLanguageFor, type Language, type ReadingLanguage } from '../../src/domain/language.ts';
import { LONGEST_SMS, septetsOf } from './gsm-alphabet.ts';
import type { Message } from './message.ts';
import { englishWording } from './texts.en.ts';
import { frenchWording } from './texts.fr.ts';
import type { WordedMessage, Wording } from './wording.ts';

/** Everything that a provider may need of a message. Languages that have no wording of their own get the French one. */
export function textsOf(message: Message, language: Language, publicOrigin: string): MessageTexts {
  const written = readingLanguageFor(language);
  const { subject, mail, sms } = word(message, wordings[written], publicOrigin);
  return {
    subject,
    text: mail.map(plainOf).join('\n\n') + '\n',
    html: htmlOf(subject, mail, written),
    sms: sms.find(fits) ?? sms.at(-1) ?? ''
  };
}

function word(message: Message, wording: Wording, publicOrigin: string): WordedMessage {
  const app = `${publicOrigin}/app`;
  switch (message.kind) {
    case 'sponsorship-code':
      return wording['sponsorship-code']({ code: message.code, link: `${app}#code=${encodeURIComponent(message.code)}` });
    case 'password-reset':
      return wording['password-reset']({ code: message.code, link: `${app}#reset=${encodeURIComponent(message.code)}` });
    case 'contact-code':
      return wording['contact-code'](message);
    case 'contact-known':
    case 'sponsor-asked':
    case 'account-confirmed':
      return wording[message.kind]({ link: app });
    case 'sponsor-declined':
    case 'password-changed':
    case 'contact-changed':
      return wording[message.kind]({});
    default:
      return message satisfies never;
  }
}

function plainOf(part: WordedMessage['mail'][number]): string {
  if (typeof part === 'string') return part;
  return 'code' in part ? part.code : part.link;
}

/** Nothing to load, nothing to follow: a mail that is opened tells nobody. */
function htmlOf(subject: string, mail: WordedMessage['mail'], language: ReadingLanguage): string {
  const paragraphs = mail.map((part) => {
    const text = escaped(plainOf(part));
    if (typeof part === 'string') return `<p>${text}</p>`;
    return 'code' in part ? `<p><strong>${text}</strong></p>` : `<p><a href="${text}">${text}</a></p>`;
  });
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>\n${paragraphs.join('\n')}\n</body></html>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function fits(sms: string): boolean {
  const septets = septetsOf(sms);
  return septets !== null && septets <= LONGEST_SMS;
}

const wordings: Record<ReadingLanguage, Wording> = { fr: frenchWording, en: englishWording };

export interface MessageTexts {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** One part, in the GSM alphabet. */
  readonly sms: string;
}
