package app.jasmine.callshield;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** In place of the phone's key store, which can be told to refuse. */
final class ShellKeys implements KeyWrapper {
  private final SecureRandom random = new SecureRandom();
  private byte[] key;
  /** Thrown instead of an answer: real key stores have exceptions of their own. */
  RuntimeException refusal;
  /** Not even an exception. */
  Error breakdown;

  @Override
  public byte[] wrap(byte[] clear) throws GeneralSecurityException {
    refuse();
    if (key == null) random.nextBytes(key = new byte[32]);
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(clear);
    return ByteBuffer.allocate(12 + sealed.length).put(nonce).put(sealed).array();
  }

  @Override
  public byte[] unwrap(byte[] sealed) throws GeneralSecurityException {
    refuse();
    if (key == null || sealed.length < 12) throw new GeneralSecurityException("nothing to open it with");
    byte[] nonce = java.util.Arrays.copyOf(sealed, 12);
    return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, 12, sealed.length - 12);
  }

  @Override
  public void forget() {
    refuse();
    key = null;
  }

  boolean hasKey() {
    return key != null;
  }

  private void refuse() {
    if (breakdown != null) throw breakdown;
    if (refusal != null) throw refusal;
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    return cipher;
  }
}
