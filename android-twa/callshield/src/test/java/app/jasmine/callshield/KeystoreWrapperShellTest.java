package app.jasmine.callshield;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Arrays;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

@RunWith(RobolectricTestRunner.class)
public class KeystoreWrapperShellTest {
  private static final byte[] TEXT = "jasmine session 1".getBytes(StandardCharsets.UTF_8);
  private final KeystoreWrapper keys = new KeystoreWrapper();

  @Before
  public void aKeyStoreIsThere() {
    ShellKeyStore.KEYS.clear();
    Security.addProvider(new ShellKeyStore());
  }

  @After
  public void itIsGone() {
    Security.removeProvider("AndroidKeyStore");
  }

  @Test
  public void whatIsSealedIsOpenedByAnotherProcessOfThisPhone() throws Exception {
    byte[] sealed = keys.wrap(TEXT);
    assertArrayEquals(TEXT, new KeystoreWrapper().unwrap(sealed));
    assertEquals(1, ShellKeyStore.KEYS.size());
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("jasmine"));
  }

  @Test
  public void noSealIsLikeAnother() throws Exception {
    assertFalse(Arrays.equals(keys.wrap(TEXT), keys.wrap(TEXT)));
  }

  @Test
  public void whatWasChangedOrCutIsRefused() throws Exception {
    byte[] sealed = keys.wrap(TEXT);
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThrows(GeneralSecurityException.class, () -> keys.unwrap(changed));
      byte[] cut = Arrays.copyOf(sealed, at);
      assertThrows(GeneralSecurityException.class, () -> keys.unwrap(cut));
    }
  }

  @Test
  public void whatIsForgottenIsNeverOpenedAgain() throws Exception {
    byte[] sealed = keys.wrap(TEXT);
    keys.forget();
    assertThrows(GeneralSecurityException.class, () -> keys.unwrap(sealed));
    keys.wrap(TEXT);
    assertThrows(GeneralSecurityException.class, () -> keys.unwrap(sealed));
  }
}
