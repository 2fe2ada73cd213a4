export type UsernameProblem = 'too-short' | 'too-long' | 'contact';

/** What somebody is called here: a pseudonym is fine. Shown as typed, less spaces around and doubled ones. */
export function readUsername(text: string): string | { readonly problem: UsernameProblem } {
  const name = text.normalize('NFKC').replace(/\p{Cc}|\p{Cf}/gu, '').replace(/\s+/g, ' ').trim();
  const length = Array.from(name).length;
  if (length < SHORTEST) return { problem: 'too-short' };
  if (length > LONGEST) return { problem: 'too-long' };
  // It is seen by a sponsor: who types an address or a number here has mistaken the field.
  if (/@|^\+?[\d\s.()-]{7,}$/.test(name)) return { problem: 'contact' };
  return name;
}

/** Equal for names that people would take for the same: case and accents of composition do not tell them apart. */
export function usernameKey(username: string): string {
  return username.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

const SHORTEST = 3;
const LONGEST = 40;
