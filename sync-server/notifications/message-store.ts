import { randomBytes } from 'node:crypto';
import type { DocumentScope } from 'nano';

/**
 * The `messages` database: what has not left yet. To whom and what is sealed; plain are only what the queue decides by.
 * `notBefore` is when somebody may next take the message: the next try while it waits, the end of the claim while a copy
 * of the server is sending it. So one question finds both what is due and what a crash has left behind.
 */
export interface MessageStore {
  /** Leaves the one that is there, if there is one with this id. */
  readonly add: (message: WaitingMessage) => Promise<void>;
  /** Whether there is or ever was a message of this id: what was sent is deleted, and its id stays known. */
  readonly had: (id: string) => Promise<boolean>;
  /** Longest due first. */
  readonly due: (now: number, limit: number) => Promise<readonly StoredMessage[]>;
  /** When the next one that is not due yet will be; null for none. */
  readonly nextAfter: (now: number) => Promise<number | null>;
  /** Compare and swap on the revision, counting the attempt; null when somebody else was quicker. */
  readonly claim: (message: StoredMessage, until: number) => Promise<StoredMessage | null>;
  /** Ends a claim; false when somebody else has taken it over. */
  readonly putBack: (message: StoredMessage, notBefore: number) => Promise<boolean>;
  readonly all: () => Promise<readonly StoredMessage[]>;
  /** Ends all claims. Only for a store that nobody else has open: what is claimed then was left by a server that died. */
  readonly endClaims: (now: number) => Promise<void>;
  /** False when somebody else was quicker. */
  readonly remove: (message: StoredMessage) => Promise<boolean>;
}

export interface WaitingMessage {
  readonly _id: string;
  readonly type: 'message';
  readonly state: 'waiting' | 'sending';
  /** Counted when an attempt begins. */
  readonly attempts: number;
  /** Milliseconds since 1970, like `notAfter`. */
  readonly notBefore: number;
  /** From then on it is not sent any more. */
  readonly notAfter: number;
  readonly sealed: string;
}

export type StoredMessage = WaitingMessage & { readonly _rev: string };

/** Random: an id tells neither order nor content. */
export function newMessageId(): string {
  return `message:${randomBytes(16).toString('hex')}`;
}

/** The same for the same occasion, so that a second one is noticed. */
export function messageIdFor(digest: string): string {
  return `message:${digest}`;
}

export function couchMessageStore(database: DocumentScope<unknown>): MessageStore {
  return {
    add: async (message) => {
      await unlessConflict(database.insert(message));
    },
    had: async (id) => {
      // A question for the document itself is answered alike for one that was deleted and one that never was.
      const { rows } = await database.fetchRevs({ keys: [id] });
      return rows.some((row) => 'value' in row);
    },
    due: async (now, limit) => {
      const { docs } = await database.find({ selector: { type: 'message', notBefore: { $lte: now } }, sort: oldestFirst, use_index: index, limit });
      // The embedded store looks a row up in the index and then reads the document, which may have been claimed or removed in between.
      return (docs as unknown as (StoredMessage | null)[]).filter((message): message is StoredMessage => message !== null && message.notBefore <= now);
    },
    nextAfter: async (now) => {
      const { docs } = await database.find({ selector: { type: 'message', notBefore: { $gt: now } }, sort: oldestFirst, use_index: index, limit: 1 });
      return (docs as unknown as (StoredMessage | null)[])[0]?.notBefore ?? null;
    },
    claim: async (message, until) => {
      const claimed: StoredMessage = { ...message, state: 'sending', attempts: message.attempts + 1, notBefore: until };
      const answer = await unlessConflict(database.insert(claimed));
      return answer === null ? null : { ...claimed, _rev: answer.rev };
    },
    putBack: async (message, notBefore) => (await unlessConflict(database.insert({ ...message, state: 'waiting', notBefore } as object))) !== null,
    all: () => allOf(database),
    endClaims: async (now) => {
      for (const message of await allOf(database)) {
        if (message.state === 'sending') await unlessConflict(database.insert({ ...message, state: 'waiting', notBefore: now } as object));
      }
    },
    remove: async ({ _id, _rev }) => (await unlessConflict(database.destroy(_id, _rev))) !== null
  };
}

async function allOf(database: DocumentScope<unknown>): Promise<StoredMessage[]> {
  const { rows } = await database.list({ startkey: 'message:', endkey: 'message:\uffff', include_docs: true });
  return rows.flatMap(({ doc }) => (doc ? [doc as unknown as StoredMessage] : []));
}

/** 404: it is gone altogether, which is a change of somebody else's too. */
async function unlessConflict<Answer>(call: Promise<Answer>): Promise<Answer | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && (error.statusCode === 409 || error.statusCode === 404)) return null;
    throw error;
  }
}

const index = 'index-type-not-before';
const oldestFirst: { type: 'asc' }[] | { notBefore: 'asc' }[] = [{ type: 'asc' }, { notBefore: 'asc' }] as never;
