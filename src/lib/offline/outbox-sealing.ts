import type { ReportBody } from '../../domain/report-api.ts';
import { randomText } from '../sealing/random-text.ts';
import { digestOf } from '../sealing/digest.ts';
import { newIdentity, sealTo } from '../sealing/seal.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { Draft } from './outbox.ts';

/**
 * Seals every draft that is ready and hands it to the sender. Each gets an identity and a secret of its own, so that nothing
 * joins two reports of one phone. Throws SealingError; StorageError.
 */
export async function sealReady(store: OutboxStore, recipients: readonly string[], now: () => number = Date.now): Promise<void> {
  for (const draft of await store.drafts()) if (draft.state === 'ready') await sealDraft(store, draft, recipients, now());
}

async function sealDraft(store: OutboxStore, { id, ready }: Draft, recipients: readonly string[], since: number): Promise<void> {
  if (!ready) return;
  const { identity, recipient } = await newIdentity();
  const secret = randomText(SECRET_BYTES);
  const body: ReportBody = {
    id,
    receiptHash: await digestOf(secret),
    ...(ready.department === undefined ? {} : { department: ready.department }),
    consents: ready.consents,
    sealedTo: [...recipients],
    sealed: await sealTo(recipients, JSON.stringify({ ...ready.content, replyTo: recipient }))
  };
  await store.hand({ id, body: JSON.stringify(body), since }, { secret, identity });
}

const SECRET_BYTES = 32;
