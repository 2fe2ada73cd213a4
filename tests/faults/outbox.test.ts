import { expect, test } from 'vitest';
import type { ReportBody } from '../../src/domain/report-api.ts';
import { MemoryTables } from '../../src/lib/offline/outbox-memory.ts';
import { sealReady } from '../../src/lib/offline/outbox-sealing.ts';
import { sendWaiting, type Wake } from '../../src/lib/offline/outbox-sender.ts';
import { OutboxStore } from '../../src/lib/offline/outbox-store.ts';
import type { Rows, Table, Tables } from '../../src/lib/offline/outbox-tables.ts';
import { randomText } from '../../src/lib/sealing/random-text.ts';
import { digestOf, newIdentity, openWith, recipientOf } from '../../src/lib/sealing/seal.ts';
import { ReportServer } from '../stand-ins/report-server.ts';
import { seeded } from '../support/seeded.ts';

/** R1. `SEED=123 RUNS=1` runs one alone. */
const runs = Number(process.env['RUNS'] ?? 1000);
const first = Number(process.env['SEED'] ?? 1);

const moderator = await newIdentity();

test(`${runs} runs with a server, a network, tabs and a phone that fail: nothing is lost, nothing is doubled`, { timeout: 300_000 }, async () => {
  const seen = { kills: 0, tries: 0, takenBack: 0, reports: 0 };
  for (let seed = first; seed < first + runs; seed += 1) {
    try {
      await oneRun(seed, seen);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  console.log(`outbox: ${JSON.stringify(seen)} in ${runs} runs`);
  // The faults did happen.
  if (runs >= 1000) for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(runs / 10);
});

async function oneRun(seed: number, seen: Seen): Promise<void> {
  const chance = seeded(seed);
  const disk = new MemoryTables();
  const server = new ReportServer();
  let now = 1_800_000_000_000;
  const send = async (store: OutboxStore, wake: Wake, of: () => number): Promise<void> => {
    const post = (body: string) => {
      seen.tries += 1;
      return server.overNetwork(body, of);
    };
    await sendWaiting({ store, post, now: () => now, chance: of }, wake);
  };

  // What somebody wrote and pressed "Send" on, as far as the page told them that it is kept.
  const promised = new Set<string>();
  const count = 1 + Math.floor(chance() * 3);
  for (let report = 0; report < count; report += 1) {
    const marker = `marker-${seed}-${report}`;
    promised.add(marker);
    seen.reports += 1;
    // They press again until the page has kept it.
    for (let kept = false; !kept; ) {
      const tab = new Tab(disk, chance, seen);
      kept = await tab.lives(async (store) => {
        if (await isKept(new OutboxStore(disk), marker)) return;
        await store.keepDraft({ id: randomText(16), state: 'ready', changed: now, typed: { marker }, ready: { content: { marker }, consents: { share: true, transfer: false } } });
      });
      kept ||= await isKept(new OutboxStore(disk), marker);
    }
    for (let round = Math.floor(chance() * 4); round >= 0; round -= 1) {
      now += Math.floor(chance() * 100_000);
      const tabs = [1, 2].map((tab) => new Tab(disk, seeded(seed * 1000 + report * 100 + round * 10 + tab), seen));
      await Promise.all(
        tabs.map((tab) =>
          tab.lives(async (store) => {
            await sealReady(store, [moderator.recipient], () => now);
            if (tab.chance() < 0.3) await takeOneBack(store, seen);
            await send(store, (['clock', 'return', 'hand'] as const)[Math.floor(tab.chance() * 3)] ?? 'clock', tab.chance);
            if (tab.chance() < 0.3) await takeOneBack(store, seen);
            await sealReady(store, [moderator.recipient], () => now);
          })
        )
      );
      await nothingLeftUnacknowledged(disk, server, promised);
    }
  }

  // The weather clears up.
  server.signedIn = true;
  const store = new OutboxStore(disk);
  for (let round = 0; round < 5; round += 1) {
    now += 7_200_000;
    for (const draft of await store.drafts()) if (draft.state === 'open') await store.keepDraft({ ...draft, state: 'ready', ready: readyOf(draft.typed) });
    await sealReady(store, [moderator.recipient], () => now);
    await sendWaiting({ store, post: (body) => server.answer(body), now: () => now }, 'hand');
  }

  expect(await store.entries()).toEqual([]);
  expect(await store.drafts()).toEqual([]);
  const arrived = await Promise.all([...server.kept.values()].map(async (text) => JSON.parse(await openWith(moderator.identity, (JSON.parse(text) as ReportBody).sealed)) as { marker: string; replyTo: string }));
  expect(arrived.map(({ marker }) => marker).sort()).toEqual([...promised].sort());
  const receipts = await store.receipts();
  expect(receipts.map(({ id }) => id).sort()).toEqual([...server.kept.keys()].sort());
  for (const { id, slip } of receipts) {
    const text = server.kept.get(id) ?? '';
    const body = JSON.parse(text) as ReportBody;
    expect(await digestOf(slip?.secret ?? '')).toBe(body.receiptHash);
    const { replyTo } = JSON.parse(await openWith(moderator.identity, body.sealed)) as { replyTo: string };
    expect(await recipientOf(slip?.identity ?? '')).toBe(replyTo);
  }
}

/** At any moment: what is no longer on its way is with the server, and is on its way at most once. */
async function nothingLeftUnacknowledged(disk: Tables, server: ReportServer, promised: ReadonlySet<string>): Promise<void> {
  const store = new OutboxStore(disk);
  const [drafts, entries, receipts] = [await store.drafts(), await store.entries(), await store.receipts()];
  expect(entries.filter(({ state }) => state === 'refused')).toEqual([]);
  expect(drafts.filter(({ state }) => state === 'sealed').map(({ id }) => id).sort()).toEqual(entries.map(({ id }) => id).sort());
  for (const { id } of receipts) expect(server.kept.has(id)).toBe(true);
  expect(drafts.length + receipts.length).toBe(promised.size);
}

async function isKept(store: OutboxStore, marker: string): Promise<boolean> {
  const drafts = await store.drafts();
  return drafts.some(({ typed }) => (typed as { marker: string }).marker === marker);
}

/** Somebody wants to write something else in what waits. Then sends it after all. */
async function takeOneBack(store: OutboxStore, seen: Seen): Promise<void> {
  const [entry] = await store.entries();
  const newId = randomText(16);
  if (!entry || !(await store.takeBack(entry.id, newId))) return;
  seen.takenBack += 1;
  const draft = (await store.drafts()).find(({ id }) => id === newId);
  if (draft) await store.keepDraft({ ...draft, state: 'ready', ready: readyOf(draft.typed) });
}

function readyOf(typed: unknown): { content: object; consents: { share: true; transfer: boolean } } {
  return { content: typed as object, consents: { share: true, transfer: false } };
}

/** A page that the phone may kill between any two steps; what was committed by then stays on the disk. */
class Tab implements Tables {
  readonly chance: () => number;
  readonly #disk: Tables;
  readonly #seen: Seen;
  #dead = false;

  constructor(disk: Tables, chance: () => number, seen: Seen) {
    this.#disk = disk;
    this.chance = chance;
    this.#seen = seen;
  }

  /** True when it lived to the end. */
  async lives(life: (store: OutboxStore) => Promise<void>): Promise<boolean> {
    try {
      await life(new OutboxStore(this));
      return true;
    } catch (error) {
      if (error instanceof Killed) return false;
      throw error;
    }
  }

  async transact<Result>(names: readonly Table[], work: (rows: Rows) => Promise<Result>): Promise<Result> {
    this.#perhapsKilled();
    const result = await this.#disk.transact(names, (rows) =>
      work({
        get: (name, key) => this.#step(() => rows.get(name, key)),
        all: (name) => this.#step(() => rows.all(name)),
        put: (name, key, row) => this.#step(() => rows.put(name, key, row)),
        delete: (name, key) => this.#step(() => rows.delete(name, key))
      })
    );
    this.#perhapsKilled();
    return result;
  }

  async #step<Value>(step: () => Promise<Value>): Promise<Value> {
    this.#perhapsKilled();
    const value = await step();
    this.#perhapsKilled();
    return value;
  }

  #perhapsKilled(): void {
    if (!this.#dead && this.chance() < 0.015) {
      this.#dead = true;
      this.#seen.kills += 1;
    }
    if (this.#dead) throw new Killed();
  }
}

class Killed extends Error {}

interface Seen {
  kills: number;
  tries: number;
  takenBack: number;
  reports: number;
}
