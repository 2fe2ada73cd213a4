package app.jasmine.callshield;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProviderException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

@RunWith(RobolectricTestRunner.class)
public class FilterStoreShellTest {
  @Rule public final ShellPhone phone = new ShellPhone();

  @Test
  public void itLiesWhereNoBackupGoes() throws Exception {
    phone.linked();
    assertTrue(phone.folder().getPath(), phone.folder().getParentFile().getName().equals("no_backup"));
    assertArrayEquals(new String[] {"filter", "session"}, sorted(phone.folder().list()));
  }

  @Test
  public void tokenKeyAndSecretLieNowhereInTheOpen() throws Exception {
    phone.linked();
    String verifier = Pkce.newVerifier(new java.security.SecureRandom());
    phone.store().restart(state -> state.waiting(new LinkAttempt(Pkce.challengeOf(verifier), verifier, phone.now())));
    String written = phone.everythingWritten();
    LinkedToken token = ShellPhone.token(FilterBuilder.golden());
    String rawKey = new String(token.key(), java.nio.charset.StandardCharsets.ISO_8859_1);
    for (String secret : new String[] {token.token, Base64Url.write(token.key()), rawKey, verifier, "jasmine session"}) assertFalse(written.contains(secret));
  }

  @Test
  public void whatIsHalfWrittenIsNotRead() throws Exception {
    phone.linked();
    Path file = phone.folder().toPath().resolve("filter");
    Files.write(file.resolveSibling("filter.new"), new byte[] {1, 2, 3});
    assertTrue(phone.store().isUsable(phone.now()));
  }

  @Test
  public void aSessionThatIsChangedIsNotLinkedAndLinkingBeginsAnew() throws Exception {
    phone.linked();
    Path session = phone.folder().toPath().resolve("session");
    byte[] changed = Files.readAllBytes(session);
    changed[20] ^= 1;
    Files.write(session, changed);
    assertFalse(phone.store().session().isLinked());
    phone.linked();
    assertTrue(phone.store().isUsable(phone.now()));
  }

  @Test
  public void upkeepLosesNothingWhileTheKeyStoreRefuses() throws Exception {
    phone.linked();
    phone.keys.refusal = new ProviderException("the chip is busy");
    phone.store().change(state -> state.seen(phone.now() + 1));
    assertThrows(IOException.class, () -> phone.linked());
    phone.keys.refusal = null;
    assertTrue(phone.store().isUsable(phone.now()));
  }

  @Test
  public void aListOfAnOldLinkDoesNotReplaceTheNewOnes() throws Exception {
    phone.linked();
    LinkedToken old = new LinkedToken("token-of-before-0123456789", ShellPhone.THEN + ShellPhone.DAY, new byte[32], 1);
    phone.store().keep(new byte[10], old, state -> state.downloaded("\"old\"", phone.now()));
    assertTrue(phone.store().isUsable(phone.now()));
    assertEquals("\"1\"", phone.store().session().etag);
  }

  @Test
  public void aClockSetBackLengthensNothing() throws Exception {
    phone.linked();
    phone.daysPass(29);
    phone.ring("+33699999999");
    phone.daysPass(2);
    phone.ring("+33699999999");
    phone.daysPass(-20);
    assertFalse(phone.ring("+33612345678").overlayBefore);
    assertFalse(phone.store().session().isLinked());
  }

  @Test
  public void aListWhoseTimeIsOverStaysSoWhenTheClockIsSetBack() throws Exception {
    FilterBuilder tenDays = FilterBuilder.golden();
    tenDays.notAfter = (int) (FilterBuilder.THEN + 10 * 86_400);
    phone.linked(tenDays.build());
    phone.daysPass(11);
    phone.ring("+33699999999");
    phone.daysPass(-6);
    assertFalse(phone.ring("+33612345678").overlayBefore);
    assertEquals("Warnings are off", phone.titleOf(phone.notice()));
  }

  private static String[] sorted(String[] names) {
    java.util.Arrays.sort(names);
    return names;
  }
}
