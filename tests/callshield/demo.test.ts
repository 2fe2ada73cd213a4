import { expect, test } from 'vitest';
import { readCallerFilter } from '../../src/domain/caller-filter.ts';
import type { FilterKey } from '../../src/domain/callshield-api.ts';
import { signedInAs } from '../support/api-client.ts';
import { startDemo } from '../support/server.ts';

test('a server that has just started has the numbers of its alerts in the file, by itself', async () => {
  await using server = await startDemo();
  const client = await signedInAs(server, 'demo-member');
  const levelOf = async (number: string) => {
    const { filter } = (await client.get('/api/keys')).body as { filter?: FilterKey };
    if (!filter) return 'none yet';
    const answer = await fetch(`${server.origin}/api/callshield/filter?generation=${String(filter.generation)}`, { headers: { cookie: client.cookie } });
    return (await readCallerFilter(new Uint8Array(await answer.arrayBuffer()), new Uint8Array(Buffer.from(filter.key, 'base64url')), Date.now() / 1000)).levelOf(number);
  };
  await expect.poll(() => levelOf('+33199001234'), { interval: 2500 }).toBe('very-dangerous');
  expect(await levelOf('+33199009999')).toBeUndefined();
});
