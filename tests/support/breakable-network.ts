import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between browser and server that counts what comes down, and breaks when it is told to. */
export interface BreakableNetwork {
  readonly origin: string;
  /** Bytes that came down since it was last asked, headers and all. */
  taken(): number;
  /** Nothing comes down any more once so many more bytes have; `cut` breaks what stands still then, and new connections work again. */
  holdAfter(bytes: number): void;
  cut(): void;
  /** Nothing passes any more, until it does again. */
  down(is: boolean): void;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startBreakableNetwork(server: string): Promise<BreakableNetwork> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  let count = 0;
  let left = Infinity;
  let isDown = false;
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const network = createServer((browser) => {
    if (isDown) {
      browser.destroy();
      return;
    }
    const onward = connect(Number(port), hostname);
    for (const socket of [browser, onward]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        browser.destroy();
        onward.destroy();
      });
    }
    browser.pipe(onward);
    onward.on('data', (chunk: Buffer) => {
      const passing = chunk.subarray(0, Math.min(chunk.length, left));
      count += passing.length;
      left -= passing.length;
      browser.write(passing);
    });
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((network.address() as AddressInfo).port)}`,
    taken() {
      const taken = count;
      count = 0;
      return taken;
    },
    holdAfter(bytes) {
      left = bytes;
    },
    cut() {
      left = Infinity;
      breakAll();
    },
    down(is) {
      isDown = is;
      if (is) breakAll();
    },
    [Symbol.asyncDispose]: async () => {
      breakAll();
      await new Promise((resolve) => network.close(resolve));
    }
  };
}
