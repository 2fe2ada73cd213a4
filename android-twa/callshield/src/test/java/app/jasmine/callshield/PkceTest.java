package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.security.SecureRandom;
import org.junit.Test;

public class PkceTest {
  /** RFC 7636 appendix B. */
  @Test public void theChallengeIsThatOfTheStandard() {
    assertEquals("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
  }

  @Test public void aVerifierIs32BytesAndNeverTheSame() {
    SecureRandom random = new SecureRandom();
    String one = Pkce.newVerifier(random);
    assertTrue(one, one.matches("[A-Za-z0-9_-]{43}"));
    assertEquals(32, Base64Url.read(one).length);
    assertNotEquals(one, Pkce.newVerifier(random));
    assertTrue(Pkce.challengeOf(one).matches("[A-Za-z0-9_-]{43}"));
  }
}
