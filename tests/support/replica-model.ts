import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { fromBase64Url } from '../../src/domain/base64url.ts';
import { newAlert, newAlertId } from './alerts.ts';
import { startBreakableNetwork, type BreakableNetwork } from './breakable-network.ts';
import { changeVault, keptRows, newTab, signIn, type Device } from './device.ts';
import type { OwnServer } from './own-server.ts';
import { seeded } from './seeded.ts';

const areas = ['75', '13', '69'] as const;
const DAY = 86_400_000;

interface Phone {
  readonly account: string;
  readonly network: BreakableNetwork;
  readonly tabs: Device[];
  /** What it believes to be its departments. */
  own: readonly string[];
  down: boolean;
  /** Time that its clock was put forward by, in all. */
  later: number;
  /** Ids that were seen to be gone, by department. */
  readonly gone: Map<string, Set<string>>;
}

/** Phones with the built replica against the real server, which is the model: what its areas hold is what phones of the area may have. */
export class ReplicaModel {
  /** How many times a phone was held against the server. */
  compared = 0;
  readonly #server: OwnServer;
  readonly #chance: () => number;
  readonly #phones: Phone[] = [];
  readonly #said: string[] = [];
  #alerts: string[] = [];

  private constructor(server: OwnServer, seed: number) {
    this.#server = server;
    this.#chance = seeded(seed);
  }

  static async start(browser: Browser, server: OwnServer, seed: number): Promise<ReplicaModel> {
    const model = new ReplicaModel(server, seed);
    const count = 2 + model.#below(3);
    for (let index = 0; index < count; index += 1) await model.#addPhone(browser, `phone${index}`);
    return model;
  }

