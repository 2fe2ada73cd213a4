import { randomBytes } from 'node:crypto';
import { CODE_BYTES, readHumanCode, writeHumanCode } from '../../src/domain/human-code.ts';
import { CODE_DAYS, CODES_A_MONTH, OPEN_CODES, sponsoringRefusal, sponsorshipAfter, type SponsoringRefusal, type SponsorshipAct, type SponsorshipState } from '../../src/domain/sponsorship.ts';
import { newId } from '../accounts/account-store.ts';
import type { Keyring } from '../accounts/keyring.ts';
import type { Documents, Stored } from '../couch/documents.ts';

/**
 * Who sponsors whom. An edge stands under a keyed hash of the sponsor and is sealed: in the database nobody sees two ends
 * of one, and over the API only those two ends do. The newcomer's pointer leads the team up a branch (freeze-branch).
 */
export interface SponsorshipStore {
  /** A code for somebody's phone, or why not. The code itself is given once and stored as a keyed hash. */
  issueCode(sponsor: string, phone: string, quota: { readonly activeSince: string; readonly newcomersMay: boolean }): Promise<{ readonly code: string; readonly sponsorship: Sponsorship } | { readonly refusal: SponsoringRefusal }>;
  /** The sponsor of a code that could be used now, or that this newcomer has used. */
  sponsorOfCode(code: string, newcomer?: string): Promise<string | undefined>;
  /** Uses a code for a newcomer; undefined when it cannot be used (any more) by this one. Of two at the same moment one succeeds. */
  useCode(code: string, newcomer: string): Promise<Sponsorship | undefined>;
  /** Somebody named this sponsor's address. Once for each `id`, however often it is called. */
  ask(sponsor: string, newcomer: string, id?: string): Promise<Sponsorship>;
  /** Of the sponsor whom a newcomer named last. */
  above(newcomer: string): Promise<Sponsorship | undefined>;
  /** Undefined when this sponsor has no such sponsorship; unchanged when the act is not possible any more. */
  act(sponsor: string, id: string, act: SponsorshipAct): Promise<{ readonly done: boolean; readonly sponsorship: Sponsorship } | undefined>;
  list(sponsor: string): Promise<readonly Sponsorship[]>;
  /** The list, and those who came in through somebody who has left. */
  branch(sponsor: string): Promise<readonly Sponsorship[]>;
  quota(sponsor: string, of: { readonly activeSince: string; readonly newcomersMay: boolean }): Promise<{ readonly refusal?: SponsoringRefusal; readonly created: number }>;
  /** Codes that nobody used in time: what is kept of them no longer names a phone. */
  expire(): Promise<void>;
  /** Erases what names an account, at either end. */
  eraseOf(account: string): Promise<{ readonly sponsorships: Removed; readonly codes: Removed; readonly given: number }>;
}

type Removed = readonly { readonly _id: string; readonly _rev: string }[];

export interface Sponsorship {
  readonly id: string;
  readonly by: 'email' | 'code';
  readonly state: SponsorshipState;
  /** ISO instants. */
  readonly since: string;
  readonly created: string;
  readonly until?: string;
  readonly sponsor: string;
  readonly newcomer?: string;
  /** E.164. */
  readonly phone?: string;
  /** The sponsor in between has left: kept so that a branch stays whole for the team, and on nobody's list. */
  readonly inherited?: true;
}

