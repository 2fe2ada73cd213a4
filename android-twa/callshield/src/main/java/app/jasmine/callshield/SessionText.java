package app.jasmine.callshield;

/**
 * A SessionState as text, for the phone's store. Token, key and verifier stand in it: seal it. Always the same lines in the same order, so that
 * whatever was cut or changed is not linked, rather than half linked.
 */
final class SessionText {
  private SessionText() {}

  static String write(SessionState state) {
    LinkAttempt attempt = state.attempt;
    LinkedToken token = state.token;
    StringBuilder text = new StringBuilder(FORM);
    line(text, attempt == null ? "" : attempt.verifier);
    line(text, attempt == null ? "" : String.valueOf(attempt.begunAt));
    line(text, token == null ? "" : token.token);
    line(text, token == null ? "" : String.valueOf(token.expiresAt));
    line(text, token == null ? "" : Base64Url.write(token.key()));
    line(text, token == null ? "" : String.valueOf(token.generation));
    line(text, String.valueOf(state.linkedAt));
    line(text, state.etag);
    line(text, String.valueOf(state.downloadedAt));
    line(text, String.valueOf(state.laterAt));
    line(text, String.valueOf(state.ended));
    line(text, String.valueOf(state.lastSeen));
    return text.append(END).toString();
  }

  /** Anything that `write` does not write is not linked. */
  static SessionState read(String text) {
    try {
      String[] lines = text.split("\n", -1);
      if (lines.length != LINES) return SessionState.notLinked();
      SessionState state = stateOf(lines);
      return write(state).equals(text) ? state : SessionState.notLinked();
    } catch (RuntimeException odd) {
      return SessionState.notLinked();
    }
  }

  private static SessionState stateOf(String[] lines) {
    LinkAttempt attempt = lines[1].isEmpty() ? null : new LinkAttempt(Pkce.challengeOf(lines[1]), lines[1], Long.parseLong(lines[2]));
    LinkedToken token = lines[3].isEmpty() ? null : new LinkedToken(lines[3], Long.parseLong(lines[4]), Base64Url.read(lines[5]), Integer.parseInt(lines[6]));
    return new SessionState(attempt, token, Long.parseLong(lines[7]), lines[8], Long.parseLong(lines[9]), Long.parseLong(lines[10]), Boolean.parseBoolean(lines[11]), Long.parseLong(lines[12]));
  }

  private static void line(StringBuilder text, String value) {
    text.append('\n').append(value);
  }

  private static final String FORM = "jasmine session 1";
  private static final String END = "\nend";
  private static final int LINES = 14;
}
