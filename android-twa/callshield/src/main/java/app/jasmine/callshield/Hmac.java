package app.jasmine.callshield;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key. For one thread at a time: the machine's Mac is made once and used again. */
final class Hmac {
  static final int BYTES = 32;
  private final Mac mac;

  /** `key`: at least one byte. */
  Hmac(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every Android has HmacSHA256", absent);
    }
  }

  byte[] of(byte[] message) {
    return mac.doFinal(message);
  }

  byte[] of(byte[] message, int from, int count) {
    mac.update(message, from, count);
    return mac.doFinal();
  }

  /**
   * PBKDF2-HMAC-SHA256 of the password that is this key, 32 bytes (RFC 8018 section 5.2, first block). Written here, for Android 7 has none
   * in its SecretKeyFactory; `iterations` rounds of two SHA-256 blocks each is all that it costs.
   */
  byte[] pbkdf2(byte[] salt, long iterations) {
    mac.update(salt);
    byte[] round = mac.doFinal(FIRST_BLOCK);
    byte[] sum = round.clone();
    try {
      for (long done = 1; done < iterations; done++) {
        mac.update(round);
        mac.doFinal(round, 0);
        for (int at = 0; at < BYTES; at++) sum[at] ^= round[at];
      }
    } catch (ShortBufferException impossible) {
      throw new IllegalStateException(impossible);
    }
    return sum;
  }

  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};
}
