import { expect, test } from 'vitest';
import { endEach } from './end-sessions.ts';

test('a session that is already gone does not stop the rest; no network does', async () => {
  const asked: string[] = [];
  const end = (id: string) => {
    asked.push(id);
    if (id === 'gone') return Promise.resolve({ ok: false, status: 404, fault: { error: 'not_found', reason: '' } } as const);
    if (id === 'far') return Promise.resolve({ ok: false, status: 0, fault: { error: 'offline', reason: '' } } as const);
    return Promise.resolve({ ok: true, status: 204, value: undefined } as const);
  };
  expect(await endEach(['one', 'gone', 'two'], end)).toMatchObject({ ok: true });
  expect(await endEach(['far', 'three'], end)).toMatchObject({ ok: false, fault: { error: 'offline' } });
  expect(asked).toEqual(['one', 'gone', 'two', 'far']);
});
