import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A network between browser and server that remembers what was asked for, whoever asked: pages, workers, the browser itself. */
export interface CountedNetwork {
  readonly origin: string;
  /** Paths asked for since the last call, in order. */
  take(): string[];
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startCountedNetwork(server: string): Promise<CountedNetwork> {
  let asked: string[] = [];
  const network = createServer((request, response) => {
    asked.push(request.url ?? '/');
    const onward = ask(server + (request.url ?? '/'), { method: request.method ?? 'GET', headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((network.address() as AddressInfo).port)}`,
    take: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
    [Symbol.asyncDispose]: async () => {
      network.closeAllConnections();
      await new Promise((resolve) => network.close(resolve));
    }
  };
}
