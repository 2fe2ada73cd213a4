package app.jasmine.callshield;

/** What a sign-in hand-over gives (`src/domain/callshield-api.ts`, LinkedToken): it reads the caller filter and nothing else. */
final class LinkedToken {
  /** As it goes into the Authorization header. */
  final String token;
  /** Milliseconds since 1970: 30 days after the member signed in. */
  final long expiresAt;
  final int generation;
  private final byte[] key;

  /** `key`: 32 bytes, of the filter. Throws IllegalArgumentException for what the server never gives. */
  LinkedToken(String token, long expiresAt, byte[] key, int generation) {
    if (!isToken(token) || expiresAt < 0 || key.length != 32 || generation < 0 || generation > MOST_GENERATION) throw new IllegalArgumentException("no such token");
    this.token = token;
    this.expiresAt = expiresAt;
    this.key = key.clone();
    this.generation = generation;
  }

  byte[] key() {
    return key.clone();
  }

  /** RFC 6750 section 2.1: nothing in it ends a line of a request. */
  private static boolean isToken(String text) {
    if (text.length() < 16 || text.length() > 512) return false;
    for (int at = 0; at < text.length(); at++) if (TOKEN.indexOf(text.charAt(at)) < 0) return false;
    return true;
  }

  private static final String TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=";
  /** Nine digits: what the server reads in a request. */
  private static final int MOST_GENERATION = 999_999_999;
}
