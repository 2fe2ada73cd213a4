import type { Browser } from 'playwright-core';
import type { Alert } from '../../src/domain/alert.ts';
import { dangerLevels } from '../../src/domain/danger-level.ts';
import { startBrowser } from '../support/browser.ts';
import { withDevice, type Device } from '../support/device.ts';
import { keepInArea, manyAlerts } from '../support/many-alerts.ts';
import { withOwnServer, type OwnServer } from '../support/own-server.ts';
import { seeded } from '../support/seeded.ts';
import { profiles, startShapedNetwork } from '../support/shaped-network.ts';
import { crowd } from './crowd.ts';
import type { Figure } from './figure.ts';
import { leaving, pageThread } from './page-thread.ts';
import { pouchScript, timePouch } from './pouch-baselines.ts';
import { traces } from './traces.ts';

const D5K = 5000;
const D500 = 500;
const D20K = 20_000;

/** P5 to P11, R2, S2 and S3: alerts on the phone, against PouchDB as it comes and a transfer in batches, in the same run. */
export async function syncFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const browser = await startBrowser({ whole: true });
  try {
    await withOwnServer(async (server) => {
      const all = manyAlerts(D5K, 1);
      await keepInArea(server.context, '75', all);
      await keepInArea(server.context, '13', manyAlerts(D500, 2, '13'));
      const { cookie } = (await server.signedIn('amber', { areas: ['75'] })).client;
      figures.push(...(await firstLoad(browser, server, cookie)));
      figures.push(...(await resumed(browser, server, cookie)));
      figures.push(...(await search(browser, server, cookie, all)));
      figures.push(...(await pageThread(browser, server)), ...(await leaving(browser, server)));
      figures.push(...(await traces(server)));
      figures.push(...(await crowded(server)));
      figures.push(...(await elsewhere(browser, server)));
    });
  } finally {
    await browser.close();
  }
  return figures;
}

interface Loaded {
  readonly milliseconds: number;
  /** Until 500 could be searched. */
  readonly first500: number;
  readonly bytes: number;
  readonly requests: number;
}

/** P5, P6 and P7 on profile S, processor 4 times slower. */
async function firstLoad(browser: Browser, server: OwnServer, cookie: string): Promise<Figure[]> {
  const script = await pouchScript();
  const ours = await load(browser, server, cookie, '75');
  const baseline = async (how: 'stock' | 'inBatches'): Promise<Omit<Loaded, 'first500'>> => {
    await using network = await startShapedNetwork(server.origin, profiles.S);
    let milliseconds = 0;
    await withDevice(browser, network.origin, cookie, async ({ page, context }) => {
      await slowProcessor(context, page);
      network.taken();
      milliseconds = await timePouch(page, script, how, '75');
    });
    return { milliseconds, ...network.taken() };
  };
  const batches = await baseline('inBatches');
  const stock = await baseline('stock');
  tell('first load of 5,000 alerts', ours);
  tell('in batches', batches);
  tell('stock PouchDB', stock);
  return [
    { id: 'P5', what: 'first load of 5,000 alerts on S, as stock PouchDB', value: ours.milliseconds / stock.milliseconds, target: 1 / 8 },
    { id: 'P5', what: 'the same, as a transfer in batches of a hundred', value: ours.milliseconds / batches.milliseconds, target: 1 },
    { id: 'P5', what: 'questions of it', value: ours.requests, target: 5 },
    { id: 'P5', what: 'bytes of it, as stock PouchDB', value: ours.bytes / stock.bytes, target: 0.3 },
    { id: 'P6', what: '500 alerts can be searched, as stock PouchDB has all', value: ours.first500 / stock.milliseconds, target: 1 / 20 },
    ...(await news(browser, server, cookie))
  ];
}

async function load(browser: Browser, server: OwnServer, cookie: string, area: string): Promise<Loaded> {
  await using network = await startShapedNetwork(server.origin, profiles.S);
  let times = { milliseconds: 0, first500: 0 };
  await withDevice(browser, network.origin, cookie, async (device) => {
    await device.ask('state');
    await slowProcessor(device.context, device.page);
    network.taken();
    times = await timeLoad(device, area);
  });
  return { ...times, ...network.taken() };
}

