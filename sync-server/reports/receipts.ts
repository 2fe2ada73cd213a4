import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { madeId } from '../../src/domain/report-api.ts';
import { ApiError } from '../errors.ts';
import type { Gone, Report, ReportStore } from './report-store.ts';

/**
 * The report whose receipt a request holds: by its id in the path and the secret in `Authorization: Receipt <secret>`, where
 * no log and no history keeps it. An unknown id and a wrong secret are told apart by nobody.
 */
export async function reportOfReceipt(store: ReportStore, request: FastifyRequest, id: string): Promise<Report> {
  const report = v.is(madeId, id) ? await store.get(id) : undefined;
  if (!holds(request, report) || !report) throw unknownReceipt;
  return report;
}

/** The same of one that is gone. */
export async function goneOfReceipt(store: ReportStore, request: FastifyRequest, id: string): Promise<Gone | undefined> {
  const gone = v.is(madeId, id) ? await store.gone(id) : undefined;
  return holds(request, gone) ? gone : undefined;
}

function holds(request: FastifyRequest, kept: Pick<Report, 'receiptHash'> | undefined): boolean {
  const secret = /^Receipt ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  const hash = createHash('sha256').update(secret ?? '').digest();
  // Compared also where there is nothing to compare with, so that both take as long.
  const expected = Buffer.from(kept?.receiptHash ?? '', 'base64url');
  const fits = timingSafeEqual(hash, expected.length === hash.length ? expected : Buffer.alloc(hash.length));
  return fits && secret !== undefined && kept !== undefined;
}

const unknownReceipt = new ApiError(404, 'unknown_receipt', 'There is no such report. It may have been withdrawn.');
