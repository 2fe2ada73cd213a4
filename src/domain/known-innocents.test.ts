import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { helpLines } from './known-innocents.ts';
import { normalisePhone } from './phone-number.ts';

const shown = parse(readFileSync(new URL('../content/help-numbers.yaml', import.meta.url), 'utf8')) as { dial: string }[];

test('every help number that a phone can show as a caller is among the known innocents', () => {
  const callers = shown.flatMap(({ dial }) => normalisePhone(dial.length === 6 ? `+33${dial}` : dial) ?? []);
  expect(callers.length).toBeGreaterThan(4);
  expect(helpLines).toEqual(expect.arrayContaining(callers));
});
