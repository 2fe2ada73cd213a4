package app.jasmine.callshield;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import org.junit.Test;

public class SyncProtocolTest {
  private static final FilterBuilder GOLDEN = FilterBuilder.golden();
  private static final byte[] FILE = GOLDEN.build();
  private static final LinkedToken TOKEN = new LinkedToken("q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA", 1_771_000_000_000L, GOLDEN.key, 1);

  @Test public void aNewFileIsGivenWithItsEtag() {
    ScriptedHttp http = ScriptedHttp.answering(200, FILE, "ETag", "\"abc\"");
    DownloadAnswer answer = download(http, "");
    assertEquals(DownloadAnswer.Kind.FRESH, answer.kind);
    assertArrayEquals(FILE, answer.file);
    assertEquals("\"abc\"", answer.etag);
    assertEquals("GET", http.asked.method);
    assertEquals("/api/callshield/filter?generation=1", http.asked.path);
    assertEquals("Bearer " + TOKEN.token, http.asked.headers.get("Authorization"));
    assertFalse(http.asked.headers.containsKey("If-None-Match"));
    assertNull(http.asked.body);
    assertTrue(http.closed);
  }

  @Test public void theFileThatIsKeptIsNamedByItsEtagAndStays() {
    ScriptedHttp http = ScriptedHttp.answering(304, "");
    assertEquals(DownloadAnswer.Kind.UNCHANGED, download(http, "\"abc\"").kind);
    assertEquals("\"abc\"", http.asked.headers.get("If-None-Match"));
    assertEquals("nothing was named, so nothing is unchanged", DownloadAnswer.Kind.LATER, download(ScriptedHttp.answering(304, ""), "").kind);
  }

  @Test public void endsOfTheSessionAndOfTheGenerationAreTold() {
    assertEquals(DownloadAnswer.Kind.DROP_EVERYTHING, download(ScriptedHttp.answering(401, "{}"), "").kind);
    assertEquals(DownloadAnswer.Kind.NEW_GENERATION, download(ScriptedHttp.answering(410, "{}"), "").kind);
  }

  @Test public void anAnswerWithoutABodyIsOneToo() {
    for (int status : new int[] {304, 401, 410, 429, 503}) {
      Http http = request -> new Http.Response(status, Collections.<String, String>emptyMap(), null);
      assertFalse(SyncProtocol.download(http, TOKEN, "\"abc\"", FilterBuilder.THEN).kind == DownloadAnswer.Kind.FRESH);
      assertFalse(SyncProtocol.link(http, "7K3M-9QXT", "").kind == LinkAnswer.Kind.LINKED);
    }
  }

  @Test public void whoIsTooManyOrFindsTheServerDownAsksLater() {
    assertLater(7200, ScriptedHttp.answering(429, "", "Retry-After", "7200"));
    assertLater(3600, ScriptedHttp.answering(429, ""));
    assertLater(30, ScriptedHttp.answering(503, "", "retry-after", "30"));
    assertLater(900, ScriptedHttp.answering(503, ""));
    assertLater(900, ScriptedHttp.down());
  }

  @Test public void nobodyIsPutOffForMoreThanADayOrForNoTime() {
    assertLater(86_400, ScriptedHttp.answering(503, "", "Retry-After", "999999999"));
    assertLater(1, ScriptedHttp.answering(503, "", "Retry-After", "0"));
    for (String odd : new String[] {"-5", "soon", "9999999999", "Wed, 25 Nov 2026 21:00:00 GMT"}) assertLater(900, ScriptedHttp.answering(500, "", "Retry-After", odd));
  }

  @Test public void anAnswerThatIsNotInTheContractChangesNothing() {
    for (int status : new int[] {100, 201, 204, 206, 301, 302, 307, 400, 403, 404, 407, 418, 500, 502, 504}) assertLater(900, ScriptedHttp.answering(status, FILE));
  }

  @Test public void aFileThatWasCutIsNotTaken() {
    for (int length = 0; length < FILE.length; length += 53) {
      assertLater(900, ScriptedHttp.cutAfter(Arrays.copyOf(FILE, length)));
      assertNoGood(ScriptedHttp.answering(200, Arrays.copyOf(FILE, length)));
    }
  }

  @Test public void aFileOfWhichOneByteIsAnotherIsNotTaken() {
    for (int at = 0; at < FILE.length; at += 7) {
      byte[] changed = FILE.clone();
      changed[at] ^= 1;
      assertNoGood(ScriptedHttp.answering(200, changed));
    }
  }

  @Test public void aFileWithoutEndIsReadToTheLimitOnly() {
    long[] given = {0};
    ScriptedHttp http = ScriptedHttp.endless(given);
    assertNoGood(http);
    assertTrue(given[0] <= CallerFilter.MOST_BYTES + 8192);
    assertTrue(http.closed);
  }

  @Test public void aFileOfAnotherGenerationOrOutOfItsTimeIsNotTakenAndSaysWhy() {
    FilterBuilder next = FilterBuilder.golden();
    next.generation = 2;
    assertEquals(FilterException.Fault.KEY, download(ScriptedHttp.answering(200, next.build()), "").fault);
    assertEquals(FilterException.Fault.LATE, SyncProtocol.download(ScriptedHttp.answering(200, FILE), TOKEN, "", GOLDEN.notAfter).fault);
    assertEquals(FilterException.Fault.EARLY, SyncProtocol.download(ScriptedHttp.answering(200, FILE), TOKEN, "", 0).fault);
    assertEquals(FilterException.Fault.FORM, download(ScriptedHttp.answering(200, "<html>Welcome to our Wi-Fi"), "").fault);
  }

  @Test public void anEtagThatWouldNotGoBackAsItCameIsLeftOut() {
    for (String odd : new String[] {"abc", "\"a\nb\"", "\"a\"\"", "\"\"", "\"é\"", "\"a b\""}) {
      DownloadAnswer answer = download(ScriptedHttp.answering(200, FILE, "ETag", odd), "");
      assertEquals(DownloadAnswer.Kind.FRESH, answer.kind);
      assertEquals(odd, "", answer.etag);
    }
    assertEquals("W/\"abc\"", download(ScriptedHttp.answering(200, FILE, "ETag", "W/\"abc\""), "").etag);
  }

  private static DownloadAnswer download(Http http, String etag) {
    return SyncProtocol.download(http, TOKEN, etag, FilterBuilder.THEN);
  }

  private static void assertLater(long seconds, Http http) {
    DownloadAnswer answer = download(http, "");
    assertEquals(DownloadAnswer.Kind.LATER, answer.kind);
    assertEquals(seconds, answer.retryAfterSeconds);
    assertNull(answer.file);
  }

  private static void assertNoGood(Http http) {
    DownloadAnswer answer = download(http, "");
    assertEquals(DownloadAnswer.Kind.LATER, answer.kind);
    assertTrue(answer.fault == FilterException.Fault.FORM || answer.fault == FilterException.Fault.KEY);
    assertNull(answer.file);
  }
}
