package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class SessionStateTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long NOW = 1_795_000_000_000L;
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final LinkAttempt ATTEMPT = new LinkAttempt(Pkce.challengeOf(VERIFIER), VERIFIER, NOW);
  private static final SessionState LINKED = SessionState.notLinked().waiting(ATTEMPT).linked(tokenUntil(NOW + 29 * DAY), NOW);

  @Test public void aCodeIsWaitedForOnlyAfterOneWasAskedFor() {
    assertFalse(SessionState.notLinked().isWaiting(NOW));
    SessionState waiting = SessionState.notLinked().waiting(ATTEMPT);
    assertTrue(waiting.isWaiting(NOW));
    assertTrue(waiting.isWaiting(NOW + HOUR / 2 - 1));
    assertFalse("for half an hour", waiting.isWaiting(NOW + HOUR / 2));
    assertFalse("and not by a clock that was set back", waiting.isWaiting(NOW - 1));
    assertFalse("nor a second time", LINKED.isWaiting(NOW));
  }

  @Test public void theEndIsTheServersAndAtMost30DaysFromTheHandOver() {
    assertEquals(NOW + 29 * DAY, LINKED.overAt());
    assertFalse(LINKED.isOver(NOW + 29 * DAY - 1, 0));
    assertTrue(LINKED.isOver(NOW + 29 * DAY, 0));
    SessionState slowClock = SessionState.notLinked().linked(tokenUntil(NOW + 400 * DAY), NOW);
    assertEquals(NOW + 30 * DAY, slowClock.overAt());
    assertFalse(slowClock.isOver(NOW + 30 * DAY - 1, 0));
    assertTrue(slowClock.isOver(NOW + 30 * DAY, 0));
    assertTrue("a clock that is ahead ends it at once", SessionState.notLinked().linked(tokenUntil(NOW - DAY), NOW).isOver(NOW, 0));
  }

  @Test public void aClockThatIsSetBackLengthensNothing() {
    assertTrue("the shell saw it", LINKED.isOver(NOW, NOW + 29 * DAY));
    SessionState seen = LINKED.seen(NOW + 29 * DAY);
    assertTrue("the state saw it", seen.isOver(NOW, 0));
    assertSame("an earlier time is not kept", seen, seen.seen(NOW));
    assertTrue(SessionText.read(SessionText.write(seen)).isOver(0, 0));
    assertTrue(LINKED.downloaded("\"a\"", NOW + 29 * DAY).seen(NOW).isOver(NOW, 0));
    assertTrue(LINKED.downloaded("\"a\"", NOW + 29 * DAY).later(NOW, 60).isOver(NOW, 0));
    assertTrue(LINKED.later(NOW + 29 * DAY, 60).downloaded("\"a\"", NOW).isOver(NOW, 0));
  }

  /** Else a clock that was once a year ahead would end every sign-in for a year. */
  @Test public void aNewSignInBelievesTheClockAsItIsNow() {
    SessionState ahead = LINKED.seen(NOW + 365 * DAY);
    assertTrue(ahead.isOver(NOW, 0));
    assertFalse(ahead.dropped().linked(tokenUntil(NOW + 29 * DAY), NOW).isOver(NOW, 0));
  }

  @Test public void whatHasNoTokenIsNeverOver() {
    assertFalse(SessionState.notLinked().isOver(Long.MAX_VALUE, Long.MAX_VALUE));
    assertEquals(0, SessionState.notLinked().overAt());
  }

  @Test public void theServerIsAskedOnceADay() {
    assertTrue("never yet", LINKED.mayAsk(NOW));
    SessionState fresh = LINKED.downloaded("\"a\"", NOW);
    assertFalse(fresh.mayAsk(NOW));
    assertFalse(fresh.mayAsk(NOW + 20 * HOUR - 1));
    assertTrue("a daily job may come early", fresh.mayAsk(NOW + 20 * HOUR));
    assertTrue("the clock was set back", fresh.mayAsk(NOW - 1));
    assertTrue("the file is gone", fresh.withoutFile().mayAsk(NOW));
    assertEquals("", fresh.withoutFile().etag);
    assertFalse(SessionState.notLinked().mayAsk(NOW));
    assertFalse("it is over", fresh.mayAsk(NOW + 29 * DAY));
    assertFalse("it was over", fresh.seen(NOW + 29 * DAY).mayAsk(NOW + DAY));
  }

  @Test public void whoIsAskedToComeLaterComesLater() {
    SessionState later = LINKED.later(NOW, 7200);
    assertFalse(later.mayAsk(NOW + 2 * HOUR - 1));
    assertTrue(later.mayAsk(NOW + 2 * HOUR));
    assertTrue("the clock was set back by a year", later.mayAsk(NOW - 365 * DAY));
    assertFalse("a lost file does not press the server", later.withoutFile().mayAsk(NOW));
    assertFalse(later.downloaded("\"a\"", NOW).mayAsk(NOW));
    assertTrue(later.downloaded("\"a\"", NOW).mayAsk(NOW + 20 * HOUR));
  }

  @Test public void whatIsDroppedIsTokenKeyAndAllOfTheFile() {
    SessionState over = LINKED.downloaded("\"a\"", NOW).dropped();
    assertNull(over.token);
    assertEquals("", over.etag);
    assertEquals(0, over.downloadedAt);
    assertEquals(0, over.linkedAt);
    assertFalse(over.isLinked());
    assertTrue("so that the member is told", over.ended);
    assertFalse("nothing ended", SessionState.notLinked().dropped().ended);
    assertTrue("and is told still after a second time", over.dropped().ended);
    String text = SessionText.write(over);
    assertFalse(text.contains(LINKED.token.token));
    assertFalse(text.contains(Base64Url.write(LINKED.token.key())));
  }

  @Test public void warningsGoOnWhileANewCodeIsWaitedFor() {
    SessionState renewing = LINKED.downloaded("\"a\"", NOW).waiting(ATTEMPT);
    assertTrue(renewing.isLinked());
    assertTrue(renewing.isWaiting(NOW));
    assertTrue("and the code is waited for after the end", renewing.dropped().isWaiting(NOW));
    SessionState renewed = renewing.linked(tokenUntil(NOW + 30 * DAY), NOW + 1);
    assertEquals("the file was of the old token", "", renewed.etag);
    assertTrue(renewed.mayAsk(NOW + 1));
    assertFalse(renewing.dropped().linked(tokenUntil(NOW + 30 * DAY), NOW).ended);
  }

  @Test(expected = IllegalArgumentException.class)
  public void aChallengeThatIsNotOfTheVerifierIsNoAttempt() {
    new LinkAttempt(VERIFIER, VERIFIER, NOW);
  }

  static LinkedToken tokenUntil(long expiresAt) {
    return new LinkedToken("q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA", expiresAt, FilterBuilder.golden().key, 3);
  }
}
