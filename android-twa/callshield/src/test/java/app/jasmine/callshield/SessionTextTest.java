package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;

import org.junit.Test;

public class SessionTextTest {
  private static final long NOW = 1_795_000_000_000L;
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final LinkAttempt ATTEMPT = new LinkAttempt(Pkce.challengeOf(VERIFIER), VERIFIER, NOW);
  private static final SessionState LINKED = SessionState.notLinked().linked(SessionStateTest.tokenUntil(NOW + 1), NOW).downloaded("W/\"abc\"", NOW + 2).later(NOW + 3, 60);

  @Test public void everyStateIsReadAsItWasWritten() {
    SessionState[] states = {
      SessionState.notLinked(), SessionState.notLinked().waiting(ATTEMPT), LINKED, LINKED.waiting(ATTEMPT), LINKED.dropped(), LINKED.waiting(ATTEMPT).dropped(), LINKED.withoutFile(), LINKED.seen(NOW + 9)
    };
    for (SessionState state : states) {
      String text = SessionText.write(state);
      SessionState read = SessionText.read(text);
      assertEquals(text, SessionText.write(read));
      assertEquals(state.isLinked(), read.isLinked());
      assertEquals(state.isWaiting(NOW), read.isWaiting(NOW));
      assertEquals(state.ended, read.ended);
    }
    SessionState read = SessionText.read(SessionText.write(LINKED.waiting(ATTEMPT)));
    assertEquals(LINKED.token.token, read.token.token);
    assertEquals(NOW + 1, read.token.expiresAt);
    assertEquals(Base64Url.write(LINKED.token.key()), Base64Url.write(read.token.key()));
    assertEquals(3, read.token.generation);
    assertEquals(NOW, read.linkedAt);
    assertEquals("W/\"abc\"", read.etag);
    assertEquals(NOW + 2, read.downloadedAt);
    assertEquals(NOW + 60_003, read.laterAt);
    assertEquals(NOW + 3, read.lastSeen);
    assertEquals(VERIFIER, read.attempt.verifier);
    assertEquals(ATTEMPT.challenge, read.attempt.challenge);
    assertEquals(NOW, read.attempt.begunAt);
  }

  @Test public void whatWasCutAnywhereIsNotLinked() {
    String text = SessionText.write(LINKED.waiting(ATTEMPT));
    for (int length = 0; length < text.length(); length++) assertNothing(text.substring(0, length));
    for (int from = 1; from < text.length(); from++) assertNothing(text.substring(from));
    assertNothing(text + "\n");
  }

  @Test public void aLineTooFewOrTooManyIsNotLinked() {
    String text = SessionText.write(LINKED.waiting(ATTEMPT));
    String[] lines = text.split("\n", -1);
    for (int gone = 0; gone < lines.length; gone++) {
      StringBuilder rest = new StringBuilder();
      StringBuilder twice = new StringBuilder();
      for (int at = 0; at < lines.length; at++) {
        if (at != gone) rest.append(rest.length() == 0 ? "" : "\n").append(lines[at]);
        twice.append(at == 0 ? "" : "\n").append(lines[at]).append(at == gone ? "\n" + lines[at] : "");
      }
      assertNothing(rest.toString());
      assertNothing(twice.toString());
    }
  }

  @Test public void otherWritingsOfTheSameAreNotLinked() {
    String text = SessionText.write(LINKED);
    assertNothing(text.replace("false", "False"));
    assertNothing(text.replace("\n3\n", "\n03\n"));
    assertNothing(text.replace("\n3\n", "\n+3\n"));
    assertNothing(text.replace("\n3\n", "\n-3\n"));
    assertNothing(text.replace("jasmine session 1", "jasmine session 2"));
    assertNothing(text.replace("\n", "\r\n"));
    assertNothing(SessionText.write(SessionState.notLinked().waiting(ATTEMPT)).replace(VERIFIER, VERIFIER + "\n" + VERIFIER));
    assertNothing("");
    assertNothing("\u0000");
  }

  private static void assertNothing(String text) {
    SessionState read = SessionText.read(text);
    assertFalse(text, read.isLinked());
    assertNull(text, read.attempt);
  }
}
