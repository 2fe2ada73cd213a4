/// <reference lib="webworker" />
import { keptStreets } from './streets.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by scripts/build/service-worker.ts. */
  __WB_MANIFEST: ShellEntry[];
};

interface ShellEntry {
  readonly url: string;
  readonly revision: string | null;
  /** Needed by few: kept only where the phone keeps streets, or where somebody was signed in. */
  readonly part?: ShellPart;
}

export type ShellPart = 'streets' | 'member';

const manifest = self.__WB_MANIFEST;
const prefix = 'shell-';
const cacheName = prefix + versionOf(manifest);
const paths = new Set(manifest.map(({ url }) => url));

/** Ids of builds whose files are here, oldest first; the newest two stay (see pruneShells). */
const order = 'shells';
/** Where it is noted that this phone wants the parts for members. */
const memberMark = '/more';

export async function installShell(): Promise<void> {
  const parts: readonly ShellPart[] = [...((await keptStreets()).length > 0 ? (['streets'] as const) : []), ...((await wantsMember()) ? (['member'] as const) : [])];
  for (const entry of manifest) if (!entry.part || parts.includes(entry.part)) await keep(entry);
  const known = await knownShells();
  await writeKnownShells([...known.filter((name) => name !== cacheName), cacheName]);
}

/** What draws streets comes when they are kept: 32 KB that most phones never need. */
export function keepStreetsScript(signal: AbortSignal): Promise<void> {
  return keepPart('streets', signal);
}

/** Somebody is signed in: what a report is written with comes now, and with each build from here on. */
export async function keepMemberParts(): Promise<void> {
  await (await caches.open(order)).put(memberMark, new Response());
  await keepPart('member');
}

async function wantsMember(): Promise<boolean> {
  return (await (await caches.open(order)).match(memberMark)) !== undefined;
}

async function keepPart(part: ShellPart, signal?: AbortSignal): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const entry of manifest) if (entry.part === part && !(await cache.match(entry.url))) await keep(entry, signal);
}

async function keep({ url, revision }: ShellEntry, signal?: AbortSignal): Promise<void> {
  // The browser's own cache may hold an older copy of what has no hash in its name.
  const request = new Request(url, { cache: revision === null ? 'default' : 'reload', credentials: 'omit', signal: signal ?? null });
  const response = await fetch(request);
  if (!response.ok) throw new Error(`shell: ${String(response.status)}`);
  await (await caches.open(cacheName)).put(url, response);
}

/** Whether a path belongs to the shell of this build or of the one before. */
export function isShell(path: string): boolean {
  return path.startsWith('/_app/immutable/') || paths.has(path);
}

/** From the newest build that has it: an open tab of the previous build still finds its files. */
export async function answerShell({ request }: { request: Request }): Promise<Response> {
  for (const name of (await knownShells()).reverse()) {
    const kept = await (await caches.open(name)).match(request.url, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
  }
  return fetch(request);
}

/** Builds before the previous one go: no tab that is still open can be older than that and alive. */
export async function pruneShells(): Promise<void> {
  const kept = (await knownShells()).slice(-2);
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && !kept.includes(name)) await caches.delete(name);
  }
  await writeKnownShells(kept);
}

async function knownShells(): Promise<string[]> {
  const kept = await (await caches.open(order)).match('/shells');
  return kept ? ((await kept.json()) as string[]) : [];
}

async function writeKnownShells(names: readonly string[]): Promise<void> {
  await (await caches.open(order)).put('/shells', new Response(JSON.stringify(names)));
}

/** A short name for exactly these files (FNV-1a, 32 bits, over names and revisions). */
function versionOf(entries: readonly ShellEntry[]): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(entries)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
