import { expect, test } from 'vitest';
import type { SponsorshipEntry } from '../../domain/account-api.ts';
import { inOrder } from './sponsorship-order.ts';

const entry = (id: string, state: SponsorshipEntry['state'], day: string): SponsorshipEntry => ({ id, by: 'email', state, since: `2026-11-${day}T10:00:00Z` });
const ids = (entries: readonly SponsorshipEntry[]): string[] => entries.map(({ id }) => id);

test('whoever waits longest comes first; of the others, codes under way, then the newest', () => {
  const { waiting, others } = inOrder([
    entry('a', 'confirmed', '20'),
    entry('b', 'waiting', '18'),
    entry('c', 'sent', '02'),
    entry('d', 'declined', '22'),
    entry('e', 'waiting', '12')
  ]);
  expect(ids(waiting)).toEqual(['e', 'b']);
  expect(ids(others)).toEqual(['c', 'd', 'a']);
});
