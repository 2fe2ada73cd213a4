import { readdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildDir } from '../../scripts/build/build-dir.ts';
import type { FromReplica, ReplicaState, ReplicaVerb, ReplicaVerbs } from '../../src/domain/replica-message.ts';

/** A phone with the replica as it was built, and nothing else of the page: its worker is asked in its own words. */
export interface Device {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Throws what the replica says is in the way. */
  ask<Verb extends ReplicaVerb>(verb: Verb, ...given: Parameters<ReplicaVerbs[Verb]>): Promise<ReturnType<ReplicaVerbs[Verb]>>;
  follow(own: readonly string[]): Promise<ReplicaState>;
  /** Bytes of the first load that it has told of. */
  loaded(): Promise<number>;
  /** The worker is ended, whatever it does, and begun anew. */
  kill(): Promise<void>;
  /** One more tab of the same profile. */
  tab(): Promise<Device>;
}

export async function withDevice(browser: Browser, origin: string, cookie: string, run: (device: Device) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ baseURL: origin, serviceWorkers: 'block' });
  try {
    await signIn(context, origin, cookie);
    await run(await newTab(context));
  } finally {
    await context.close();
  }
}

/** The cookie of an `ApiClient`. */
export async function signIn(context: BrowserContext, origin: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: origin.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Strict' }]);
}

export async function newTab(context: BrowserContext): Promise<Device> {
  const page = await context.newPage();
  await page.route('/blank', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>blank</title>' }));
  // Its script is no part of what is measured.
  const script = workerPath();
  await page.route(`**${script}`, (route) => route.fulfill({ contentType: 'text/javascript', path: `${buildDir}${script}` }));
  await page.goto('/blank');
  const begin = (): Promise<void> => page.evaluate(beginWorker, script);
  await begin();
  const device: Device = {
    context,
    page,
    async ask(verb, ...given) {
      const answered = (await page.evaluate(({ verb: name, given: list }) => (window as unknown as Harness).ask(name, list), { verb, given: [...given] })) as { answer?: unknown; fault?: string };
      if (answered.fault !== undefined) throw new Error(answered.fault);
      return answered.answer as never;
    },
    follow: (own) => device.ask('follow', own, false),
    loaded: () => page.evaluate(() => Math.max(0, ...((window as unknown as Harness).states ?? []).map(({ areas }) => areas[0]?.load?.bytes ?? 0))),
    async kill() {
      await begin();
      // It is there once it answers.
      await device.ask('state');
    },
    tab: () => newTab(context)
  };
  return device;
}

/** Where the build has put it. */
export function workerPath(): string {
  const [name] = readdirSync(`${buildDir}/_app/immutable/workers`).filter((file) => file.endsWith('.js'));
  return `/_app/immutable/workers/${name ?? ''}`;
}

interface Harness {
  worker?: Worker;
  ask: (verb: string, given: unknown[]) => Promise<unknown>;
  states?: ReplicaState[];
}

function beginWorker(path: string): void {
  const harness = window as unknown as Harness;
  harness.worker?.terminate();
  harness.states ??= [];
  const waiting = new Map<number, (message: unknown) => void>();
  const worker = new Worker(path, { type: 'module' });
  harness.worker = worker;
  worker.onmessage = ({ data }: MessageEvent<FromReplica>) => {
    if ('id' in data) waiting.get(data.id)?.(data);
    else if ('state' in data) harness.states?.push(data.state);
  };
  worker.onerror = ({ message }) => {
    for (const answer of waiting.values()) answer({ fault: `worker: ${message}` });
  };
  let asked = 0;
  harness.ask = (verb, given) =>
    new Promise((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      worker.postMessage({ id: asked, verb, given });
    });
}

/** What is on the phone's disk of a department, as text. */
export function keptRows({ page }: Device, area: string): Promise<Record<string, unknown>> {
  return page.evaluate(async (wanted) => {
    // Opened before it is made, it would be made here, and wrong.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'jasmine-3')) return {};
    const asked = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('database'));
      });
    const database = await asked(indexedDB.open('jasmine-3'));
    const store = database.transaction('rows').objectStore('rows');
    const range = IDBKeyRange.bound([wanted], [wanted, []]);
    const [keys, rows] = await Promise.all([asked(store.getAllKeys(range)), asked(store.getAll(range)) as Promise<{ rev: string; keyId: string; sealed: Uint8Array; tokens: string[] }[]>]);
    database.close();
    const text = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    return Object.fromEntries(rows.map(({ rev, keyId, sealed, tokens }, place) => [(keys[place] as string[])[1] ?? '', { rev, keyId, sealed: text(sealed), tokens }]));
  }, area);
}

/** The row of the vault, changed on the disk: as if time had passed, or a hand had been at it. */
export function changeVault({ page }: Pick<Device, 'page'>, change: { readonly later: number }): Promise<void> {
  return page.evaluate(async ({ later }) => {
    const asked = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('database'));
      });
    const database = await asked(indexedDB.open('jasmine-4'));
    const store = database.transaction('keys', 'readwrite').objectStore('keys');
    const kept = (await asked(store.get('row'))) as { lease: { at: number } };
    await asked(store.put({ ...kept, lease: { ...kept.lease, at: kept.lease.at - later } }, 'row'));
    database.close();
  }, change);
}

/** Names of the databases of the profile. */
export function databases({ page }: Device): Promise<readonly string[]> {
  return page.evaluate(async () => (await indexedDB.databases()).map(({ name = '' }) => name).sort());
}
