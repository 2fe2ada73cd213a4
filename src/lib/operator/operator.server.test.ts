import { describe, expect, test } from 'vitest';
import { fillOperator, operator } from './operator.server.ts';

describe('the operator’s details in a text', () => {
  test('are filled in, and a phone number can be tapped', () => {
    expect(fillOperator('{{operator}}, {{contactPhone}}.')).toBe(`${operator.operator}, [${operator.contactPhone}](tel:${operator.contactPhone.replaceAll(' ', '')}).`);
  });

  test('are not guessed: an unknown name stops the build', () => {
    expect(() => fillOperator('{{fax}}')).toThrow('{{fax}}');
  });
});
