import { describe, expect, test } from 'vitest';
import { newMember, withAccounts } from '../../tests/support/accounts.ts';
import { sweep } from '../jobs/sweep.ts';
import { freezeBranch } from '../sponsorship/freeze-branch.ts';
import { TakenError } from './account-store.ts';
import { keyringFrom, addKey, newKeyringText } from './keyring.ts';
import { eraseAccount } from './my-data.ts';
import { resealOld } from './reseal.ts';

const marker = 'zinnia';

describe('accounts in the database', () => {
  test('of ten sign-ups with one name at the same moment exactly one succeeds, and the others leave nothing behind', async () => {
    await withAccounts(async ({ accounts: { store, documents }, clock }) => {
      const tries = Array.from({ length: 10 }, (_, index) => store.create({ ...newMember('iris'), contacts: [{ kind: 'email', value: `iris${String(index)}@mail.example` }] }, clock.now));
      const ended = await Promise.allSettled(tries);
      expect(ended.filter(({ status }) => status === 'fulfilled').length).toBe(1);
      for (const one of ended) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(TakenError);
      expect((await documents.range('username:')).length).toBe(1);
      expect((await documents.range('contact:')).length).toBe(1);
      expect((await store.byUsername('IRIS'))?.username).toBe('iris');
    });
  });

  test('what names somebody stands nowhere in it unsealed, and is refused unsealed', async () => {
    await withAccounts(async ({ accounts, clock, raw, write }) => {
      const sponsor = await accounts.store.create(newMember(marker), clock.now);
      const issued = await accounts.sponsorships.issueCode(sponsor.id, '+33612345678', { activeSince: '2026-01-01', newcomersMay: false });
      await accounts.throttle.take({ name: 'test', size: 1, seconds: 1 }, marker);
      const stored = await raw();
      for (const plain of [marker, 'mail.example', '612345678', 'code' in issued ? issued.code : '']) expect(stored).not.toContain(plain);
      await expect(write({ _id: 'account:plain', type: 'account', role: 'member', state: 'active', username: marker, password: 'x', contacts: '[]', profile: '{}' })).rejects.toThrow();
      await expect(write({ _id: `username:${marker}`, type: 'claim', account: 'x' })).rejects.toThrow();
      await expect(write({ _id: 'note:1', type: 'note', text: marker })).rejects.toThrow();
    });
  });

  test('a server with another keyring does not start on it', async () => {
    await withAccounts(async ({ accounts, openAgain }) => {
      await openAgain(accounts.keyring);
      await expect(openAgain(keyringFrom(newKeyringText()))).rejects.toThrow('does not belong to this database');
    });
  });

  test('after a rotation everything is sealed under the new key, and opens', async () => {
    await withAccounts(async ({ accounts, clock, keyringPath, raw }) => {
      const { store, keyring, sponsorships } = accounts;
      const account = await store.create(newMember(marker), clock.now);
      await sponsorships.ask(account.id, 'somebody');
      const before = /"username":"([0-9a-f]{8})\./.exec(await raw())?.[1] ?? '';
      addKey(keyringPath);
      expect(await resealOld(accounts)).toBe(3);
      expect(await raw()).not.toContain(`"${before}.`);
      expect(await resealOld(accounts)).toBe(0);
      expect((await store.byUsername(marker))?.profile.name).toBe(`${marker} marker`);
      expect((await sponsorships.list(account.id)).length).toBe(1);
      expect(keyring.isOld(keyring.seal('a', 'b'))).toBe(false);
    });
  });

  test('an erased account is gone at once, and its pieces with it', async () => {
    await withAccounts(async ({ accounts, clock, raw }) => {
      const account = await accounts.store.create(newMember(marker), clock.now);
      const other = await accounts.store.create(newMember('lila', 'waiting'), clock.now);
      await accounts.sessions.start(account.id, 'member', { device: '', secondFactor: false, password: 'stamp' });
      await accounts.sponsorships.ask(account.id, other.id);
      await eraseAccount(accounts, account);
      const left = await raw();
      expect(left).not.toContain(account.id);
      expect(await accounts.store.byUsername(marker)).toBeUndefined();
      expect(await accounts.store.byUsername('lila')).toBeDefined();
      expect(await accounts.store.claimContact(other.id, { kind: 'email', value: `${marker}@mail.example` })).toBe(true);
    });
  });
});

