import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { verify } from '@node-rs/argon2';
import { passwordStamp } from '../../sync-server/accounts/sign-in.ts';
import { readConfig } from '../../sync-server/config.ts';
import { createContext, type Context } from '../../sync-server/context.ts';
import { createLogger } from '../../sync-server/logger.ts';
import { createServer } from '../../sync-server/server.ts';
import type { Figure } from './figure.ts';

type Server = Awaited<ReturnType<typeof createServer>>;

const password = 'a long quiet evening';
/** 1,000 for whom there is an account and 1,000 for whom there is none, in turns. */
const tries = 2000;
/** Each name and each contact may be tried a few times before it has to wait. */
const people = 200;
const cores = 2;

/** S6: whether time tells who has an account; and what a sign-in costs beside its Argon2id. */
export async function accountFigures(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'jasmine-bench-'));
  const config = readConfig({ ...process.env, DATA_DIR: folder, JASMINE_DEMO: '0', COUCHDB_PREFIX: `bench-${String(process.pid)}-` }, 'https://weather.example/');
  const logger = createLogger({ logLevel: 'silent' });
  const context = await createContext(config, logger);
  const server = await createServer(context);
  try {
    const passwordHash = await context.accounts.passwords.hash(password);
    const waiting = await makePeople(context, passwordHash);
    return [
      await told('sign-in', (known, turn) => ask(server, turn, 'POST', '/api/session', { username: known ? `Known ${String(turn % 40)}` : `Nobody ${String(turn % 40)}`, password: 'not the password' })),
      await told('forgotten password', (known, turn) => ask(server, turn, 'POST', '/api/password-resets', { contact: contactOf(known, Math.floor(turn / 10)) })),
      await told('naming a sponsor', (known, turn) =>
        ask(server, turn, 'POST', '/api/account/sponsor', { sponsor: contactOf(known, Math.floor(turn / 10)) }, waiting[Math.floor(turn / 4) % waiting.length])
      ),
      await costOfSignIn(server, passwordHash)
    ];
  } finally {
    await server.close();
    await context.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The larger median over the smaller one. */
async function told(what: string, ask: (known: boolean, turn: number) => Promise<string>): Promise<Figure> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const bodies = new Set<string>();
  for (let turn = 0; turn < tries; turn++) {
    // In pairs whose order changes, so that neither always comes after the other.
    const known = (turn + Math.floor(turn / 2)) % 2 === 0;
    const start = performance.now();
    bodies.add(await ask(known, turn));
    times[known ? 'known' : 'unknown'].push(performance.now() - start);
    // What is done after the answer is not to be found in the next one's time.
    await setTimeout(PAUSE);
  }
  if (bodies.size !== 1) throw new Error(`${what}: ${String(bodies.size)} different answers`);
  const [a, b] = [median(times.known), median(times.unknown)];
  return { id: 'S6', what: `${what}, median time for known and unknown, ratio over ${String(tries)} tries`, value: Math.max(a, b) / Math.min(a, b), target: 1.02 };
}

/** On two cores, beside as many Argon2id as two cores can do. */
async function costOfSignIn(server: Server, passwordHash: string): Promise<Figure> {
  const count = 200;
  const together = 8;
  const alone = performance.now();
  await inLines(together, count, () => verify(passwordHash, password));
  const baseline = performance.now() - alone;
  const start = performance.now();
  await inLines(together, count, (turn) => ask(server, turn, 'POST', '/api/session', { username: `Known ${String(turn % 40)}`, password }));
  const elapsed = performance.now() - start;
  console.log(`     ${(count / (elapsed / 1000)).toFixed(1)} sign-ins a second on ${String(cores)} cores; ${(count / (baseline / 1000)).toFixed(1)} Argon2id a second alone`);
  return { id: 'S6', what: 'cost of a sign-in as a multiple of its Argon2id', value: elapsed / baseline, target: 2 };
}

async function inLines(lines: number, count: number, run: (turn: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lines }, async () => {
      for (let turn = next++; turn < count; turn = next++) await run(turn);
    })
  );
}

/** Each try comes from an address of its own: what is counted by address is not what is measured. */
async function ask(server: Server, turn: number, method: 'POST', url: string, payload: object, cookie?: string): Promise<string> {
  const remoteAddress = `10.${String(turn >> 16)}.${String((turn >> 8) & 255)}.${String(turn & 255)}`;
  const answer = await server.inject({ method, url, remoteAddress, payload, ...(cookie ? { headers: { cookie } } : {}) });
  if (answer.statusCode === 429) throw new Error(`${url}: too many tries`);
  return `${String(answer.statusCode)} ${answer.body}`;
}

/** Active members to be found by name and contact; gives the cookies of as many who wait for a sponsor. */
async function makePeople({ accounts }: Context, passwordHash: string): Promise<string[]> {
  const cookies: string[] = [];
  const now = accounts.now();
  for (let index = 0; index < people; index++) {
    const contacts = [{ kind: 'email', value: contactOf(true, index) }] as const;
    const profile = { language: 'fr', areas: [], areaChanges: [] } as const;
    await accounts.store.create({ role: 'member', state: 'active', username: `Known ${String(index)}`, passwordHash, contacts, profile: { ...profile, sponsor: 'confirmed' } }, now);
  }
  for (let index = 0; index < tries / 4; index++) {
    const waiting = await accounts.store.create({ role: 'member', state: 'waiting', username: `Waiting ${String(index)}`, passwordHash, contacts: [], profile: { language: 'fr', areas: [], areaChanges: [], sponsor: 'waiting' } }, now);
    const { token } = await accounts.sessions.start(waiting.id, 'member', { device: '', secondFactor: false, password: passwordStamp(accounts, { passwordHash }) });
    cookies.push(`__Host-session=${token}`);
  }
  return cookies;
}

function contactOf(known: boolean, index: number): string {
  return `${known ? 'known' : 'nobody'}${String(index)}@mail.example`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Milliseconds; asking a sponsor takes about a dozen writes. */
const PAUSE = 60;

if (import.meta.main) for (const figure of await accountFigures()) console.log(JSON.stringify(figure));
