/** What can be wrong with an organisation; the server accepts no other word (sync-server/directory/suggestions.ts). */
export const wrongThings = ['closed', 'moved', 'phone', 'hours', 'not-as-described', 'unsafe', 'other'] as const;
export type WrongThing = (typeof wrongThings)[number];

export type Suggestion =
  | { organisationId: string; what: WrongThing; text?: string }
  | { name: string; town: string; phone?: string; website?: string; text?: string };

/** `refused`: the server will not take it as it stands; `failed`: it may later. Nothing is queued: it is not worth a trace. */
export type Outcome = 'sent' | 'failed' | 'too-many' | 'refused';

export async function sendSuggestion(suggestion: Suggestion): Promise<Outcome> {
  try {
    const { ok, status } = await fetch('/api/directory/suggestions', {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(suggestion),
      signal: AbortSignal.timeout(20_000)
    });
    if (ok) return 'sent';
    if (status === 429) return 'too-many';
    return status === 400 || status === 413 ? 'refused' : 'failed';
  } catch {
    return 'failed';
  }
}
