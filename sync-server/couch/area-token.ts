import { createHmac } from 'node:crypto';

/** By what CouchDB lets in whoever may read a department's alerts: the member's role in that database's access rules. */
export function areaRole(area: string): string {
  return `area-${area.toLowerCase()}`;
}

/**
 * A token (JWT, RFC 7519, HS256) with which CouchDB lets its bearer read one department for a minute, and nothing else: the gate has
 * decided already, and behind it the store decides once more. `secret`: the key of `[jwt_keys] hmac:jasmine`.
 */
export function areaToken(secret: Uint8Array, area: string, now: Date): string {
  const head = textOf({ alg: 'HS256', typ: 'JWT', kid: KEY_NAME });
  const claims = textOf({ sub: 'gate', exp: Math.floor(now.getTime() / 1000) + LIFE, '_couchdb.roles': [areaRole(area)] });
  return `${head}.${claims}.${createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url')}`;
}

function textOf(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

const KEY_NAME = 'jasmine';
/** Seconds: asked for anew with each question. */
const LIFE = 60;