describe('a branch', () => {
  test('is frozen to its last leaf, and nobody beside it', async () => {
    await withAccounts(async ({ accounts, clock }) => {
      const { store, sponsorships, sessions } = accounts;
      const create = (name: string) => store.create(newMember(name), clock.now);
      const [root, child, leaf, beside] = [await create('root'), await create('child'), await create('leaf'), await create('beside')];
      for (const [sponsor, newcomer] of [[root, child], [child, leaf], [beside, root]] as const) {
        const edge = await sponsorships.ask(sponsor.id, newcomer.id);
        await sponsorships.act(sponsor.id, edge.id, 'confirm');
      }
      const issued = await sponsorships.issueCode(leaf.id, '+33612345678', { activeSince: '2026-01-01', newcomersMay: false });
      const { token } = await sessions.start(leaf.id, 'member', { device: '', secondFactor: false, password: 'stamp' });
      expect(await freezeBranch(accounts, root.id, 'test')).toEqual({ frozen: 3 });
      expect((await store.list()).filter(({ state }) => state === 'suspended').map(({ username }) => username).sort()).toEqual(['child', 'leaf', 'root']);
      expect(await sessions.read(token)).toBeUndefined();
      expect('code' in issued && (await sponsorships.sponsorOfCode(issued.code))).toBe(undefined);
      // Run again, it goes on.
      expect(await freezeBranch(accounts, root.id, 'test')).toEqual({ frozen: 3 });
    });
  });

  test('stays whole when somebody in the middle leaves, and does not hold who came in through somebody else', async () => {
    await withAccounts(async ({ accounts, clock }) => {
      const { store, sponsorships } = accounts;
      const create = (name: string) => store.create(newMember(name), clock.now);
      const [root, middle, leaf, other, stray] = [await create('root'), await create('middle'), await create('leaf'), await create('other'), await create('stray')];
      for (const [sponsor, newcomer] of [[root, middle], [middle, leaf]] as const) {
        const edge = await sponsorships.ask(sponsor.id, newcomer.id);
        await sponsorships.act(sponsor.id, edge.id, 'confirm');
      }
      // Named the root first, who never answered, and came in through another.
      await sponsorships.ask(root.id, stray.id);
      const edge = await sponsorships.ask(other.id, stray.id);
      await sponsorships.act(other.id, edge.id, 'confirm');
      await eraseAccount(accounts, middle);
      expect((await sponsorships.list(root.id)).map(({ newcomer }) => newcomer)).toEqual([stray.id]);
      await freezeBranch(accounts, root.id, 'test');
      expect((await store.list()).filter(({ state }) => state === 'suspended').map(({ username }) => username).sort()).toEqual([leaf, root].map(({ username }) => username).sort());
    });
  });
});

describe('a contact that was removed', () => {
  test('is no way in, also when its claim outlived it', async () => {
    await withAccounts(async ({ accounts: { store }, clock }) => {
      const account = await store.create({ ...newMember('iris'), contacts: [{ kind: 'email', value: 'old@mail.example' }, { kind: 'email', value: 'new@mail.example' }] }, clock.now);
      // Interrupted between the change and the release of the claim.
      await store.update(account.id, (current) => ({ ...current, contacts: current.contacts.slice(1) }));
      expect(await store.byContact({ kind: 'email', value: 'old@mail.example' })).toBeUndefined();
      expect(await store.dropOrphans(new Date(Date.now() + 120_000))).toBe(1);
      expect((await store.byContact({ kind: 'email', value: 'new@mail.example' }))?.username).toBe('iris');
    });
  });
});

describe('time', () => {
  test('ends sessions after 30 days, those of the team after 12 hours, and the sweep takes them away', async () => {
    await withAccounts(async ({ accounts, clock }) => {
      const { sessions } = accounts;
      const member = await sessions.start('memberid0', 'member', { device: '', secondFactor: false, password: 'stamp' });
      const team = await sessions.start('moderator0', 'moderator', { device: '', secondFactor: true, password: 'stamp' });
      clock.now = new Date('2026-11-25T01:00:00.000Z');
      expect([await sessions.read(member.token) !== undefined, await sessions.read(team.token)]).toEqual([true, undefined]);
      clock.now = new Date('2026-12-24T12:00:01.000Z');
      expect(await sessions.read(member.token)).toBeUndefined();
      await sweep(accounts);
      expect(await accounts.documents.range('session:')).toEqual([]);
    });
  });

  test('ends codes after seven days, and no phone number is kept with them', async () => {
    await withAccounts(async ({ accounts, clock }) => {
      const { sponsorships } = accounts;
      const issued = await sponsorships.issueCode('sponsor00', '+33612345678', { activeSince: '2026-01-01', newcomersMay: false });
      const code = 'code' in issued ? issued.code : '';
      clock.now = new Date('2026-12-02T12:00:00.000Z');
      expect(await sponsorships.useCode(code, 'newcomer0')).toBeUndefined();
      await sweep(accounts);
      expect(await sponsorships.list('sponsor00')).toMatchObject([{ state: 'expired' }]);
      expect((await sponsorships.list('sponsor00'))[0]).not.toHaveProperty('phone');
    });
  });

  test('refills tries, and lets nobody wait for ever', async () => {
    await withAccounts(async ({ accounts: { throttle }, clock }) => {
      const bucket = { name: 'test', size: 2, seconds: 60 };
      expect([await throttle.take(bucket, 'a'), await throttle.take(bucket, 'a'), await throttle.take(bucket, 'a')]).toEqual([0, 0, 60]);
      expect(await throttle.take(bucket, 'b')).toBe(0);
      clock.now = new Date(clock.now.getTime() + 60_000);
      expect([await throttle.take(bucket, 'a'), await throttle.take(bucket, 'a')]).toEqual([0, 60]);
    });
  });

  test('tries at the same moment are each counted', async () => {
    await withAccounts(async ({ accounts: { throttle } }) => {
      const waits = await Promise.all(Array.from({ length: 6 }, () => throttle.take({ name: 'test', size: 3, seconds: 60 }, 'a')));
      expect(waits.filter((wait) => wait === 0).length).toBe(3);
    });
  });
});
