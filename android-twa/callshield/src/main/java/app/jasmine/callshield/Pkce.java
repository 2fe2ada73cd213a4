package app.jasmine.callshield;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The secret of a sign-in hand-over, and what may be shown of it (RFC 7636, method S256): who has seen the challenge cannot use the code. */
final class Pkce {
  private Pkce() {}

  /** base64url of 32 random bytes: 43 characters. */
  static String newVerifier(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64Url.write(bytes);
  }

  /** base64url(SHA-256(ascii verifier)): 43 characters. */
  static String challengeOf(String verifier) {
    try {
      return Base64Url.write(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Android has SHA-256", absent);
    }
  }
}
