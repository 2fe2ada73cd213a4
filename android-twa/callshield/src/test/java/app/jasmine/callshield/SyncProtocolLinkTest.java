package app.jasmine.callshield;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.Test;

public class SyncProtocolLinkTest {
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  private static final String TOKEN = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";
  private static final String ANSWER = answer(TOKEN, "2026-12-24T10:00:00.000Z", KEY, "3");

  @Test public void aCodeIsChangedForATokenWithTheVerifier() {
    ScriptedHttp http = ScriptedHttp.answering(200, ANSWER);
    LinkAnswer answer = SyncProtocol.link(http, "7K3M-9QXT", VERIFIER);
    assertEquals(LinkAnswer.Kind.LINKED, answer.kind);
    assertEquals(TOKEN, answer.token.token);
    assertEquals(1_798_106_400_000L, answer.token.expiresAt);
    assertArrayEquals(FilterBuilder.golden().key, answer.token.key());
    assertEquals(3, answer.token.generation);
    assertEquals("POST", http.asked.method);
    assertEquals("the code is in no path", "/api/callshield/token", http.asked.path);
    assertEquals("application/json", http.asked.headers.get("Content-Type"));
    assertEquals("{\"code\":\"7K3M-9QXT\",\"verifier\":\"" + VERIFIER + "\"}", new String(http.asked.body, StandardCharsets.US_ASCII));
    assertTrue(http.closed);
  }

  @Test public void aCodeThatIsWrongUsedOrOverIsRefused() {
    assertEquals(LinkAnswer.Kind.REFUSED, link(ScriptedHttp.answering(400, "{\"error\":\"code\"}")).kind);
  }

  @Test public void withoutNetworkOrWithABusyServerItIsLater() {
    assertLater(ScriptedHttp.down());
    for (int status : new int[] {201, 204, 301, 401, 403, 404, 410, 429, 500, 503}) assertLater(ScriptedHttp.answering(status, ANSWER));
    assertLater(ScriptedHttp.cutAfter(ANSWER.getBytes(StandardCharsets.UTF_8)));
    assertLater(ScriptedHttp.endless(new long[1]));
  }

  @Test public void anAnswerThatWasCutAnywhereIsNoToken() {
    byte[] whole = ANSWER.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) assertLater(ScriptedHttp.answering(200, Arrays.copyOf(whole, length)));
  }

  @Test public void fieldsThatAreNotInTheContractAreLeftAlone() {
    assertEquals(LinkAnswer.Kind.LINKED, link(ScriptedHttp.answering(200, ANSWER.replace("{", "{ \"news\": \"é\\u00e9\", \"half\": 0.5,\n"))).kind);
  }

  @Test public void anAnswerWithAnythingOddIsNoToken() {
    String[] odd = {
      answer("short", "2026-12-24T10:00:00.000Z", KEY, "3"),
      answer(TOKEN + "\\r\\nCookie: x", "2026-12-24T10:00:00.000Z", KEY, "3"),
      answer(TOKEN, "2026-12-24", KEY, "3"),
      answer(TOKEN, "2026-02-30T10:00:00.000Z", KEY, "3"),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", KEY.substring(1), "3"),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", KEY + "=", "3"),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", Base64Url.write(new byte[31]), "3"),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", Base64Url.write(new byte[33]), "3"),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", KEY, "-1"),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", KEY, "3.0"),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", KEY, "\"3\""),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", KEY, "1000000000"),
      answer(TOKEN, "2026-12-24T10:00:00.000Z", KEY, "4294967299"),
      ANSWER.replace("\"token\"", "\"tokens\""),
      ANSWER.replace("}", ",\"generation\":3}"),
      ANSWER.replace("}", ",\"more\":{}}"),
      ANSWER + "x",
      "[" + ANSWER + "]",
      "null",
      ""
    };
    for (String one : odd) {
      LinkAnswer answer = link(ScriptedHttp.answering(200, one));
      assertEquals(one, LinkAnswer.Kind.LATER, answer.kind);
      assertNull(answer.token);
    }
    byte[] notUtf8 = ANSWER.replace("{", "{\"name\":\"?\",").getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < notUtf8.length; at++) if (notUtf8[at] == '?') notUtf8[at] = (byte) 0xff;
    assertLater(ScriptedHttp.answering(200, notUtf8));
  }

  private static LinkAnswer link(Http http) {
    return SyncProtocol.link(http, "7K3M-9QXT", VERIFIER);
  }

  private static void assertLater(Http http) {
    assertEquals(LinkAnswer.Kind.LATER, link(http).kind);
  }

  private static String answer(String token, String expiresAt, String key, String generation) {
    return "{\"token\":\"" + token + "\",\"expiresAt\":\"" + expiresAt + "\",\"key\":\"" + key + "\",\"generation\":" + generation + "}";
  }
}
