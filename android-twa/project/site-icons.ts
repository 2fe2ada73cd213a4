import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { buildDir } from '../../scripts/build/build-dir.ts';

/** Bubblewrap takes icons from addresses only: the built site's, on this machine, while somebody holds this. */
export interface SiteIcons {
  /** Address of the folder, without a slash at the end. */
  readonly address: string;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function serveSiteIcons(): Promise<SiteIcons> {
  const server = createServer((request, response) => {
    const name = /^\/([a-z0-9-]+\.png)$/.exec(request.url ?? '')?.[1];
    if (name === undefined) return void response.writeHead(404).end();
    readFile(`${buildDir}/icons/${name}`).then(
      (icon) => response.writeHead(200, { 'content-type': 'image/png', connection: 'close' }).end(icon),
      () => response.writeHead(404).end()
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve()))
  };
}
