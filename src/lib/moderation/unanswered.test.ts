import { expect, it } from 'vitest';
import { Unanswered } from './unanswered.ts';

it('a decision that was not answered keeps its id; another one, or the same after an answer, gets a new one', () => {
  const unanswered = new Unanswered();
  const first = unanswered.bodyOf('report', { kind: 'restrict' });
  expect(unanswered.bodyOf('report', { kind: 'restrict' })).toEqual(first);
  expect(unanswered.bodyOf('another', { kind: 'restrict' }).id).not.toBe(first.id);
  expect(unanswered.bodyOf('report', { kind: 'reopen' }).id).not.toBe(first.id);
  const again = unanswered.bodyOf('report', { kind: 'restrict' });
  unanswered.answered('report');
  expect(unanswered.bodyOf('report', { kind: 'restrict' }).id).not.toBe(again.id);
});
