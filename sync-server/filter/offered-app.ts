import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { OfferedApp } from '../../src/domain/callshield-api.ts';
import type { Config } from '../config.ts';

/** The app for Android that the operator has placed, as it is on the disk now. */
export interface AppFile {
  /** Undefined while there is none. */
  offered(): Promise<OfferedApp | undefined>;
  /** Its bytes. */
  open(): Readable | undefined;
}

export function appFile({ app }: Pick<Config, 'app'>): AppFile {
  let known: { readonly path: string; readonly state: string; readonly offered: OfferedApp } | undefined;

  return {
    async offered() {
      for (const path of app.files) {
        const found = await stat(path).catch(() => undefined);
        if (!found?.isFile()) continue;
        const state = `${path} ${String(found.ino)} ${String(found.size)} ${String(found.mtimeMs)}`;
        // Megabytes: read once for each file that is placed.
        if (known?.state !== state) known = { path, state, offered: { bytes: found.size, sha256: await sha256Of(path), version: (await versionIn(app.manifest)) ?? found.mtime.toISOString().slice(0, 10) } };
        return known.offered;
      }
      known = undefined;
      return undefined;
    },
    open: () => known && createReadStream(known.path)
  };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Of the manifest that the app was generated from, where that is there. */
async function versionIn(manifest: string): Promise<string | undefined> {
  try {
    const { appVersionName } = JSON.parse(await readFile(manifest, 'utf8')) as { appVersionName?: unknown };
    return typeof appVersionName === 'string' && /^[\w.+-]{1,32}$/.test(appVersionName) ? appVersionName : undefined;
  } catch {
    return undefined;
  }
}
