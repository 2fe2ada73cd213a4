import { randomBytes, timingSafeEqual } from 'node:crypto';
import { CODE_BYTES, readHumanCode, writeHumanCode } from '../../src/domain/human-code.ts';
import type { Stored } from '../couch/documents.ts';
import type { Accounts } from './accounts.ts';
import type { Keyring } from './keyring.ts';

/** A code that proves a contact: 64 random bits, stored as a keyed hash, for ten minutes and a few tries. */
export interface ProofCode {
  readonly codeHash: string;
  readonly codeEnds: string;
  readonly triesLeft: number;
}

export function newProofCode(keyring: Keyring, now: Date): { readonly code: string; readonly proof: ProofCode } {
  const code = writeHumanCode(randomBytes(CODE_BYTES));
  return { code, proof: { codeHash: keyring.digest('proof', code), codeEnds: new Date(now.getTime() + CODE_MILLISECONDS).toISOString(), triesLeft: TRIES } };
}

/** A proof that no code fits: for whoever must not learn that no code was sent. */
export function unprovable(keyring: Keyring, now: Date): ProofCode {
  return newProofCode(keyring, now).proof;
}

function fits(proof: ProofCode, typed: string, keyring: Keyring, now: Date): boolean {
  const code = readHumanCode(typed);
  if (code === null || proof.triesLeft <= 0 || proof.codeEnds <= now.toISOString()) return false;
  return timingSafeEqual(Buffer.from(proof.codeHash), Buffer.from(keyring.digest('proof', code)));
}

/**
 * The document whose code this is, while it works; a wrong one costs a try. Undefined for whatever reason it is refused,
 * so that nobody learns which.
 */
export async function proven<Document extends ProofCode>({ documents, keyring, now }: Pick<Accounts, 'documents' | 'keyring' | 'now'>, id: string, typed: string): Promise<Stored<Document> | undefined> {
  const seen = { right: false };
  const pending = await documents.update<Document>(id, (current) => {
    seen.right = fits(current, typed, keyring, now());
    return seen.right ? undefined : { ...current, triesLeft: current.triesLeft - 1 };
  });
  return seen.right ? pending : undefined;
}

/** Long enough to find the message, short enough that an old one is of no use. */
const CODE_MILLISECONDS = 10 * 60_000;

/** 64 bits cannot be guessed; this stops whoever tries from costing us more. */
const TRIES = 10;