async function timeLoad(device: Device, area: string): Promise<{ milliseconds: number; first500: number }> {
  return device.page.evaluate(async (own) => {
    const harness = window as unknown as { worker: Worker; ask: (verb: string, given: unknown[]) => Promise<{ answer?: { areas: { stage: string }[] } }> };
    const begun = performance.now();
    let first500 = 0;
    harness.worker.addEventListener('message', ({ data }: MessageEvent<{ state?: { areas: { alerts: number }[] } }>) => {
      if (first500 === 0 && (data.state?.areas[0]?.alerts ?? 0) >= 500) first500 = performance.now() - begun;
    });
    const { answer } = await harness.ask('follow', [[own], false, own]);
    if (answer?.areas[0]?.stage !== 'current') throw new Error('the load did not end');
    return { milliseconds: performance.now() - begun, first500 };
  }, area);
}

/** P7: what an answer holds, and how many there are. */
async function news(browser: Browser, server: OwnServer, cookie: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  await withDevice(browser, server.origin, cookie, async (device) => {
    await device.follow(['75']);
    const answers: Promise<number>[] = [];
    device.context.on('requestfinished', (request) => answers.push(request.sizes().then(({ responseBodySize }) => responseBodySize)));
    const round = async (): Promise<{ requests: number; bytes: number }> => {
      answers.length = 0;
      await device.follow(['75']);
      const sizes = await Promise.all(answers);
      return { requests: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    };
    const nothing = await round();
    const { alerts } = server.context;
    const [one] = (await alerts.areas.list('75')).slice(0, 1);
    if (one) await alerts.areas.put('75', { ...one, sealed: `${one.sealed.slice(0, -8)}AAAAAAAA` });
    const changed = await round();
    figures.push(
      { id: 'P7', what: 'nothing new: questions', value: nothing.requests, target: 1 },
      { id: 'P7', what: 'nothing new: bytes answered', value: nothing.bytes, target: 600 },
      { id: 'P7', what: 'one changed alert: questions', value: changed.requests, target: 2 },
      { id: 'P7', what: 'one changed alert: bytes answered', value: changed.bytes, target: 4096 }
    );
  });
  return figures;
}

/** R2: cut off at twenty places by chance. */
async function resumed(browser: Browser, server: OwnServer, cookie: string): Promise<Figure[]> {
  const chance = seeded(2);
  const whole = (await load(browser, server, cookie, '75')).bytes;
  await using network = await startShapedNetwork(server.origin, profiles.S);
  let bytes = 0;
  await withDevice(browser, network.origin, cookie, async (device) => {
    await device.ask('state');
    network.taken();
    const places = Array.from({ length: 20 }, () => Math.floor(chance() * whole * 0.95)).sort((one, other) => one - other);
    for (const place of places) {
      const following = device.follow(['75']).catch(() => undefined);
      await device.page.waitForFunction((until) => (window as unknown as { states: { areas: { load?: { bytes: number } }[] }[] }).states.some(({ areas }) => (areas[0]?.load?.bytes ?? 0) >= until), place, { polling: 20 });
      if (chance() < 0.5) await device.kill();
      else {
        network.cut();
        await following;
      }
    }
    await device.follow(['75']);
    bytes = network.taken().bytes;
  });
  return [{ id: 'R2', what: 'bytes of a first load that was cut off twenty times, as of one that was not', value: bytes / whole, target: 1.05 }];
}

/** P10: against a raw look-up in the browser's database, on a page of its own. */
async function search(browser: Browser, server: OwnServer, cookie: string, all: readonly Alert[]): Promise<Figure[]> {
  const five = await timeSearch(browser, server, cookie, '75', all);
  const twenty = manyAlerts(D20K, 3, '69');
  await keepInArea(server.context, '69', twenty);
  const more = await timeSearch(browser, server, (await server.signedIn('brigitte', { areas: ['69'] })).client.cookie, '69', twenty);
  console.log(`look-up p95 ${five.find.toFixed(2)} ms, list p95 ${five.list.toFixed(2)} ms, part p95 ${five.part.toFixed(1)} ms, raw get p95 ${five.raw.toFixed(2)} ms; of 20,000: ${more.find.toFixed(2)}, ${more.list.toFixed(2)}, ${more.part.toFixed(1)} ms`);
  return [
    { id: 'P10', what: 'look-up of a number among 5,000, p95, as a raw get', value: five.find / five.raw, target: 3 },
    { id: 'P10', what: 'a list of an area and level, p95, as a raw get', value: five.list / five.raw, target: 5 },
    { id: 'P10', what: 'look-up among 20,000, as among 5,000', value: more.find / five.find, target: 1.5 },
    { id: 'P10', what: 'list of 20,000, as of 5,000', value: more.list / five.list, target: 1.5 }
  ];
}

async function timeSearch(browser: Browser, server: OwnServer, cookie: string, area: string, all: readonly Alert[]): Promise<{ find: number; list: number; part: number; raw: number }> {
  let times = { find: 0, list: 0, part: 0, raw: 0 };
  await withDevice(browser, server.origin, cookie, async (device) => {
    await device.follow([area]);
    await device.ask('list', area, []);
    const identifiers = all.flatMap((alert) => alert.identifiers.slice(0, 1)).slice(0, 300);
    times = await device.page.evaluate(
      async ({ wanted, of, levels }) => {
        const { ask } = window as unknown as { ask: (verb: string, given: unknown[]) => Promise<unknown> };
        const p95 = async (count: number, run: (turn: number) => Promise<unknown>): Promise<number> => {
          const taken: number[] = [];
          for (let turn = 0; turn < count; turn += 1) {
            const begun = performance.now();
            await run(turn);
            taken.push(performance.now() - begun);
          }
          return taken.sort((one, other) => one - other)[Math.floor(count * 0.95)] ?? 0;
        };
        const database = await new Promise<IDBDatabase>((resolve) => {
          const opening = indexedDB.open('jasmine-3');
          opening.onsuccess = () => resolve(opening.result);
        });
        const keys = await new Promise<IDBValidKey[]>((resolve) => {
          const asking = database.transaction('rows').objectStore('rows').getAllKeys(undefined, 300);
          asking.onsuccess = () => resolve(asking.result);
        });
        const get = (key: IDBValidKey): Promise<unknown> =>
          new Promise((resolve) => {
            const asking = database.transaction('rows').objectStore('rows').get(key) as IDBRequest<unknown>;
            asking.onsuccess = () => resolve(asking.result);
          });
        const raw = await p95(300, (turn) => get(keys[turn] ?? ''));
        const find = await p95(300, (turn) => ask('find', [wanted[turn]]));
        const list = await p95(300, (turn) => ask('list', [of, [levels[turn % levels.length]]]));
        const part = await p95(60, (turn) => ask('search', [(wanted[turn]?.value ?? '').slice(-5), []]));
        database.close();
        return { find, list, part, raw };
      },
      { wanted: identifiers, of: area, levels: dangerLevels }
    );
  });
  return times;
}

/** P9: a hundred members at once, as one. */
async function crowded(server: OwnServer): Promise<Figure[]> {
  const members: string[] = [];
  for (let index = 0; index < 100; index += 1) members.push((await server.signedIn(`crowd${String(index)}`, { areas: ['13'] })).client.cookie);
  const alone = await crowd(server.origin, '13', members.slice(0, 1), 9);
  const together = await crowd(server.origin, '13', members, 1);
  const slowAlone = await crowd(server.origin, '13', members.slice(0, 1), 3, profiles.S);
  const slowTogether = await crowd(server.origin, '13', members, 1, profiles.S);
  console.log(`first load of 500: one ${alone.median.toFixed(0)} ms, a hundred at once ${together.median.toFixed(0)} ms (median)`);
  return [
    { id: 'P9', what: 'a hundred first loads of 500 at once, each on S, median, as one', value: slowTogether.median / slowAlone.median, target: 8 },
    { id: 'P9', what: 'the same on no line at all: the server alone', value: together.median / alone.median, target: 8 },
    { id: 'P9', what: 'of these, failed', value: together.failed + slowTogether.failed, target: 0 }
  ];
}

/** P8: ten times as many elsewhere change nothing. */
async function elsewhere(browser: Browser, server: OwnServer): Promise<Figure[]> {
  const { cookie } = (await server.signedIn('chantal', { areas: ['13'] })).client;
  const few = await load(browser, server, cookie, '13');
  let only = few;
  await withOwnServer(async (alone) => {
    await keepInArea(alone.context, '13', manyAlerts(D500, 2, '13'));
    only = await load(browser, alone, (await alone.signedIn('chantal', { areas: ['13'] })).client.cookie, '13');
  });
  return [
    { id: 'P8', what: '500 alerts where 25,000 are elsewhere, time as where none are', value: few.milliseconds / only.milliseconds, target: 1.05 },
    { id: 'P8', what: 'the same, bytes', value: few.bytes / only.bytes, target: 1.05 }
  ];
}

async function slowProcessor(context: Device['context'], page: Device['page']): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

function tell(what: string, { milliseconds, bytes, requests, first500 }: Partial<Loaded> & Omit<Loaded, 'first500'>): void {
  console.log(`${what}: ${(milliseconds / 1000).toFixed(1)} s, ${(bytes / 1e6).toFixed(2)} MB, ${String(requests)} questions${first500 === undefined ? '' : `, 500 after ${(first500 / 1000).toFixed(1)} s`}`);
}
