import type { Documents } from '../couch/documents.ts';

/** Runs a job if no other copy of the server does: a document, compare-and-swap. False when another has it. */
export async function withLease(documents: Documents, name: string, milliseconds: number, now: () => Date, run: () => Promise<void>): Promise<boolean> {
  const _id = `job:${name}`;
  const until = new Date(now().getTime() + milliseconds).toISOString();
  const current = await documents.get<{ until: string }>(_id);
  if (current && current.until > now().toISOString()) return false;
  const lease = { _id, type: 'job', until };
  if (!(await (current ? documents.replace({ ...lease, _rev: current._rev }) : documents.create(lease)))) return false;
  await run();
  return true;
}
