import { toJsonSchema } from '@valibot/to-json-schema';
import { accessRules, type ApiRoute } from '../../src/domain/access-rules.ts';
import type { Api, Identity } from './api.ts';

/** OpenAPI 3.1 from the schemas that check the bodies and the rules that decide who may call. */
export function openApiOf<Who extends Identity>(api: Api<Who>): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [route, { summary, body, answers }] of api.routes) {
    const [method = '', url = ''] = route.split(' ');
    const path = url.replace(/:(\w+)/g, '{$1}');
    const parameters = [...url.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        summary,
        description: whoMay(route),
        ...(parameters.length > 0 ? { parameters } : {}),
        ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: toJsonSchema(body, { errorMode: 'ignore' }) } } } } : {}),
        security: accessRules[route] === 'anyone' ? [] : [{ session: [] }],
        responses: responsesOf(route, answers, body !== undefined)
      }
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'API', version: '1', description: 'Errors are `{error, reason}`: `error` for programs, `reason` for their authors.' },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-session' } },
      schemas: { Error: { type: 'object', required: ['error', 'reason'], properties: { error: { type: 'string' }, reason: { type: 'string' }, fields: { type: 'object' }, retryAfter: { type: 'integer' } } } }
    }
  };
}

function whoMay(route: ApiRoute): string {
  const rule: string | readonly string[] = accessRules[route];
  if (rule === 'anyone') return 'Anyone.';
  return typeof rule === 'string' ? 'Whoever has a session, also while the account waits.' : `Active accounts with the role ${rule.join(', ')}.`;
}

function responsesOf(route: ApiRoute, answers: Readonly<Record<number, string>>, hasBody: boolean): object {
  const always: Record<number, string> = {
    ...(hasBody ? { 400: 'Not as described, or fields that cannot be taken' } : {}),
    ...(accessRules[route] === 'anyone' ? {} : { 401: 'Sign in first', 403: 'Not allowed' }),
    503: 'The store does not answer'
  };
  return Object.fromEntries(
    Object.entries({ ...always, ...answers }).map(([status, description]) => [
      status,
      Number(status) < 400 ? { description } : { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
    ])
  );
}
