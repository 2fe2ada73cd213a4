import type { Page, Route } from 'playwright-core';

/** What stands in for `/api` in a page: answers by `METHOD path`, and what was asked, in order. */
export interface MockedApi {
  readonly asked: string[];
  readonly bodies: unknown[];
  answers: Record<string, MockedAnswer | ((body: unknown) => Promise<MockedAnswer>)>;
}

/** Status and body; `'lost'` for a network that gives up; `'portal'` for a café's sign-in page. */
export type MockedAnswer = readonly [number, object?] | 'lost' | 'portal';

export async function mockApi(page: Page, answers: MockedApi['answers'] = {}): Promise<MockedApi> {
  const api: MockedApi = { asked: [], bodies: [], answers: { 'GET /api/session': [401, fault('sign_in')], ...answers } };
  await page.route('**/api/**', async (route) => {
    const key = `${route.request().method()} ${new URL(route.request().url()).pathname}`;
    api.asked.push(key);
    api.bodies.push(bodyOf(route));
    const given = api.answers[key] ?? [404, fault('not_found')];
    const answer = typeof given === 'function' ? await given(bodyOf(route)) : given;
    if (answer === 'lost') return route.abort('internetdisconnected');
    if (answer === 'portal') return route.fulfill({ contentType: 'text/html', body: '<h1>Welcome to our Wi-Fi</h1>' });
    const [status, body] = answer;
    return route.fulfill(body ? { status, contentType: 'application/json', body: JSON.stringify(body) } : { status });
  });
  // What the phone keeps of alerts has tests of its own: here nothing of it comes.
  await page.route('**/sync/**', (route) => route.abort('internetdisconnected'));
  return api;
}

/** Makes one answer wait: `asked` is when the page has asked, and it comes with `answer`. */
export function held(api: MockedApi, key: string): { readonly asked: Promise<void>; readonly answer: () => void } {
  const given = api.answers[key] ?? [404, fault('not_found')];
  const [asked, comes] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  api.answers[key] = async (body) => {
    asked.resolve(undefined);
    await comes.promise;
    return typeof given === 'function' ? given(body) : given;
  };
  return { asked: asked.promise, answer: () => comes.resolve(undefined) };
}

/** The body that was sent last: questions that have none, which the page asks by itself, may come after it. */
export function lastSent({ bodies }: MockedApi): unknown {
  return bodies.findLast((body) => body !== null && body !== undefined);
}

export function fault(error: string, more: object = {}): object {
  return { error, reason: 'for the test', ...more };
}

function bodyOf(route: Route): unknown {
  try {
    return route.request().postDataJSON();
  } catch {
    return undefined;
  }
}
