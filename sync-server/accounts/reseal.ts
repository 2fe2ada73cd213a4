import type { Accounts } from './accounts.ts';
import { sealedFields } from './account-store.ts';

/**
 * Seals anew, under the newest key, what is sealed under an older one. Each document by itself and only if nobody has
 * changed it meanwhile: it can stop anywhere, run beside the server, and run again. Gives how many were sealed anew.
 */
export async function resealOld({ documents, keyring }: Pick<Accounts, 'documents' | 'keyring'>, signal?: AbortSignal): Promise<number> {
  let resealed = 0;
  for (const prefix of prefixes) {
    for (const { _id } of await documents.range<object>(prefix)) {
      if (signal?.aborted) return resealed;
      const seen = { changed: false };
      await documents.update<Record<string, unknown>>(_id, (current) => {
        const renewed = renew(current, _id);
        seen.changed = renewed !== undefined;
        return renewed;
      });
      if (seen.changed) resealed += 1;
    }
  }
  return resealed;

  function renew(current: Record<string, unknown>, _id: string): Record<string, unknown> | undefined {
    const fields = _id.startsWith('account:') ? sealedFields.map((field) => [field, `${_id}/${field}`] as const) : ([['sealed', _id], ['confirmedAs', `${_id}/name`]] as const);
    const old = fields.filter(([field]) => typeof current[field] === 'string' && keyring.isOld(current[field]));
    if (old.length === 0) return undefined;
    const renewed = old.map(([field, context]) => [field, keyring.seal(keyring.open(current[field] as string, context), context)] as const);
    return { ...current, ...Object.fromEntries(renewed) };
  }
}

const prefixes = ['account:', 'sign-up:', 'sponsorship:', 'sponsored:', 'code:', 'reset:', 'change:', 'device:'];