  async step(): Promise<void> {
    const phone = this.#one(this.#phones);
    const acts: readonly (readonly [string, () => Promise<void>])[] = [
      ['publish', () => this.#publish()],
      [
        'publish many',
        async () => {
          await Promise.all(Array.from({ length: 30 }, () => this.#publish()));
        }
      ],
      ['edit', () => this.#edit()],
      ['remove', () => this.#remove()],
      ['scope', () => this.#scope(phone)],
      ['freeze or not', () => this.#freeze(phone)],
      ['network', () => Promise.resolve(this.#network(phone))],
      ['kill', () => this.#kill(phone)],
      ['tab', () => this.#tab(phone)],
      ['clock', () => this.#clock(phone)],
      ['follow', () => this.#follow(phone)],
      ['follow', () => this.#follow(phone)],
      [
        'follow while it changes',
        async () => {
          await Promise.all([this.#follow(phone, false), this.#publish(), this.#remove()]);
        }
      ]
    ];
    const [name, act] = this.#one(acts);
    this.#said.push(`${name} (${this.#phones.indexOf(phone)})`);
    try {
      await act();
      await this.#server.context.alerts.projector.untilIdle();
      for (const one of this.#phones) await this.#nothingComesBack(one);
    } catch (error) {
      throw new Error(`after ${this.#said.join(', ')}`, { cause: error });
    }
  }

  /** Every network works, every account is active: all have the same in the end. */
  async settle(): Promise<void> {
    await this.#server.context.alerts.projector.untilIdle();
    for (const phone of this.#phones) {
      this.#said.push(`settle (${this.#phones.indexOf(phone)})`);
      phone.network.down(false);
      phone.down = false;
      await this.#server.context.accounts.store.update(phone.account, (account) => ({ ...account, state: 'active' }));
      await this.#follow(phone);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { tabs, network } of this.#phones) {
      await tabs[0]?.context.close();
      await network[Symbol.asyncDispose]();
    }
  }

  async #addPhone(browser: Browser, name: string): Promise<void> {
    const own = [this.#one(areas)];
    const { client, account } = await this.#server.signedIn(name, { areas: own });
    const network = await startBreakableNetwork(this.#server.origin);
    const context = await browser.newContext({ baseURL: network.origin, serviceWorkers: 'block' });
    await signIn(context, network.origin, client.cookie);
    this.#phones.push({ account: account.id, network, tabs: [await newTab(context)], own, down: false, later: 0, gone: new Map() });
  }

  async #publish(): Promise<void> {
    const id = newAlertId();
    const where = areas.filter(() => this.#chance() < 0.5);
    const number = `+3361234${String(1000 + this.#below(9000))}`;
    await this.#server.context.alerts.store.publish(id, newAlert({ areas: where.length > 0 ? where : ['75'], identifiers: [{ kind: 'phone', value: number }] }), newAlertId());
    this.#alerts.push(id);
  }

  async #edit(): Promise<void> {
    const id = this.#one(this.#alerts);
    if (id) await this.#server.context.alerts.store.edit(id, newAlert({ areas: [this.#one(areas)], level: this.#one(['risky', 'dangerous'] as const) }));
  }

  async #remove(): Promise<void> {
    const id = this.#one(this.#alerts);
    this.#alerts = this.#alerts.filter((one) => one !== id);
    if (id) await this.#server.context.alerts.store.remove(id);
  }

  async #scope(phone: Phone): Promise<void> {
    const wanted = areas.filter(() => this.#chance() < 0.6);
    await this.#server.context.accounts.store.update(phone.account, (account) => ({ ...account, profile: { ...account.profile, areas: wanted } }));
    // Mostly the page hears of it before its replica does.
    if (this.#chance() < 0.6) phone.own = wanted;
  }

  async #freeze(phone: Phone): Promise<void> {
    await this.#server.context.accounts.store.update(phone.account, (account) => ({ ...account, state: account.state === 'active' ? 'suspended' : 'active' }));
  }

  #network(phone: Phone): void {
    phone.down = !phone.down;
    phone.network.down(phone.down);
  }

  async #kill(phone: Phone): Promise<void> {
    const tab = this.#one(phone.tabs);
    void tab.follow(phone.own).catch(() => undefined);
    if (this.#chance() < 0.5) await tab.ask('state').catch(() => undefined);
    // Its script comes from the server, too.
    phone.network.down(false);
    await tab.kill();
    phone.network.down(phone.down);
  }

  async #tab(phone: Phone): Promise<void> {
    phone.network.down(false);
    if (phone.tabs.length > 1) await phone.tabs.pop()?.page.close();
    else if (phone.tabs[0]) phone.tabs.push(await newTab(phone.tabs[0].context));
    phone.network.down(phone.down);
  }

  /** Forward by days, or back, as hands do it. */
  async #clock(phone: Phone): Promise<void> {
    const later = this.#below(20) * DAY * (this.#chance() < 0.3 ? -1 : 1);
    const [tab] = phone.tabs;
    if (tab && (await tab.ask('state')).keys !== 'none') await changeVault(tab, { later });
  }

  async #follow(phone: Phone, compare = true): Promise<void> {
    const tab = this.#one(phone.tabs);
    const before = await this.#scopeOf(phone);
    await this.#server.context.alerts.projector.untilIdle();
    const state = await tab.follow(phone.own);
    if (phone.down) expect(state.fault ?? 'offline').toBe('offline');
    else if (before === undefined) expect(state).toMatchObject({ keys: 'none', fault: phone.own.length > 0 ? 'not-active' : undefined });
    if (!compare || phone.down) return;
    if (before === undefined) {
      for (const area of areas) if (phone.own.length > 0) expect(await keptRows(tab, area)).toEqual({});
      return;
    }
    expect(state.fault).toBeUndefined();
    for (const area of areas) await this.#compare(phone, tab, area, before.includes(area) && phone.own.includes(area));
  }

  async #compare(phone: Phone, tab: Device, area: string, may: boolean): Promise<void> {
    const documents = may ? (await this.#server.context.alerts.areas.snapshot(area)).documents : [];
    const wanted = Object.fromEntries(documents.map(({ _id, _rev, keyId, sealed, tokens }) => [_id, { rev: _rev, keyId, sealed: Buffer.from(fromBase64Url(sealed)).toString('base64url'), tokens }]));
    const kept = await keptRows(tab, area);
    expect(kept).toEqual(wanted);
    this.compared += 1;
    const gone = phone.gone.get(area) ?? new Set();
    phone.gone.set(area, gone);
    for (const id of await this.#everKnown()) if (!(id in wanted)) gone.add(id);
    for (const id of Object.keys(wanted)) gone.delete(id);
    // What can be found is what is kept, and opens.
    if (may && documents.length > 0) expect((await tab.ask('list', area, []))?.counts).toMatchObject({});
  }

  /** What was taken out of an area, and a phone has seen that, is not on it at any later moment, unless it was published there again. */
  async #nothingComesBack({ gone, tabs: [tab] }: Phone): Promise<void> {
    if (!tab) return;
    for (const [area, ids] of gone) {
      const back = Object.keys(await keptRows(tab, area)).filter((id) => ids.has(id));
      const now = new Set((await this.#server.context.alerts.areas.snapshot(area)).documents.map(({ _id }) => _id));
      expect(back.filter((id) => !now.has(id))).toEqual([]);
    }
  }

  readonly #known = new Set<string>();

  async #everKnown(): Promise<ReadonlySet<string>> {
    for (const id of await this.#server.context.alerts.store.ids()) this.#known.add(`alert:${id}`);
    return this.#known;
  }

  /** Undefined: not active. */
  async #scopeOf(phone: Phone): Promise<readonly string[] | undefined> {
    const account = await this.#server.context.accounts.store.get(phone.account);
    return account?.state === 'active' ? account.profile.areas : undefined;
  }

  #one<Value>(all: readonly Value[]): Value {
    return all[this.#below(all.length)] as Value;
  }

  #below(limit: number): number {
    return Math.floor(this.#chance() * limit);
  }
}
