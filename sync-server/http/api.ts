import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { accessRules, decideAccess, type AccessDecision, type ApiRoute, type Asker } from '../../src/domain/access-rules.ts';
import { ApiError } from '../errors.ts';
import { assertSameOrigin } from './same-origin.ts';

/** What a handler gets: a body that is already what its schema says, and who asks. */
export interface ApiCall<Body, Who> {
  readonly body: Body;
  readonly who: Who;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly param: (name: string) => string;
}

export interface ApiRouteDescription<Body extends v.GenericSchema> {
  readonly summary: string;
  readonly body?: Body;
  /** What may stand behind the `?`; anything else is refused. */
  readonly query?: v.GenericSchema;
  /** Bytes; the server's own limit without it. */
  readonly bodyLimit?: number;
  /** Status and what it means; 400, 401, 403, 429 and 503 are described for all. */
  readonly answers: Readonly<Record<number, string>>;
}

/** Who a request comes from. `asker` is what the access rules judge. */
export interface Identity {
  readonly asker: Asker;
}

/**
 * Registers routes under /api, and nothing that `access-rules.ts` does not name: deny by default. Each call is checked in
 * this order: where it comes from, who asks, whether they may, what they send.
 */
export class Api<Who extends Identity> {
  readonly routes = new Map<ApiRoute, ApiRouteDescription<v.GenericSchema>>();
  readonly #app: FastifyInstance;
  readonly #identify: (request: FastifyRequest) => Promise<Who>;
  readonly #nobody: Who;
  readonly #publicOrigin: string;

  constructor(app: FastifyInstance, publicOrigin: string, nobody: Who, identify: (request: FastifyRequest) => Promise<Who>) {
    this.#app = app;
    this.#publicOrigin = publicOrigin;
    this.#nobody = nobody;
    this.#identify = identify;
  }

  /** A route that is registered elsewhere, for the description alone. */
  describe(route: ApiRoute, description: ApiRouteDescription<v.GenericSchema>): void {
    this.routes.set(route, description);
  }

  on<Body extends v.GenericSchema = v.UndefinedSchema<undefined>>(
    route: ApiRoute,
    description: ApiRouteDescription<Body>,
    handle: (call: ApiCall<v.InferOutput<Body>, Who>) => unknown
  ): void {
    const [method = '', url = ''] = route.split(' ');
    this.routes.set(route, description);
    this.#app.route({
      method,
      url,
      ...(description.bodyLimit === undefined ? {} : { bodyLimit: description.bodyLimit }),
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        if (method !== 'GET') assertSameOrigin(request, this.#publicOrigin);
        // What is open to anyone works without the store's answer, and costs no question to it.
        const who = accessRules[route] === 'anyone' ? this.#nobody : await this.#identify(request);
        refuse(decideAccess(route, who.asker));
        const body = description.body ? parseBody(description.body, request.body) : undefined;
        if (description.query) parseBody(description.query, request.query);
        const params = request.params as Readonly<Record<string, string>>;
        const answer = await handle({ body, who, request, reply, param: (name) => params[name] ?? '' });
        if (reply.sent) return reply;
        return answer === undefined ? reply.code(204).send() : reply.send(answer);
      }
    });
  }
}

function parseBody(schema: v.GenericSchema, body: unknown): unknown {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  // Names of fields come from the schema or from a program's author; what was typed is never quoted.
  const names = [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? 'body'))].filter((name) => /^[\w.]{1,40}$/.test(name));
  throw new ApiError(400, 'bad_request', `Not as described in /api/openapi.json: ${names.join(', ') || 'body'}.`);
}

function refuse(decision: AccessDecision): void {
  switch (decision) {
    case 'allowed':
      return;
    case 'sign-in':
      throw new ApiError(401, 'sign_in', 'Sign in first.');
    case 'not-active':
      throw new ApiError(403, 'not_active', 'This account is not active.');
    case 'second-factor':
      throw new ApiError(403, 'second_factor_needed', 'Set up the second factor first.');
    case 'forbidden':
      throw new ApiError(403, 'forbidden', 'This role may not do that.');
    default:
      decision satisfies never;
  }
}
