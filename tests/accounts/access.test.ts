import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessRules, type ApiRoute } from '../../src/domain/access-rules.ts';
import { ApiClient, signedInAs } from '../support/api-client.ts';
import { startDemo, type TestServer } from '../support/server.ts';

let server: TestServer;
const clients: Record<string, ApiClient> = {};
beforeAll(async () => {
  server = await startDemo();
  clients['no one'] = new ApiClient(server);
  for (const name of ['member', 'partner', 'moderator', 'admin', 'newcomer']) clients[name] = await signedInAs(server, `demo-${name}`);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Refusals that the access rules give; anything else means that the asker was let through to the handler. */
const refusals = ['sign_in', 'not_active', 'second_factor_needed', 'forbidden'];

/** What each asker gets: moderators and admins have no second factor yet, the newcomer has no sponsor yet. */
function expected(route: ApiRoute, who: string): string {
  const rule: string | readonly string[] = accessRules[route];
  if (rule === 'anyone') return 'allowed';
  if (who === 'no one') return 'sign_in';
  if (rule === 'signed-in') return 'allowed';
  if (who === 'newcomer') return 'not_active';
  if (who === 'moderator' || who === 'admin') return 'second_factor_needed';
  return rule.includes(who) ? 'allowed' : 'forbidden';
}

describe('every route, for every role and for no one', () => {
  // What ends a session comes last, for each asker would be no one after it.
  const routes = (Object.keys(accessRules) as ApiRoute[]).sort((a, b) => Number(ends(a)) - Number(ends(b)));

  test.each(routes)('%s', async (route) => {
    const [method = '', url = ''] = route.split(' ');
    const path = url.replace(/:\w+/g, 'AAAAAAAAAAAAAAAAAAAAAA');
    for (const [who, client] of Object.entries(clients)) {
      const before = client.cookie;
      // An empty object is no body that any route takes: nothing is changed by asking.
      const { body } = await client.ask(method, path, method === 'GET' ? undefined : {});
      client.cookie = before;
      const error = String(body['error']);
      const got = refusals.includes(error) ? error : 'allowed';
      expect(`${who}: ${got}`).toBe(`${who}: ${expected(route, who)}`);
    }
  });

  test('and nothing else answers under /api', async () => {
    expect((await new ApiClient(server).get('/api/desk')).body).toMatchObject({ error: 'not_found' });
  });
});

test('the description names every route, and every route is described', async () => {
  const { body } = await new ApiClient(server).get('/api/openapi.json');
  expect(body['openapi']).toBe('3.1.0');
  const described = Object.entries(body['paths'] as Record<string, Record<string, object>>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`)
  );
  expect(described.sort()).toEqual(Object.keys(accessRules).sort());
});

function ends(route: ApiRoute): boolean {
  return route === 'DELETE /api/session' || route === 'POST /api/session/end';
}
