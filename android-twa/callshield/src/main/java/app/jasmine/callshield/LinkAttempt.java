package app.jasmine.callshield;

/** A sign-in hand-over that waits for its code: the web app has the challenge, the verifier never leaves the phone before the code is here. */
final class LinkAttempt {
  final String challenge;
  final String verifier;
  /** Milliseconds since 1970. */
  final long begunAt;

  LinkAttempt(String challenge, String verifier, long begunAt) {
    if (begunAt < 0 || !challenge.equals(Pkce.challengeOf(verifier))) throw new IllegalArgumentException("no such attempt");
    this.challenge = challenge;
    this.verifier = verifier;
    this.begunAt = begunAt;
  }

  /** A clock that was set back ends it: begin again. */
  boolean waits(long now) {
    return now >= begunAt && now < begunAt + PATIENCE;
  }

  /** Milliseconds: enough to sign in with a slow network and a second factor; the code itself is good for a minute. */
  private static final long PATIENCE = 30 * 60_000;
}
