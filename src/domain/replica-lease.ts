/**
 * How long a phone may open what it keeps. Time is counted from what the server's clock said, by what the phone's clock has gone on
 * since: a phone that is ahead loses nothing, one that is set back gains nothing.
 */
export interface Lease {
  /** The server's time, milliseconds since 1970: then the keys are dropped. */
  readonly until: number;
  /** The latest that is known of the server's time... */
  readonly seen: number;
  /** ...and what the phone's clock said at that moment. */
  readonly at: number;
}

/** `until` and `now`: ISO instants, as the server says them. `clock`: of the phone, milliseconds since 1970. */
export function newLease(until: string, now: string, clock: number): Lease {
  return { until: Date.parse(until), seen: Date.parse(now), at: clock };
}

/** The server's time as far as it is known here; never earlier than it was known before. */
export function leaseTime({ seen, at }: Lease, clock: number): number {
  return seen + Math.max(0, clock - at);
}

/** Noted again and again: from here on time goes on, also after the clock was set back. */
export function noteTime(lease: Lease, clock: number): Lease {
  return { ...lease, seen: leaseTime(lease, clock), at: clock };
}

export function hasEnded(lease: Lease, clock: number): boolean {
  return leaseTime(lease, clock) >= lease.until;
}
