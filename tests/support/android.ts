import { Failure } from '../../android-twa/fail.ts';
import { resolveJars } from '../../android-twa/shield/jars.ts';
import { shieldTools } from '../../android-twa/shield/make-apk.ts';
import { findTools, missingTools, type Tool } from '../../android-twa/tools.ts';

/**
 * Why tests of Android's part are left out on this machine, said aloud: it must not look as if they had run. Undefined: everything is here.
 * @param what they would have shown
 */
export function reasonToSkip(what: string, tools: readonly Tool[]): string | undefined {
  const missing = missingTools(tools);
  return missing.length === 0 ? undefined : say(what, `missing here: ${missing.join(', ')}`);
}

/** The same for the APK, whose two libraries Maven must be able to get. */
export async function reasonToSkipApk(what: string): Promise<string | undefined> {
  const missing = reasonToSkip(what, shieldTools);
  if (missing !== undefined) return missing;
  try {
    await resolveJars(findTools(shieldTools));
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure) || !unreachable.test(error.message)) throw error;
    return say(what, 'Maven cannot reach what it fetches from');
  }
}

/** What Maven says without a network. That something is not where it should be is a fault, and no reason to leave tests out. */
export const unreachable = /Could not transfer|Unknown host|Connection (?:refused|reset|timed out)|Connect to .* failed/;

/** A sentence that vitest itself shows to nobody who does not ask. */
export function say(what: string, reason: string): string {
  console.warn(`Left out: ${what} (${reason})`);
  return reason;
}
