package app.jasmine.callshield;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM under a key that the phone's hardware keeps: a copy of the storage opens nothing. Nonce (12 bytes), text, tag (16). */
final class KeystoreWrapper implements KeyWrapper {
  @Override
  public byte[] wrap(byte[] clear) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    Key key = store().getKey(ALIAS, null);
    cipher.init(Cipher.ENCRYPT_MODE, key == null ? newKey() : key);
    byte[] sealed = cipher.doFinal(clear);
    return ByteBuffer.allocate(NONCE + sealed.length).put(cipher.getIV()).put(sealed).array();
  }

  @Override
  public byte[] unwrap(byte[] sealed) throws GeneralSecurityException {
    Key key = store().getKey(ALIAS, null);
    if (key == null || sealed.length < NONCE) throw new GeneralSecurityException("nothing to open it with");
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
    return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
  }

  @Override
  public void forget() throws GeneralSecurityException {
    store().deleteEntry(ALIAS);
  }

  /** Asks for no unlocking: the phone rings while it is locked. */
  private static Key newKey() throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE);
    generator.init(
        new KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT | KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(256)
            .build());
    return generator.generateKey();
  }

  private static KeyStore store() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(STORE);
      store.load(null);
      return store;
    } catch (IOException unreadable) {
      throw new GeneralSecurityException(unreadable);
    }
  }

  private static final String STORE = "AndroidKeyStore";
  private static final String ALIAS = "callshield";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
}
