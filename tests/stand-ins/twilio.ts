import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers like Twilio's "create a message", and misbehaves when told to. */
export interface TwilioStandIn extends AsyncDisposable {
  readonly baseUrl: string;
  /** Every request, whatever it was answered. */
  readonly requests: readonly TwilioRequest[];
  /** For the requests from now on. */
  answer(behaviour: TwilioBehaviour): void;
}

export type TwilioBehaviour = 'created' | 'invalid-number' | 'unknown-account' | 'too-many' | 'fault' | 'fault-without-json' | 'hang-up';

export async function startTwilio(): Promise<TwilioStandIn> {
  let behaviour: TwilioBehaviour = 'created';
  const requests: TwilioRequest[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const form = Object.fromEntries(new URLSearchParams(body));
      requests.push({ path: request.url ?? '', headers: request.headers, form });
      if (behaviour === 'hang-up') return request.socket.destroy();
      const [status, answer] = answers[behaviour](form['To'] ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (next) => {
      behaviour = next;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** As Twilio words them: the number is quoted. */
const answers: Record<Exclude<TwilioBehaviour, 'hang-up'>, (to: string) => [number, string]> = {
  created: (to) => [201, JSON.stringify({ sid: `SM${'0'.repeat(32)}`, status: 'queued', to, num_segments: '1' })],
  'invalid-number': (to) => [400, refusal(400, 21211, `Invalid 'To' Phone Number: ${to}`)],
  'unknown-account': () => [401, refusal(401, 20003, 'Authenticate')],
  'too-many': (to) => [429, refusal(429, 20429, `Too Many Requests for ${to}`)],
  fault: () => [500, refusal(500, 20500, 'Internal Server Error')],
  'fault-without-json': (to) => [502, `<html>Bad Gateway ${to}</html>`]
};

function refusal(status: number, code: number, message: string): string {
  return JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

export interface TwilioRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly form: Readonly<Record<string, string>>;
}
