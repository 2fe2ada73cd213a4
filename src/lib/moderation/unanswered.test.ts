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

it('a text that was not answered is sealed once; another text, or the same after an answer, is a new message', async () => {
  const unanswered = new Unanswered();
  let times = 0;
  const seal = (): Promise<string> => Promise.resolve(`sealed ${String((times += 1))}`);
  const first = await unanswered.textOf('report', 'ask where', seal);
  expect(await unanswered.textOf('report', 'ask where', seal)).toEqual(first);
  expect((await unanswered.textOf('report', 'ask when', seal)).id).not.toBe(first.id);
  const again = await unanswered.textOf('report', 'ask where', seal);
  expect(again.sealed).not.toBe(first.sealed);
  unanswered.textAnswered('report');
  expect((await unanswered.textOf('report', 'ask where', seal)).id).not.toBe(again.id);
});
