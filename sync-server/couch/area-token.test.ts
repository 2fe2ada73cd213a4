import { expect, test } from 'vitest';
import { areaToken } from './area-token.ts';

test('a token is what RFC 7515 makes of its parts', () => {
  const secret = Buffer.alloc(32, 7);
  const [head = '', claims = '', signature] = areaToken(secret, '2A', new Date('2026-11-25T12:00:00.900Z')).split('.');
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'jasmine' });
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({ sub: 'gate', exp: 1_795_608_060, '_couchdb.roles': ['area-2a'] });
  // As `openssl dgst -sha256 -mac HMAC` makes it of the two parts.
  expect(signature).toBe('OlZmj9iz_MhX6fn3-OCuqgHy-57X2npeBBDx_J4ZgcE');
});