export function sponsorshipStore(documents: Documents, keyring: Keyring, now: () => Date): SponsorshipStore {
  const prefixOf = (sponsor: string): string => `sponsorship:${keyring.digest('sponsor', sponsor)}:`;
  const codeId = (code: string): string => `code:${keyring.digest('sponsorship-code', code)}`;
  const pointerId = (newcomer: string): string => `sponsored:${keyring.digest('newcomer', newcomer)}`;

  const store: SponsorshipStore = {
    async issueCode(sponsor, phone, of) {
      const { refusal } = await store.quota(sponsor, of);
      if (refusal) return { refusal };
      const code = writeHumanCode(randomBytes(CODE_BYTES));
      const until = new Date(now().getTime() + CODE_DAYS * 86_400_000).toISOString();
      const sponsorship: Sponsorship = { id: newId(), by: 'code', state: 'sent', since: instant(), created: instant(), until, sponsor, phone };
      const document = seal(sponsorship);
      await documents.create(document);
      // Several at the same moment have all seen a free place: whoever finds too many now takes the own one back.
      const after = (await store.list(sponsor)).filter(({ by }) => by === 'code');
      const tooMany = after.filter(isOpen).length > OPEN_CODES ? 'too-many-open' : after.filter(ofThisMonth).length > CODES_A_MONTH ? 'too-many-this-month' : undefined;
      if (tooMany) {
        const mine = await documents.get(document._id);
        if (mine) await documents.remove(mine);
        return { refusal: tooMany };
      }
      await documents.create({ _id: codeId(code), type: 'code', expires: until, sealed: keyring.seal(document._id, codeId(code)) });
      return { code, sponsorship };
    },
    async sponsorOfCode(text, newcomer) {
      const sponsorship = await byCode(text);
      return sponsorship && (isOpen(sponsorship) || usedBy(sponsorship, newcomer)) ? sponsorship.sponsor : undefined;
    },
    async useCode(text, newcomer) {
      const found = await byCode(text);
      if (!found) return undefined;
      const seen = { used: false };
      const sponsorship = await change(prefixOf(found.sponsor) + found.id, (current) => {
        const after = isOpen(current) ? sponsorshipAfter(current.state, 'use') : undefined;
        seen.used = after !== undefined || usedBy(current, newcomer);
        return after ? { ...withoutPhone(current), state: after, newcomer, since: instant() } : current;
      });
      if (!seen.used || !sponsorship) return undefined;
      await point(newcomer, sponsorship);
      return sponsorship;
    },
    async ask(sponsor, newcomer, id = newId()) {
      const sponsorship: Sponsorship = { id, by: 'email', state: 'waiting', since: instant(), created: instant(), sponsor, newcomer };
      await documents.create(seal(sponsorship));
      await point(newcomer, sponsorship);
      return sponsorship;
    },
    async above(newcomer) {
      const pointer = await documents.get<{ sealed: string }>(pointerId(newcomer));
      const document = pointer && (await documents.get<SponsorshipDocument>(keyring.open(pointer.sealed, pointer._id)));
      return document && shown(open(document));
    },
    async act(sponsor, id, act) {
      const seen = { done: false };
      const sponsorship = await change(prefixOf(sponsor) + id, (current) => {
        const after = shown(current).state === current.state ? sponsorshipAfter(current.state, act) : undefined;
        seen.done = after !== undefined;
        return after ? { ...withoutPhone(current), state: after, since: instant() } : current;
      });
      return sponsorship && { done: seen.done, sponsorship: shown(sponsorship) };
    },
    list: async (sponsor) => (await store.branch(sponsor)).filter(({ inherited }) => !inherited),
    branch: async (sponsor) => (await documents.range<SponsorshipDocument>(prefixOf(sponsor))).map((document) => shown(open(document))),
    async quota(sponsor, { activeSince, newcomersMay }) {
      const byCodes = (await store.list(sponsor)).filter(({ by }) => by === 'code');
      const created = byCodes.map((one) => one.created);
      const refusal = sponsoringRefusal({ activeSince, open: byCodes.filter(isOpen).length, created, now: instant(), newcomersMay });
      return { ...(refusal ? { refusal } : {}), created: byCodes.filter(ofThisMonth).length };
    },
    async expire() {
      for (const document of await documents.range<SponsorshipDocument>('sponsorship:')) {
        if (document.state !== 'sent' || isOpen(open(document))) continue;
        await change(document._id, (current) => (current.state === 'sent' && !isOpen(current) ? { ...withoutPhone(current), state: 'expired' } : current));
      }
    },
    async eraseOf(account) {
      // All of them have to be opened: those of sponsors who declined stand where only their own lists lead.
      const all = await documents.range<SponsorshipDocument>('sponsorship:');
      const own = all.filter((document) => document._id.startsWith(prefixOf(account)) || open(document).newcomer === account);
      const given = own.filter((document) => document._id.startsWith(prefixOf(account)));
      await passUp(account, given.map(open));
      const pointer = await documents.get<{ sealed: string }>(pointerId(account));
      const codes = await codesOf(new Set(own.map(({ _id }) => _id)));
      return { sponsorships: await removeAll([...own, pointer]), codes: await removeAll(codes), given: given.length };
    }
  };
  return store;

  function ofThisMonth({ created }: Sponsorship): boolean {
    return Date.parse(created) > now().getTime() - 31 * 86_400_000;
  }

  function instant(): string {
    return now().toISOString();
  }

  function isOpen({ state, until }: Sponsorship): boolean {
    return state === 'sent' && until !== undefined && until > instant();
  }

  function usedBy({ state, newcomer }: Sponsorship, whom: string | undefined): boolean {
    return whom !== undefined && state === 'confirmed' && newcomer === whom;
  }

  /** A code that nobody used in time is past, without anybody writing so. */
  function shown(sponsorship: Sponsorship): Sponsorship {
    return sponsorship.state === 'sent' && !isOpen(sponsorship) ? { ...sponsorship, state: 'expired' } : sponsorship;
  }

  /** Those who came in through somebody who leaves now belong to the branch of whoever stands above. */
  async function passUp(leaving: string, below: readonly Sponsorship[]): Promise<void> {
    const sponsor = (await store.above(leaving))?.sponsor;
    if (sponsor === undefined) return;
    for (const { newcomer, state, since, created, by } of below) {
      if (newcomer === undefined || state !== 'confirmed') continue;
      const passed: Sponsorship = { id: newId(), by, state, since, created, sponsor, newcomer, inherited: true };
      await documents.create(seal(passed));
      await point(newcomer, passed);
    }
  }

  async function byCode(text: string): Promise<Sponsorship | undefined> {
    const code = readHumanCode(text);
    const pointer = code === null ? undefined : await documents.get<{ sealed: string }>(codeId(code));
    const document = pointer && (await documents.get<SponsorshipDocument>(keyring.open(pointer.sealed, pointer._id)));
    return document && open(document);
  }

  async function change(_id: string, changed: (current: Sponsorship) => Sponsorship): Promise<Sponsorship | undefined> {
    const document = await documents.update<SponsorshipDocument>(_id, (current) => {
      const before = open(current);
      const after = changed(before);
      return after === before ? undefined : seal(after);
    });
    return document && open(document);
  }

  /** The last one counts: a newcomer whose sponsor declined names another. */
  async function point(newcomer: string, { sponsor, id }: Sponsorship): Promise<void> {
    const _id = pointerId(newcomer);
    const pointer = { _id, type: 'sponsored', sealed: keyring.seal(prefixOf(sponsor) + id, _id) };
    if (!(await documents.create(pointer))) await documents.update<typeof pointer>(_id, () => pointer);
  }

  async function codesOf(sponsorships: ReadonlySet<string>): Promise<Stored<{ sealed: string }>[]> {
    if (sponsorships.size === 0) return [];
    const codes = await documents.range<{ sealed: string }>('code:');
    return codes.filter((code) => sponsorships.has(keyring.open(code.sealed, code._id)));
  }

  async function removeAll(these: readonly (Stored<object> | undefined)[]): Promise<Removed> {
    const removed: Stored<object>[] = [];
    for (const document of these) if (document && (await documents.remove(document))) removed.push(document);
    return removed;
  }

  function seal({ id, state, since, sponsor, ...rest }: Sponsorship): SponsorshipDocument {
    const _id = prefixOf(sponsor) + id;
    return { _id, type: 'sponsorship', state, since, sealed: keyring.seal(JSON.stringify({ sponsor, ...rest }), _id) };
  }

  function open({ _id, state, since, sealed }: SponsorshipDocument): Sponsorship {
    const rest = JSON.parse(keyring.open(sealed, _id)) as Omit<Sponsorship, 'id' | 'state' | 'since'>;
    return { ...rest, id: _id.split(':')[2] ?? '', state, since };
  }
}

/** The number has served: from here on nobody needs it. */
function withoutPhone({ phone: _served, ...rest }: Sponsorship): Sponsorship {
  return rest;
}

interface SponsorshipDocument {
  readonly _id: string;
  readonly type: 'sponsorship';
  readonly state: SponsorshipState;
  readonly since: string;
  readonly sealed: string;
}
