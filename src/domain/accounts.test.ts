import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessRules, decideAccess, type ApiRoute, type Asker } from './access-rules.ts';
import { roles } from './account.ts';
import { contactKey, maskContact, readContact, type Contact } from './contact.ts';
import { readHumanCode, writeHumanCode } from './human-code.ts';
import { passwordProblem, passwordStrength } from './password-rules.ts';
import { CODES_A_MONTH, sponsoringRefusal, sponsorshipAfter, sponsorshipStates, type SponsorshipAct } from './sponsorship.ts';
import { readUsername, usernameKey } from './username.ts';

describe('a contact', () => {
  it('is an address or a number, as one form', () => {
    expect(readContact('  Rose@Mail.Example ')).toEqual({ kind: 'email', value: 'rose@mail.example' });
    expect(readContact('06 12 34 56 78')).toEqual({ kind: 'phone', value: '+33612345678' });
    expect(contactKey(readContact('+33612345678') as Contact)).toBe('phone:+33612345678');
  });

  it('says what is wrong with anything else', () => {
    expect(['rose', '@', 'rose@', 'a b@mail.example', 'rose@mail', '0142000000'].map((text) => (readContact(text) as { problem: string }).problem)).toEqual(['neither', 'neither', 'neither', 'neither', 'neither', 'landline']);
  });

  it('is masked to what its owner knows', () => {
    expect(maskContact({ kind: 'email', value: 'rose@mail.example' })).toBe('r•••@mail.example');
  });
});

describe('a code', () => {
  it('is read back in any case and spacing, with O for 0 and I or L for 1', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.constantFrom('', ' ', '-', ' - '), fc.boolean(), (bytes, separator, small) => {
        const code = writeHumanCode(bytes);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}$/);
        const slipped = code.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('-', separator);
        expect(readHumanCode(small ? slipped.toLowerCase() : slipped)).toBe(code);
      })
    );
  });

  it('tells all 64 bits apart, and is nothing else', () => {
    const bits = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        expect(codeOf(a) === codeOf(b)).toBe(a === b);
      })
    );
    expect(['', '7K3M', '7K3M-9QXT-2VBNAA', '7K3M-9QXT-2VB!A', 'rose@mail.example'].map(readHumanCode)).toEqual([null, null, null, null, null]);
  });
});

describe('a user name', () => {
  it('is kept as typed, and is one with those that look alike', () => {
    expect(readUsername('  Rose   Rouge ')).toBe('Rose Rouge');
    expect(usernameKey('ROSE rouge')).toBe(usernameKey('Rose Rouge'));
    expect(usernameKey('Zo\u0065\u0301')).toBe(usernameKey('Zoé'));
  });

  it('is neither a contact nor too short or long', () => {
    expect(['ab', 'x'.repeat(41), 'rose@mail.example', '06 12 34 56 78'].map((text) => (readUsername(text) as { problem: string }).problem)).toEqual(['too-short', 'too-long', 'contact', 'contact']);
  });
});

describe('a password', () => {
  const common = (text: string): boolean => text === 'password1';
  it('needs length, and not to be everybody’s', () => {
    expect(['short', 'x'.repeat(129), 'Password1', 'aaaaaaaaaa', 'Rose Rouge', 'a quiet evening'].map((text) => passwordProblem(text, 'Rose Rouge', common))).toEqual(['too-short', 'too-long', 'common', 'common', 'username', undefined]);
  });

  it('is measured by its length', () => {
    expect([passwordStrength('x', 'too-short'), passwordStrength('eightish', undefined), passwordStrength('twelve or so', undefined), passwordStrength('a long quiet evening', undefined)]).toEqual([0, 1, 2, 3]);
  });
});

describe('sponsorship', () => {
  it('goes only where it may, and nothing leads out of an end', () => {
    const acts: SponsorshipAct[] = ['confirm', 'decline', 'withdraw', 'use'];
    const table = sponsorshipStates.flatMap((state) => acts.flatMap((act) => sponsorshipAfter(state, act) ?? []).map((after) => `${state}>${after}`));
    expect(table).toEqual(['sent>withdrawn', 'sent>confirmed', 'waiting>confirmed', 'waiting>declined']);
  });

  it('has quotas, and newcomers wait 30 days', () => {
    const now = '2026-11-24T12:00:00.000Z';
    const of = { activeSince: '2026-10-01', open: 0, created: [], now, newcomersMay: false };
    expect(sponsoringRefusal(of)).toBeUndefined();
    expect(sponsoringRefusal({ ...of, activeSince: '2026-11-01' })).toBe('too-new');
    expect(sponsoringRefusal({ ...of, activeSince: '2026-11-01', newcomersMay: true })).toBeUndefined();
    expect(sponsoringRefusal({ ...of, open: 3 })).toBe('too-many-open');
    const month = Array.from({ length: CODES_A_MONTH }, (_, day) => `2026-11-${String(day + 10)}T12:00:00.000Z`);
    expect(sponsoringRefusal({ ...of, created: month })).toBe('too-many-this-month');
    expect(sponsoringRefusal({ ...of, created: month, now: '2026-12-12T12:00:00.000Z' })).toBeUndefined();
  });
});

describe('access', () => {
  const routes = Object.keys(accessRules) as ApiRoute[];
  const askers: Asker[] = roles.flatMap((role) =>
    (['waiting', 'active', 'suspended'] as const).flatMap((state) => (['given', 'needed'] as const).map((secondFactor) => ({ role, state, secondFactor })))
  );

  it('without a session is what anyone may, and nothing more', () => {
    expect(routes.filter((route) => decideAccess(route, undefined) === 'allowed')).toEqual(routes.filter((route) => accessRules[route] === 'anyone'));
  });

  it('of whoever is not active, or owes a second factor, ends at one’s own data', () => {
    for (const asker of askers.filter((one) => one?.state !== 'active' || one.secondFactor === 'needed')) {
      for (const route of routes.filter((one) => decideAccess(one, asker) === 'allowed')) expect(accessRules[route]).toBeTypeOf('string');
    }
  });

  it('of active accounts is what their role is listed for', () => {
    for (const role of roles) expect(decideAccess('GET /api/sponsorships', { role, state: 'active', secondFactor: 'given' })).toBe('allowed');
  });
});

function codeOf(value: bigint): string {
  return writeHumanCode(Uint8Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(8 * (7 - index))) & 255n)));
}
