import { randomBytes } from 'node:crypto';
import type { Documents } from '../couch/documents.ts';

/** What was decided over accounts, append-only: who in the team, what, when; no content, no name, no contact. */
export interface AuditLog {
  add(entry: { readonly what: AuditedAct; readonly by: string; readonly count?: number }): Promise<void>;
}

export type AuditedAct =
  | 'identity-set'
  | 'report-published'
  | 'report-merged'
  | 'report-asked'
  | 'report-transferred'
  | 'report-refused'
  | 'report-restricted'
  | 'report-reopened'
  | 'report-resealed'
  | 'report-deleted'
  | 'alert-edited'
  | 'alert-contested'
  | 'alert-removed'
  | 'reader-flagged'
  | 'reader-seen'
  | 'account-created' | 'account-erased' | 'account-exported' | 'branch-frozen' | 'account-unfrozen' | 'second-factor-dropped' | 'keys-rotated';

export function auditLog(documents: Documents, now: () => Date): AuditLog {
  return {
    async add(entry) {
      const at = now().toISOString();
      await documents.create({ _id: `audit:${at}:${randomBytes(6).toString('hex')}`, type: 'audit', at, ...entry });
    }
  };
}
