import type { Answer } from '$lib/shell/json-api.ts';

/** One after another; the first refusal stops, but a session that has already gone is what was wanted. */
export async function endEach(ids: readonly string[], end: (id: string) => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  for (const id of ids) {
    const answer = await end(id);
    if (!answer.ok && answer.status !== 404) return answer;
  }
  return { ok: true, status: 204, value: undefined };
}
