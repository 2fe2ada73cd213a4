import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Who } from '../accounts/identity.ts';
import type { Snapshots } from '../alerts/snapshots.ts';
import type { AreaDatabases } from '../couch/area-databases.ts';
import type { AreaReader } from '../couch/area-reader.ts';
import { ApiError } from '../errors.ts';
import type { Api, ApiCall } from '../http/api.ts';
import { compressed } from './compressed-stream.ts';
import { ownArea } from './own-area.ts';
import { BulkGetBody, BulkGetQuery, ChangesQuery, DocumentQuery, queryText } from './replication-query.ts';
import { snapshotRoutes } from './snapshot-routes.ts';

export interface Gate {
  readonly areas: AreaDatabases;
  readonly read: AreaReader;
  readonly snapshots: Snapshots;
}

/**
 * The read half of CouchDB's replication protocol, on the departments of one's account and nothing else (security.md 8). Answers are
 * CouchDB's own bytes, passed on as they come; what is not listed here is refused (server.ts).
 */
export function gateRoutes(on: Api<Who>, { areas, read, snapshots }: Gate): void {
  on.on('GET /sync/:dept/', { summary: 'What the database of a department is', query: v.strictObject({}), answers }, (call) => pass(call, ''));

  on.on('GET /sync/:dept/_changes', { summary: 'What has changed in a department', query: ChangesQuery, answers }, (call) => pass(call, '_changes'));

  on.on('POST /sync/:dept/_bulk_get', { summary: 'Documents by id and revision', query: BulkGetQuery, body: BulkGetBody, bodyLimit: LARGEST_BODY, answers }, (call) => pass(call, '_bulk_get', JSON.stringify(call.body)));

  on.on('GET /sync/:dept/:id', { summary: 'One document', query: DocumentQuery, answers: { ...answers, 404: 'There is none' } }, async (call) => {
    const id = call.param('id');
    ownArea(call);
    if (!/^alert:[\w-]{22}$/.test(id)) throw notThroughHere;
    return pass(call, encodeURIComponent(id));
  });

  // It is in the list of changes, and CouchDB's replicator does not end without it. It holds a rule of ours, and no alert.
  on.on('GET /sync/:dept/_design/area', { summary: "The database's rule of what is written", query: DocumentQuery, answers }, (call) => pass(call, '_design/area'));

  snapshotRoutes(on, snapshots);

  // PouchDB looks for its notes of how far it came on both sides. There are none on this one, and none can be written.
  on.on('GET /sync/:dept/_local/:id', { summary: 'No replica leaves notes here', answers: { ...answers, 404: 'Always' } }, (call) => {
    ownArea(call);
    throw new ApiError(404, 'not_found', 'missing');
  });

  async function pass(call: ApiCall<unknown, Who>, path: string, body?: string): Promise<unknown> {
    const area = ownArea(call);
    await areas.ensure(area);
    const { request, reply } = call;
    const query = request.query as Readonly<Record<string, string>>;
    const answer = await read(area, { path: path + queryText(query), accept: request.headers.accept, signal: untilLeft(reply), ...(body === undefined ? {} : { body }) });
    return send(request, reply, answer, query['feed'] === 'longpoll');
  }
}

function send(request: FastifyRequest, reply: FastifyReply, answer: Awaited<ReturnType<AreaReader>>, live: boolean): unknown {
  const { encoding, body } = compressed(answer.body, request.headers['accept-encoding'] ?? '', live);
  reply.code(answer.status).type(answer.type).header('vary', 'accept-encoding');
  if (encoding !== undefined) reply.header('content-encoding', encoding);
  return body;
}

/** The phone went away, or has all of it: CouchDB need not go on. */
function untilLeft(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  return left.signal;
}

const answers = { 200: "CouchDB's own answer", 403: 'Not one of my areas' };
const notThroughHere = new ApiError(403, 'forbidden', 'This does not pass: a replica may read alerts here, and do nothing else.');
/** Bytes: a thousand documents are asked for in about 70 KB. */
const LARGEST_BODY = 1024 * 1024;
