import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Of `budgets.md`. Bits a second and milliseconds. */
export const profiles = { S: { latency: 562.5, down: 1_470_000, up: 675_000 }, G: { latency: 800, down: 250_000, up: 50_000 } } as const;

/** A slow network between browser and server. It counts, and can be cut. */
export interface ShapedNetwork {
  readonly origin: string;
  /** Bytes that came down, and questions that went up, since it was last asked. */
  taken(): { readonly bytes: number; readonly requests: number };
  /** Every connection breaks; new ones work again. */
  cut(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Slow outside the browser and not by its developer tools: these slow the page and its frames, and pass by what a worker asks. What comes down is late
 * by the latency and shares the bandwidth, whatever the connection.
 */
export async function startShapedNetwork(server: string, { latency, down, up }: { readonly latency: number; readonly down: number; readonly up: number }): Promise<ShapedNetwork> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  let count = { bytes: 0, requests: 0 };
  const lanes = { down: 0, up: 0 };
  /** In pieces of a packet, each when the line has carried it. */
  const carry = (lane: 'down' | 'up', to: Socket, chunk: Buffer, late: number): void => {
    for (let at = 0; at < chunk.length; at += PACKET) {
      const piece = chunk.subarray(at, at + PACKET);
      const now = performance.now();
      lanes[lane] = Math.max(lanes[lane], now) + (piece.length * 8000) / (lane === 'down' ? down : up);
      setTimeout(() => {
        if (to.destroyed) return;
        if (lane === 'down') count = { ...count, bytes: count.bytes + piece.length };
        to.write(piece);
      }, lanes[lane] - now + late);
    }
  };
  const network = createServer((browser) => {
    const onward = connect(Number(port), hostname);
    for (const socket of [browser, onward]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        browser.destroy();
        onward.destroy();
      });
    }
    browser.on('data', (chunk: Buffer) => {
      if (/^(GET|POST|PATCH|DELETE|PUT) \//.test(chunk.subarray(0, 10).toString('latin1'))) count = { ...count, requests: count.requests + 1 };
      carry('up', onward, chunk, 0);
    });
    onward.on('data', (chunk: Buffer) => carry('down', browser, chunk, latency));
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((network.address() as AddressInfo).port)}`,
    taken() {
      const taken = count;
      count = { bytes: 0, requests: 0 };
      return taken;
    },
    cut() {
      for (const socket of sockets) socket.destroy();
      lanes.down = 0;
      lanes.up = 0;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => network.close(resolve));
    }
  };
}

/** Bytes. */
const PACKET = 1460;
