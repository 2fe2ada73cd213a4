import type { DeskEntry } from '$domain/desk-api.ts';
import { stateOf } from '$domain/report-state.ts';

/** What can be done with a report, and the key for it. */
export type Act = 'coded' | 'whole' | 'merge' | 'ask' | 'transfer' | 'refuse' | 'restrict' | 'reopen' | 'delete';

const keys: Readonly<Record<string, Act>> = { c: 'coded', p: 'whole', m: 'merge', a: 'ask', t: 'transfer', r: 'refuse' };

export function actOf(key: string): Act | undefined {
  return keys[key];
}

/** In the order of a moderator's day. What needs the text is not offered to whoever cannot read it. */
export function actsFor(entry: DeskEntry, readable: boolean): readonly Act[] {
  const { stage } = stateOf(entry.decisions);
  const decided = stage === 'refused' || stage === 'restricted';
  const acts: readonly (readonly [Act, boolean])[] = [
    ['coded', readable && !decided && stage !== 'published' && stage !== 'published-part'],
    ['whole', readable && !decided && stage !== 'published'],
    ['merge', readable && !decided && stage !== 'published' && stage !== 'published-part'],
    ['ask', readable && !decided],
    // Without consent it says so.
    ['transfer', readable && !decided],
    ['refuse', !decided && stage !== 'published' && stage !== 'published-part'],
    ['restrict', !decided],
    ['reopen', decided],
    ['delete', true]
  ];
  return acts.flatMap(([act, offered]) => (offered ? [act] : []));
}
