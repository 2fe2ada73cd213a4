package app.jasmine.callshield;

/**
 * Where the sign-in hand-over stands: not linked, waiting for a code, linked, or over. A value: each step gives another. All times are
 * milliseconds since 1970 by the phone's clock, of which only one thing is believed, that it does not run backwards: the latest time seen counts.
 *
 * One may wait for a new code while the old token is still good, so that warnings do not stop meanwhile.
 */
final class SessionState {
  /** Waiting for its code; null: for none. */
  final LinkAttempt attempt;
  /** Null: not linked. */
  final LinkedToken token;
  final long linkedAt;
  /** Of the file that is kept, empty for none. */
  final String etag;
  /** When the server last said that the file is the newest; 0: never. */
  final long downloadedAt;
  /** Before that the server wants to hear nothing; 0: it does not mind. */
  final long laterAt;
  /** A token was dropped: the member should sign in again, and was told so or will be. */
  final boolean ended;
  /** The latest time seen. */
  final long lastSeen;

  SessionState(LinkAttempt attempt, LinkedToken token, long linkedAt, String etag, long downloadedAt, long laterAt, boolean ended, long lastSeen) {
    this.attempt = attempt;
    this.token = token;
    this.linkedAt = linkedAt;
    this.etag = etag;
    this.downloadedAt = downloadedAt;
    this.laterAt = laterAt;
    this.ended = ended;
    this.lastSeen = lastSeen;
  }

  static SessionState notLinked() {
    return new SessionState(null, null, 0, "", 0, 0, false, 0);
  }

  /** The web app was opened with the attempt's challenge. */
  SessionState waiting(LinkAttempt attempt) {
    return new SessionState(attempt, token, linkedAt, etag, downloadedAt, laterAt, ended, lastSeen);
  }

  /** The code was changed for a token: what was known under the old one, the file too, is of no use any more. */
  SessionState linked(LinkedToken token, long now) {
    return new SessionState(null, token, now, "", 0, 0, false, now);
  }

  /** The server gave the newest file, or said that it is the one we have. */
  SessionState downloaded(String etag, long now) {
    return new SessionState(attempt, token, linkedAt, etag, now, 0, ended, Math.max(lastSeen, now));
  }

  /** The server, or the network, wants to be asked later. */
  SessionState later(long now, long seconds) {
    return new SessionState(attempt, token, linkedAt, etag, downloadedAt, now + seconds * 1000, ended, Math.max(lastSeen, now));
  }

  /** The file is gone or cannot be read: the next download asks for all of it, at once. */
  SessionState withoutFile() {
    return new SessionState(attempt, token, linkedAt, "", 0, laterAt, ended, lastSeen);
  }

  SessionState seen(long now) {
    return now <= lastSeen ? this : new SessionState(attempt, token, linkedAt, etag, downloadedAt, laterAt, ended, now);
  }

  /** Time is up, or the server said 401 or 410: token and key are gone; the file has to go with them. A code may still be waited for. */
  SessionState dropped() {
    return new SessionState(attempt, null, 0, "", 0, 0, ended || token != null, lastSeen);
  }

  boolean isLinked() {
    return token != null;
  }

  /** A code is accepted now: one that nobody waits for may have been sent by somebody else, to make this phone read a filter of theirs. */
  boolean isWaiting(long now) {
    return attempt != null && attempt.waits(now);
  }

  /**
   * Whether the token must be dropped now. The server's end holds, and 30 days from the hand-over by the phone's own clock, which may have been
   * behind at the time. A clock that was set back lengthens nothing: `lastSeenNow` is the latest time seen.
   */
  boolean isOver(long now, long lastSeenNow) {
    if (token == null) return false;
    long latest = Math.max(Math.max(now, lastSeenNow), lastSeen);
    return latest >= overAt();
  }

  /** When warnings end, for the member to read; 0: not linked. */
  long overAt() {
    return token == null ? 0 : Math.min(token.expiresAt, linkedAt + LONGEST);
  }

  /** Whether the daily download is due. A member who asks for one need not wait for that. */
  boolean mayAsk(long now) {
    if (token == null || isOver(now, lastSeen)) return false;
    boolean fresh = now >= downloadedAt && now - downloadedAt < ASK_EVERY;
    boolean putOff = now < laterAt && laterAt - now <= LONGEST_PUT_OFF;
    return !fresh && !putOff;
  }

  private static final long HOUR = 3_600_000;
  /** Sessions last that long from sign-in, and a hand-over comes after it. */
  private static final long LONGEST = 30 * 24 * HOUR;
  /** A daily job runs some hours early or late: with 24 hours every other day would be missed. */
  private static final long ASK_EVERY = 20 * HOUR;
  /** Nobody puts off for longer: the clock was set back since. */
  private static final long LONGEST_PUT_OFF = 24 * HOUR;
}
