import type { Contact } from '../../src/domain/contact.ts';
import type { Config } from '../config.ts';
import type { Bucket } from './throttle.ts';

/** Tries that more than one route takes from. */

/** Text messages cost money, and there are people who earn by having them sent: a workshop's worth at once. */
export const textsAnAddress = { name: 'texts-address', size: 20, seconds: 180 } as const;

/** Of everybody together: whatever else fails, a night costs the operator no more than this (`TEXTS_A_DAY`). */
export function textsOfAll({ textsADay }: Pick<Config, 'textsADay'>, { kind }: Pick<Contact, 'kind'>): readonly (readonly [Bucket, string])[] {
  return kind === 'phone' ? [[{ name: 'texts-day', size: textsADay, seconds: 86_400 / textsADay }, 'all']] : [];
}

/** Of one contact, whoever asks: somebody who did not ask should not get many messages. */
export const codesAContact = { name: 'codes', size: 5, seconds: 720 } as const;
