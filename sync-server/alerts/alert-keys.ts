import { nonceKey, sealingKey, type SealingKeys } from '../../src/domain/sealed-alert.ts';
import { searchKey, searchToken, type SearchKey } from '../../src/domain/search-token.ts';
import type { Identifier } from '../../src/domain/identifier.ts';
import type { Keyring } from '../accounts/keyring.ts';

/** The keys of alerts, all derived from the keyring: the same on every copy of the server, and in no database. */
export interface AlertKeys {
  /** Of the master documents. */
  master(): Promise<SealingKeys>;
  /** Of a department in a month (`75-2026-11`). */
  area(keyId: string): Promise<SealingKeys>;
  /** The same, 32 bytes, base64url: for phones of members of the area. */
  areaText(keyId: string): string;
  /** Of an account's own notes, which stay on its phones. */
  notesText(account: string): string;
  /** What stands for an identifier. */
  token(identifier: Identifier): Promise<string>;
  /** 32 bytes, base64url: for members' phones, so that numbers need not travel. */
  readonly search: string;
  /** A report in the master document: nothing in the store joins the two without the key. */
  reportMark(report: string): string;
}

export function alertKeys(keyring: Keyring): AlertKeys {
  const search = Buffer.from(keyring.derive('search tokens')).toString('base64url');
  const nonce = nonceKey(keyring.derive('alert nonces'));
  const sealing = new Map<string, Promise<SealingKeys>>();
  let tokens: Promise<SearchKey> | undefined;

  const keysOf = (purpose: string): Promise<SealingKeys> => {
    const known = sealing.get(purpose) ?? Promise.all([sealingKey(keyring.derive(purpose)), nonce]).then(([key, nonces]) => ({ sealing: key, nonce: nonces }));
    sealing.set(purpose, known);
    return known;
  };
  return {
    search,
    master: () => keysOf('alert master'),
    area: (keyId) => keysOf(areaPurpose(keyId)),
    areaText: (keyId) => Buffer.from(keyring.derive(areaPurpose(keyId))).toString('base64url'),
    notesText: (account) => Buffer.from(keyring.derive(`notes ${account}`)).toString('base64url'),
    token: async (identifier) => searchToken(await (tokens ??= searchKey(search)), identifier),
    reportMark: (report) => keyring.digest('alert report', report)
  };
}

function areaPurpose(keyId: string): string {
  return `alert area ${keyId}`;
}
