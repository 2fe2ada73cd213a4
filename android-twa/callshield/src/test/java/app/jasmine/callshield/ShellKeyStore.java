package app.jasmine.callshield;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyProperties;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** As much of the provider `AndroidKeyStore` as KeystoreWrapper asks for, with keys in memory. It makes none but for AES-256-GCM. */
public final class ShellKeyStore extends Provider {
  private static final long serialVersionUID = 1;
  static final Map<String, Key> KEYS = new HashMap<>();

  @SuppressWarnings("deprecation")
  ShellKeyStore() {
    super("AndroidKeyStore", 1.0, "in memory");
    put("KeyStore.AndroidKeyStore", Store.class.getName());
    put("KeyGenerator.AES", Generator.class.getName());
  }

  @Override
  public synchronized Service getService(String type, String algorithm) {
    Service service = super.getService(type, algorithm);
    if (service == null) return null;
    return new Service(this, type, algorithm, service.getClassName(), null, null) {
      @Override
      public Object newInstance(Object parameter) {
        return type.equals("KeyStore") ? new Store() : new Generator();
      }
    };
  }

  public static final class Generator extends KeyGeneratorSpi {
    private KeyGenParameterSpec wanted;

    @Override
    protected void engineInit(AlgorithmParameterSpec given, SecureRandom random) throws InvalidAlgorithmParameterException {
      wanted = (KeyGenParameterSpec) given;
      boolean right = wanted.getKeySize() == 256 && wanted.getBlockModes()[0].equals(KeyProperties.BLOCK_MODE_GCM) && !wanted.isUserAuthenticationRequired();
      if (!right) throw new InvalidAlgorithmParameterException("no such key is asked for here");
    }

    @Override
    protected void engineInit(SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineInit(int size, SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SecretKey engineGenerateKey() {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      SecretKey key = new SecretKeySpec(bytes, "AES");
      KEYS.put(wanted.getKeystoreAlias(), key);
      return key;
    }
  }

  public static final class Store extends KeyStoreSpi {
    @Override
    public Key engineGetKey(String alias, char[] password) {
      return KEYS.get(alias);
    }

    @Override
    public void engineDeleteEntry(String alias) {
      KEYS.remove(alias);
    }

    @Override
    public void engineLoad(InputStream stream, char[] password) {}

    @Override
    public Enumeration<String> engineAliases() {
      return Collections.enumeration(KEYS.keySet());
    }

    @Override
    public boolean engineContainsAlias(String alias) {
      return KEYS.containsKey(alias);
    }

    @Override
    public int engineSize() {
      return KEYS.size();
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
      return KEYS.containsKey(alias);
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
      return false;
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
      return null;
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
      return null;
    }

    @Override
    public Date engineGetCreationDate(String alias) {
      return null;
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
      return null;
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineStore(OutputStream stream, char[] password) {
      throw new UnsupportedOperationException();
    }
  }
}
