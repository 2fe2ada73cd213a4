/** NIST SP 800-63B, 3.1.1: a length, a list of what everybody tries first, nothing else. */
export type PasswordProblem = 'too-short' | 'too-long' | 'common' | 'username';

export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 128;

/** `isCommon` asks the list; undefined while it is not here yet. */
export function passwordProblem(password: string, username: string, isCommon?: (password: string) => boolean): PasswordProblem | undefined {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD) return 'too-short';
  if (length > LONGEST_PASSWORD) return 'too-long';
  const plain = password.toLowerCase();
  if (username.length >= 3 && plain === username.toLowerCase()) return 'username';
  if (isCommon?.(plain) === true || /^(.)\1*$/u.test(plain)) return 'common';
  return undefined;
}

/** For the meter: 0 refused, 1 enough, 2 good, 3 strong. Length is what counts. */
export function passwordStrength(password: string, problem: PasswordProblem | undefined): 0 | 1 | 2 | 3 {
  if (problem !== undefined) return 0;
  const length = Array.from(password).length;
  const kinds = new Set(password).size;
  if (length >= 16 && kinds >= 8) return 3;
  return length >= 12 && kinds >= 6 ? 2 : 1;
}
