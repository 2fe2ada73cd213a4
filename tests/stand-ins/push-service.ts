import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers like a browser's push service (RFC 8030), and misbehaves when told to. */
export interface PushServiceStandIn extends AsyncDisposable {
  readonly origin: string;
  /** Every request, whatever it was answered. */
  readonly requests: readonly PushRequest[];
  /** For the requests from now on. */
  answer(behaviour: PushBehaviour): void;
}

export type PushBehaviour = 'created' | 'gone' | 'unknown' | 'too-many' | 'fault' | 'forbidden' | 'elsewhere' | 'hang-up';

export async function startPushService(): Promise<PushServiceStandIn> {
  let behaviour: PushBehaviour = 'created';
  const requests: PushRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      if (behaviour === 'hang-up') return request.socket.destroy();
      if (behaviour === 'elsewhere') return response.writeHead(307, { location: '/elsewhere' }).end();
      response.writeHead(statuses[behaviour]).end('a body that nobody reads');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
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

/** What a browser makes when it subscribes, and what it does with a push. */
export interface TestPhone {
  readonly subscription: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };
  /** RFC 8291 and RFC 8188, written down here once more: throws for what is not encrypted to this phone. */
  read(body: Buffer): string;
}

export function newPhone(origin: string): TestPhone {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const auth = randomBytes(16);
  const endpoint = `${origin}/push/${randomBytes(16).toString('base64url')}`;
  return {
    subscription: { endpoint, keys: { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') } },
    read(body) {
      const salt = body.subarray(0, 16);
      const length = body.readUInt8(20);
      const sender = body.subarray(21, 21 + length);
      const sealed = body.subarray(21 + length);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender]);
      const secret = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), auth, info, 32));
      const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
      const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
      const decipher = createDecipheriv('aes-128-gcm', key, nonce);
      decipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      // The last record ends with a 2 and zeros.
      return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
    }
  };
}

const statuses: Record<Exclude<PushBehaviour, 'hang-up' | 'elsewhere'>, number> = { created: 201, gone: 410, unknown: 404, 'too-many': 429, fault: 503, forbidden: 403 };

export interface PushRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
