import { Readable } from 'node:stream';
import { StoreUnavailableError } from '../errors.ts';
import { areaDatabaseName } from './area-databases.ts';
import { areaToken } from './area-token.ts';
import type { Couch } from './connection.ts';

/** One question of a replica to a department's database, and CouchDB's own answer to it. */
export interface AreaQuestion {
  /** Below the database: `_changes?since=0`, or nothing. */
  readonly path: string;
  readonly accept: string | undefined;
  /** JSON; a GET without it. */
  readonly body?: string;
  /** Ends the question when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export interface AreaAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Readable;
}

/**
 * Asks as somebody who may read this department and no other (with a secret that CouchDB knows), else as the server. Throws
 * StoreUnavailableError when CouchDB is down, slow to begin, or refuses: never what it said.
 */
export type AreaReader = (area: string, question: AreaQuestion) => Promise<AreaAnswer>;

export function areaReader(couch: Couch, prefix: string, secret: Uint8Array | undefined, now: () => Date): AreaReader {
  const { origin, username, password } = new URL(couch.url);
  const asServer = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;

  return async (area, { path, accept, body, signal }) => {
    const slow = new AbortController();
    const clock = setTimeout(() => slow.abort(), BEGINS_WITHIN);
    try {
      const answer = await fetch(`${origin}/${areaDatabaseName(prefix, area)}/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: secret ? `Bearer ${areaToken(secret, area, now())}` : asServer,
          // Compressed once, for the phone.
          'accept-encoding': 'identity',
          ...(accept === undefined ? {} : { accept }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' })
        },
        ...(body === undefined ? {} : { body }),
        redirect: 'error',
        signal: AbortSignal.any([signal, slow.signal])
      });
      if (isRefusal(answer.status)) {
        await answer.body?.cancel();
        throw new Error(`the store answers ${answer.status}`);
      }
      return { status: answer.status, type: answer.headers.get('content-type') ?? 'application/json', body: Readable.from(answer.body ?? [], { objectMode: false }) };
    } catch (error) {
      throw new StoreUnavailableError(error);
    } finally {
      clearTimeout(clock);
    }
  };
}

/** 400: a token that CouchDB cannot check (what a replica may ask was checked before, so that nothing else is left to be wrong with it). */
function isRefusal(status: number): boolean {
  return status === 400 || status === 401 || status === 403 || status >= 500;
}

/** Milliseconds until the first bytes of an answer; those of a longpoll come at once, too. */
const BEGINS_WITHIN = 30_000;
