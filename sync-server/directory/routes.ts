import type { FastifyInstance, preHandlerAsyncHookHandler } from 'fastify';
import { ApiError } from '../errors.ts';
import { sendCompressedJson } from '../http/compressed-json.ts';
import type { DirectoryPacks } from './directory-packs.ts';
import { parseSuggestion, suggestionBody, suggestionJsonSchema, type SuggestionStore } from './suggestions.ts';

/** The directory over HTTP: packs for everybody, and a way to say what is wrong with them. */
export function directoryRoutes(app: FastifyInstance, { packs, suggestions, limitSuggestions }: DirectoryRoutesOptions): void {
  app.get<{ Params: { file: string } }>('/packs/directory/:file', { schema: packSchema }, async (request, reply) => {
    const department = /^(\d\d|2[AB]|9[78]\d|fr)\.json$/.exec(request.params.file)?.[1];
    if (department === undefined) throw noPack;
    const published = await packs.current();
    if (published === null) throw notReady;
    const pack = published.get(department);
    if (pack === undefined) throw noPack;
    return sendCompressedJson(request, reply, { hash: pack.entry.hash, ...pack });
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

/** For /api/openapi.json. */
export const suggestionRoute = {
  summary: 'Say what is wrong with an organisation, or name one that is missing',
  body: suggestionBody,
  answers: { 204: 'Kept, without any trace of the sender', 429: 'Too many' }
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
