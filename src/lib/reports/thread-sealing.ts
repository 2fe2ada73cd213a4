import type { ReadingLanguage } from '$domain/language.ts';
import { randomText } from '$lib/sealing/random-text.ts';
import { openWith, sealTo } from '$lib/sealing/seal.ts';

/** What is inside a message of the thread (domain/report-api.ts, `ThreadTextSchema`). */
export interface ThreadText {
  readonly text: string;
  readonly language: string;
}

/** Undefined for what is not for this phone, or says nothing we know. */
export async function openMessage(identity: string, sealed: string): Promise<ThreadText | undefined> {
  try {
    const said: unknown = JSON.parse(await openWith(identity, sealed));
    if (typeof said !== 'object' || said === null || !('text' in said) || typeof said.text !== 'string') return undefined;
    return { text: said.text, language: 'language' in said && typeof said.language === 'string' ? said.language : '' };
  } catch {
    return undefined;
  }
}

export interface SealedAnswer {
  readonly id: string;
  readonly sealed: string;
}

/** Throws SealingError. */
export async function sealAnswer(recipients: readonly string[], text: string, language: ReadingLanguage): Promise<SealedAnswer> {
  return { id: randomText(16), sealed: await sealTo(recipients, JSON.stringify({ version: 1, text, language })) };
}
