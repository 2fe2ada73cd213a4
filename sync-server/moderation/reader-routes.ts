import type { BulkReader } from '../../src/domain/desk-api.ts';
import { signedIn, type Who } from '../accounts/identity.ts';
import { ApiError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import type { BulkReaders } from './bulk-readers.ts';

/** Accounts that look up more than people do. */
export function readerRoutes(on: Api<Who>, readers: BulkReaders): void {
  on.on('GET /api/desk/readers', { summary: 'Accounts that look up a great many people', answers: { 200: 'Newest first' } }, (): Promise<readonly BulkReader[]> => readers.list());

  on.on('POST /api/desk/readers/:id/seen', { summary: 'The team has looked at it', answers: { 204: 'Marked', 404: 'No such account is flagged' } }, async ({ who, param }) => {
    if (!(await readers.seen(param('id'), signedIn(who).account.id))) throw new ApiError(404, 'unknown_reader', 'No such account is flagged.');
  });
}
