import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { telHref } from '$domain/tel-href.ts';
import { fillOperator, operator, readOperator } from './operator.server.ts';

describe('the operator’s details in a text', () => {
  test('are filled in, and a phone number can be tapped', () => {
    expect(fillOperator('{{operator}}, {{contactPhone}}.')).toBe(`${operator.operator}, [${operator.contactPhone}](${telHref(operator.contactPhone)}).`);
  });

  test('are not guessed: an unknown name stops the build', () => {
    expect(() => fillOperator('{{fax}}')).toThrow('{{fax}}');
  });
});

describe('the operator’s file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-operator-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [{ contactPhone: 'by e-mail only' }, 'contactPhone must be a phone number'],
    [{ dpoPhone: '+33 1 44 92 15 15 (ext. 2)' }, 'dpoPhone must be a phone number'],
    [{ dpoPhone: '---' }, 'dpoPhone must be a phone number'],
    [{ contactPhone: '01 44 92 15 15 - 07 60 22 54 84' }, 'contactPhone must be a phone number'],
    [{ exitSite: 'http://example.org/' }, 'exitSite must be an https address'],
    [{ contactEmail: undefined }, 'contactEmail'],
    [{ fax: '+33 1' }, 'fax']
  ])('%j is refused with its name', (wrong, said) => {
    const path = join(folder, 'operator.json');
    writeFileSync(path, JSON.stringify({ ...operator, ...wrong }));
    expect(() => readOperator(path)).toThrow(said);
    expect(() => readOperator(path)).toThrow(path);
  });

  test('is refused with its name when it is no JSON', () => {
    const path = join(folder, 'operator.json');
    writeFileSync(path, `${JSON.stringify(operator)},`);
    expect(() => readOperator(path)).toThrow(path);
  });

  test('takes a number in whatever writing', () => {
    const path = join(folder, 'operator.json');
    writeFileSync(path, JSON.stringify({ ...operator, contactPhone: '+33\u00a0(0)1.44-92 15 15' }));
    expect(telHref(readOperator(path).contactPhone)).toBe('tel:+33144921515');
  });
});
