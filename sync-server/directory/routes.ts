import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { ApiError } from '../errors.ts';
import type { BuiltPack, DirectoryPacks } from './directory-packs.ts';
import { parseSuggestion, suggestionJsonSchema, type SuggestionStore } from './suggestions.ts';

/** The directory over HTTP: packs for everybody, and a way to say what is wrong with them. */
export function directoryRoutes(app: FastifyInstance, { packs, suggestions, limitSuggestions }: DirectoryRoutesOptions): void {
  app.get<{ Params: { file: string } }>('/packs/directory/:file', { schema: packSchema }, async (request, reply) => {
    const department = /^(\d\d|2[AB]|9[78]\d|fr)\.json$/.exec(request.params.file)?.[1];
    if (department === undefined) throw noPack;
    const published = await packs.current();
    if (published === null) throw notReady;
    const pack = published.get(department);
    if (pack === undefined) throw noPack;
    return sendPack(request, reply, pack);
  });

  app.post(
    '/api/directory/suggestions',
    { schema: suggestionSchema, bodyLimit: LARGEST_SUGGESTION, validatorCompiler: () => () => true, ...(limitSuggestions ? { preHandler: limitSuggestions } : {}) },
    async (request, reply) => {
      const suggestion = parseSuggestion(request.body);
      if (suggestion === null) throw badSuggestion;
      await suggestions.add(suggestion);
      return reply.code(204).send();
    }
  );
}

/** The two encodings are two representations: each has an entity tag of its own, and either proves what the phone has. */
function sendPack(request: FastifyRequest, reply: FastifyReply, { entry, json, brotli }: BuiltPack): FastifyReply {
  const compressed = acceptsBrotli(request.headers['accept-encoding']);
  const tags = { plain: `"${entry.hash}"`, brotli: `"${entry.hash}.br"` };
  reply.header('etag', compressed ? tags.brotli : tags.plain);
  reply.header('cache-control', 'no-cache');
  reply.header('vary', 'accept-encoding');
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes('*') || known.includes(tags.plain) || known.includes(tags.brotli)) return reply.code(304).send();
  reply.type('application/json; charset=utf-8');
  if (compressed) reply.header('content-encoding', 'br');
  return reply.send(compressed ? brotli : json);
}

function acceptsBrotli(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((part) => /^\s*br\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(part));
}

const noPack = new ApiError(404, 'no_such_pack', 'There is no pack for this department.');
const notReady = new ApiError(503, 'directory_not_ready', 'The directory is being filled. Keep what you have and try again later.');
const badSuggestion = new ApiError(
  400,
  'bad_suggestion',
  'Send either organisationId, what (and text), or name and town (and phone, website, text), none of them too long.'
);

/** Texts of 1,000 characters, of up to four bytes each, and the field names. */
const LARGEST_SUGGESTION = 8 * 1024;

const errorBody = { type: 'object', properties: { error: { type: 'string' }, reason: { type: 'string' } } };

const packSchema = {
  summary: 'Organisations of one department',
  params: { type: 'object', properties: { file: { type: 'string', description: '`01.json`, `2A.json`, `971.json`; `fr.json` for national lines' } } },
  response: { 404: errorBody, 503: errorBody }
};

const suggestionSchema = {
  summary: 'Say what is wrong with an organisation, or name one that is missing',
  body: suggestionJsonSchema,
  response: { 204: { type: 'null', description: 'Kept, without any trace of the sender' }, 400: errorBody, 429: errorBody }
};

export interface DirectoryRoutesOptions {
  readonly packs: DirectoryPacks;
  readonly suggestions: SuggestionStore;
  /** A rate limit by address, kept in memory only. It should fail open: a lost suggestion helps nobody. */
  readonly limitSuggestions?: preHandlerAsyncHookHandler;
}
