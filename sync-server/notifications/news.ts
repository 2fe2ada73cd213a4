import type { Language } from '../../src/domain/language.ts';
import type { Account } from '../accounts/account-store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { withLease } from '../jobs/lease.ts';
import type { PushSender } from './push-sender.ts';
import type { Device, PushSubscriptions } from './push-subscriptions.ts';

/**
 * Tells phones that there is something new in their areas, and nothing else: one word. Once per alert and area; at most one an hour for
 * each phone; each at a moment of its own, so that whoever watches the network or the push services cannot tell from the
 * time which alert it was, or who reads the same area.
 */
export interface News {
  /** One look at what is new and at what is due. `start` sees to it; on its own it is for tests. */
  look(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** Alerts and those of their areas that have not been told. */
export interface Untold {
  untold(): Promise<readonly { readonly id: string; readonly areas: readonly string[] }[]>;
  told(id: string, areas: readonly string[]): Promise<void>;
}

export function createNews({ accounts, subscriptions, send, untold, random = Math.random }: NewsParts): News {
  const { logger, documents } = accounts;
  const instant = (): number => accounts.now().getTime();
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  /** No phone that we know of is due before. */
  let nextDue = 0;

  const news: News = {
    // One copy of the server looks; each push is taken by one, whoever looks.
    look: async () => {
      await withLease(documents, 'news', LEASE, accounts.now, async () => {
        const found = await untold.untold();
        if (found.length === 0 && instant() < nextDue) return;
        await plan(found);
        await sendDue();
      });
    },
    start: () => {
      const look = (): void => {
        running = running.then(() => news.look()).catch((error: unknown) => logger.warn({ err: error }, 'news could not be told; tried again later'));
      };
      timer = setInterval(look, EVERY);
      timer.unref();
      look();
    },
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await running;
    }
  };
  return news;

  /** First each phone, then the alert: whoever is stopped half way plans again, and a phone that is due already stays so. */
  async function plan(found: Awaited<ReturnType<Untold['untold']>>): Promise<void> {
    const areas = new Set(found.flatMap((one) => one.areas));
    if (areas.size > 0) {
      for (const [account, devices] of byAccount(await subscriptions.all())) {
        const reader = await accounts.store.get(account);
        if (!reader?.profile.areas.some((area) => areas.has(area)) || !wantsNews(reader)) continue;
        for (const { id } of devices) await subscriptions.change(id, (device) => (device.due > 0 ? undefined : { ...device, due: Math.max(instant(), device.sentAt + QUIET) + Math.floor(random() * JITTER), attempts: 0 }));
      }
    }
    for (const one of found) await untold.told(one.id, one.areas);
  }

  async function sendDue(): Promise<void> {
    const devices = await subscriptions.all();
    const due = devices.filter((device) => device.due > 0 && device.due <= instant());
    const workers = Array.from({ length: AT_A_TIME }, async () => {
      for (let device = due.pop(); device && !stopping; device = due.pop()) await sendOne(device);
    });
    await Promise.all(workers);
    const waiting = (await subscriptions.all()).map((device) => device.due).filter((time) => time > 0);
    // What other copies have planned is found within this time.
    nextDue = Math.min(instant() + LOOK_ANYWAY, ...waiting);
  }

  async function sendOne({ id, account }: Device): Promise<void> {
    const reader = await accounts.store.get(account);
    if (!reader) return subscriptions.drop(id);
    let taken: Device | undefined;
    // Before it is sent: a push that a crash swallows is better than two.
    const mine = await subscriptions.change(id, (current) => {
      taken = current.due > 0 && current.due <= instant() && current.account === account ? current : undefined;
      return taken && { ...taken, due: 0, sentAt: instant(), attempts: taken.attempts + 1 };
    });
    if (!mine || !taken) return;
    // Nobody is signed in with this account: a phone that was left, lost or seized stays silent.
    if (!wantsNews(reader) || (await accounts.sessions.list(account)).length === 0) return;
    const outcome = await send(taken, words[reader.profile.language]);
    if (outcome.is === 'gone') return subscriptions.drop(id);
    if (outcome.is === 'sent') return;
    logger.warn({ outcome: outcome.is, status: outcome.status }, 'a push was not taken');
    if (outcome.is === 'refused' || taken.attempts + 1 >= MOST_ATTEMPTS) return;
    await subscriptions.change(id, (current) => (current.due > 0 ? undefined : { ...current, due: instant() + RETRY * current.attempts }));
  }
}

/** Paused by its owner, suspended, or not in yet: its data is not used. */
function wantsNews({ state, restricted }: Account): boolean {
  return state === 'active' && !restricted;
}

function byAccount(devices: readonly Device[]): ReadonlyMap<string, readonly Device[]> {
  return Map.groupBy(devices, ({ account }) => account);
}

/** All that a push says. */
const words: Readonly<Record<Language, string>> = {
  fr: 'Nouvelles',
  en: 'News',
  es: 'Noticias',
  'pt-BR': 'Notícias',
  'zh-Hans': '新消息',
  ro: 'Noutăți',
  bg: 'Новини',
  ru: 'Новости',
  ar: 'أخبار',
  sq: 'Lajme'
};

/** Alerts are read within the hour, not within the second; a look is one question to the store. */
const EVERY = 60_000;
/** Less than `EVERY`, or every second look would find the lease of the one before. */
const LEASE = 50_000;
/** From one push to the next, for one phone: more would be noise, and tell how busy an area is. */
const QUIET = 3_600_000;
/** Longer than it takes to hand over all of them, short beside an hour. */
const JITTER = 300_000;
const LOOK_ANYWAY = 900_000;
/** The first wait; each longer than the one before. */
const RETRY = 600_000;
const MOST_ATTEMPTS = 3;
const AT_A_TIME = 8;

export interface NewsParts {
  readonly accounts: Pick<Accounts, 'documents' | 'store' | 'sessions' | 'now' | 'logger'>;
  readonly subscriptions: PushSubscriptions;
  readonly send: PushSender;
  readonly untold: Untold;
  /** From 0 to 1, like Math.random. */
  readonly random?: () => number;
}
