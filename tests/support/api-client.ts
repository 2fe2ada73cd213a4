import type { TestServer } from './server.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** A program that speaks to `/api` as a browser would, with a cookie of its own. */
export class ApiClient {
  cookie = '';
  readonly #origin: string;

  constructor({ origin }: Pick<TestServer, 'origin'>) {
    this.#origin = origin;
  }

  async ask(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    const answer = await fetch(this.#origin + path, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(this.cookie ? { cookie: this.cookie } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {})
    });
    const given = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-session='));
    if (given) this.cookie = given.split(';')[0] ?? '';
    const text = await answer.text();
    return { status: answer.status, body: /^[{[]/.test(text) ? (JSON.parse(text) as Record<string, unknown>) : {}, headers: answer.headers };
  }

  get = (path: string): Promise<ApiAnswer> => this.ask('GET', path);
  post = (path: string, body?: object): Promise<ApiAnswer> => this.ask('POST', path, body);
  patch = (path: string, body: object): Promise<ApiAnswer> => this.ask('PATCH', path, body);
  delete = (path: string, body?: object): Promise<ApiAnswer> => this.ask('DELETE', path, body);

  async signIn(username: string, password: string): Promise<ApiAnswer> {
    return this.post('/api/session', { username, password });
  }
}

/** Signs in one of the demo accounts that the server printed. */
export async function signedInAs(server: TestServer, username: string): Promise<ApiClient> {
  const client = new ApiClient(server);
  const answer = await client.signIn(username, demoPassword(server, username));
  if (answer.status !== 200) throw new Error(`${username} could not sign in: ${JSON.stringify(answer.body)}`);
  return client;
}

export function demoPassword(server: TestServer, username: string): string {
  const password = new RegExp(`^ +${username} +\\w+ +(\\S+)$`, 'm').exec(server.output())?.[1];
  if (password === undefined) throw new Error(`the server printed no password for ${username}`);
  return password;
}
