import { createServer, request as ask, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A network between browser and server on which files come only in part, until it is told how to go on. */
export interface HeldNetwork {
  readonly origin: string;
  /** Something is held now. */
  untilHeld(): Promise<void>;
  /** What is held comes now, and what is asked for later comes at once. */
  goOn(): void;
  /** The connections that are held break. The next one is held again. */
  cut(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** `held`: what the paths of the files begin with; `after`: how many bytes of each come first. */
export async function startHeldNetwork(server: string, { held, after }: { held: string; after: number }): Promise<HeldNetwork> {
  let holding = true;
  const waiting = new Map<ServerResponse, () => void>();
  const isHeld = Promise.withResolvers<undefined>();
  const network = createServer((request, response) => {
    const onward = ask(server + (request.url ?? '/'), { method: request.method ?? 'GET', headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      void (async () => {
        let sent = 0;
        for await (const chunk of answer as AsyncIterable<Buffer>) {
          const now = holding && request.url?.startsWith(held) ? Math.max(0, Math.min(chunk.length, after - sent)) : chunk.length;
          response.write(chunk.subarray(0, now));
          sent += chunk.length;
          if (now === chunk.length) continue;
          await new Promise<void>((resolve) => {
            waiting.set(response, resolve);
            isHeld.resolve(undefined);
          });
          if (response.destroyed) return;
          response.write(chunk.subarray(now));
        }
        response.end();
      })();
    });
    response.on('close', () => {
      waiting.get(response)?.();
      waiting.delete(response);
    });
    // The server's own hang-ups are the browser's to see.
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((network.address() as AddressInfo).port)}`,
    untilHeld: () => isHeld.promise,
    goOn: () => {
      holding = false;
      for (const release of waiting.values()) release();
      waiting.clear();
    },
    cut: () => {
      for (const response of waiting.keys()) response.destroy();
    },
    [Symbol.asyncDispose]: async () => {
      network.closeAllConnections();
      await new Promise((resolve) => network.close(resolve));
    }
  };
}
