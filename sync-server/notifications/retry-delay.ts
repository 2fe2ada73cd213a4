/**
 * How long to wait after the given number of failed attempts (1 for the first), in milliseconds. Each wait is longer than
 * the one before, up to the longest; the random part keeps messages that failed together from coming back together.
 */
export function retryDelay(attempts: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  return Math.round(wait * (1 + random * JITTER));
}

/** Somebody waits for a code in front of a page that is good for 10 minutes: five tries fit in. */
const FIRST_WAIT_MS = 10_000;

/** A mail server that is down for a night still gets what has days to live, soon after it is back. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** Less than 1, so that waits that double always grow. */
const JITTER = 0.5;

/** With the waits above 11 to 17 hours: longer outages are noticed and mended by people. */
export const MOST_ATTEMPTS = 20;
