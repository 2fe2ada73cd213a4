import { writeFile } from 'node:fs/promises';
import { dictionary } from '@zxcvbn-ts/language-common';
import { SHORTEST_PASSWORD } from '../../src/domain/password-rules.ts';
import { buildDir } from './build-dir.ts';

/** What most people try first, by the order in which thieves of passwords have met them. */
const mostTried = 1500;

/**
 * Two lists in small letters, without what is too short anyway: the whole one for the server, and a short one that the
 * page asks for when a password is chosen. No phone keeps either.
 */
export async function buildCommonPasswords(): Promise<void> {
  const common = [...new Set((dictionary['passwords-common'] as readonly string[]).map((password) => password.toLowerCase()))].filter(
    (password) => Array.from(password).length >= SHORTEST_PASSWORD
  );
  if (common.length < mostTried) throw new Error('the list of common passwords is shorter than its excerpt');
  await writeFile(`${buildDir}/packs/common-passwords.json`, JSON.stringify(common));
  await writeFile(`${buildDir}/packs/common-passwords.short.json`, JSON.stringify(common.slice(0, mostTried)));
}
