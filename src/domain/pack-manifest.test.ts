import { expect, test } from 'vitest';
import { mayHold } from './pack-manifest.ts';

test('a pack without a wanted kind is not worth loading', () => {
  const kinds = { screening: 2, police: 1 };
  expect(mayHold({ kinds }, new Set(['screening', 'community']))).toBe(true);
  expect(mayHold({ kinds }, new Set(['community']))).toBe(false);
});

test('with nothing wanted in particular, or a list from before kinds were told, every pack may serve', () => {
  expect(mayHold({ kinds: {} }, new Set())).toBe(true);
  expect(mayHold({}, new Set(['community']))).toBe(true);
});
