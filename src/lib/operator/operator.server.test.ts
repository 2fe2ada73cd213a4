import { describe, expect, test } from 'vitest';
import { telHref } from '$domain/tel-href.ts';
import { fillOperator, operator } from './operator.server.ts';

describe('the operator’s details in a text', () => {
  test('are filled in, and a phone number can be tapped', () => {
    expect(fillOperator('{{operator}}, {{contactPhone}}.')).toBe(`${operator.operator}, [${operator.contactPhone}](${telHref(operator.contactPhone)}).`);
  });

  test('are not guessed: an unknown name stops the build', () => {
    expect(() => fillOperator('{{fax}}')).toThrow('{{fax}}');
  });
});
