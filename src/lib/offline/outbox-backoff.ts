/**
 * When a try that failed is made again by itself: after some 10 s, then twice as long each time, up to an hour; by chance up to
 * half sooner, so that phones that lost the network together do not come back together. `asked` is what the server asked for,
 * in seconds, and is never undercut.
 */
export function nextTry(now: number, attempts: number, chance: number, asked = 0): number {
  const wait = Math.min(FIRST * 2 ** Math.min(Math.max(attempts, 1) - 1, 30), LONGEST);
  return now + Math.max(wait * (1 - chance / 2), Math.min(Math.max(asked, 0), A_DAY) * 1000);
}

/** Whether it is time. A date that no back-off can have given comes from a clock that was set back: then it is. */
export function isDue(next: number, now: number): boolean {
  return next <= now || next - now > A_DAY * 1000;
}

/** Milliseconds. */
const FIRST = 10_000;
const LONGEST = 3_600_000;
/** Seconds. */
const A_DAY = 86_400;
