import { mayHaveKeys } from './keys-stay.ts';
import type { ReplicaPage } from './replica-page.svelte.ts';

/** The alerts on this phone, for who has use for them: somebody who may read alerts, or a phone that was left with keys on it. */
export async function findReplica(signedIn: boolean): Promise<ReplicaPage | undefined> {
  if (!signedIn && !(await mayHaveKeys())) return undefined;
  return (await import('./replica-page.svelte.ts')).replica;
}
