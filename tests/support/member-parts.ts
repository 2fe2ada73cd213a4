import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildDir } from '../../scripts/build/build-dir.ts';

/** All that a phone keeps once somebody was signed in on it: each file of the worker's list but the street map's. */
export async function untilShellIsKept(page: Page): Promise<void> {
  const wanted = await listed();
  const kept = () => page.evaluate(async () => (await (await caches.open((await caches.keys()).find((one) => one.startsWith('shell-')) ?? '')).keys()).length);
  await expect.poll(kept, { timeout: 30_000 }).toBe(wanted);
}

async function listed(): Promise<number> {
  const worker = await readFile(`${buildDir}/service-worker.js`, 'utf8');
  return (worker.match(/"url":/g) ?? []).length - (worker.match(/"part":"streets"/g) ?? []).length;
}

/** What a report is written with (each file of the worker's list but the street map's), and whom to seal to. */
export async function untilMemberPartsAreKept(page: Page, recipients: unknown): Promise<void> {
  const wanted = await listed();
  const kept = () =>
    page.evaluate(async () => {
      const name = (await caches.keys()).find((one) => one.startsWith('shell-')) ?? '';
      // Asked before it is made, it would be made here, and wrong.
      if (!(await indexedDB.databases()).some((one) => one.name === 'jasmine-2')) return undefined;
      const to = await new Promise((resolve) => {
        const opening = indexedDB.open('jasmine-2');
        opening.onsuccess = () => {
          const asking = opening.result.transaction('keys').objectStore('keys').get('to');
          asking.onsuccess = () => {
            opening.result.close();
            resolve(asking.result);
          };
        };
      });
      return { files: (await (await caches.open(name)).keys()).length, recipients: to };
    });
  await expect.poll(kept, { timeout: 30_000 }).toEqual({ files: wanted, recipients });
}
