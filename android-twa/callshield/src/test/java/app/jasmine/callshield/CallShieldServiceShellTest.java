package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import android.net.Uri;
import android.os.Build;
import android.telecom.Call;
import java.nio.file.Files;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

@RunWith(RobolectricTestRunner.class)
public class CallShieldServiceShellTest {
  @Rule public final ShellPhone phone = new ShellPhone();

  @Test
  public void aReportedCallerIsWarnedOfTwiceBeforeTheCallIsAnswered() throws Exception {
    ShellAnswers answers = phone.linked().ring("+33612345678");
    assertTrue(answers.overlayBefore);
    assertTrue(answers.notificationBefore);
    assertAllowedOnce(answers);
    assertEquals("Very dangerous", phone.overlayText(R.id.callshield_alert_level));
    assertEquals("Number ending in 5678", phone.overlayText(R.id.callshield_alert_number));
    assertEquals("Possible report – Very dangerous", phone.titleOf(phone.alert()));
    assertNull(phone.notice());
  }

  @Test
  public void aSlowHashIsWaitedFor() throws Exception {
    ShellAnswers answers = phone.linked(FilterBuilder.goldenSlow().build()).ring("07 12 34 56 78");
    assertTrue(answers.overlayBefore);
    assertEquals("Dangerous", phone.overlayText(R.id.callshield_alert_level));
  }

  @Test
  public void whoIsNotReportedRingsAndNothingIsShown() throws Exception {
    phone.linked();
    for (String number : new String[] {"+33699999999", "3117", "15", "Anonymous", ""}) assertSilent(phone.ring(number));
    assertNull(phone.notice());
  }

  @Test
  public void aHiddenNumberRingsAndNothingIsShown() throws Exception {
    assertSilent(phone.linked().ring(null));
    assertNull(phone.notice());
  }

  @Test
  public void aNumberInAnAddressIsReadAsWell() throws Exception {
    ShellAnswers answers = phone.linked().call(Uri.parse("sip:+33612345678@operator.example"), Call.Details.DIRECTION_INCOMING);
    assertTrue(answers.overlayBefore);
    assertAllowedOnce(answers);
  }

  @Test
  public void anOutgoingCallIsNotAnswered() throws Exception {
    ShellAnswers answers = phone.linked().call(Uri.parse("tel:+33612345678"), Call.Details.DIRECTION_OUTGOING);
    // In Android 11 the framework itself lets it go on; later it says that nothing was said. Neither is ours.
    assertEquals(Build.VERSION.SDK_INT < 31 ? 1 : 0, answers.allowed);
    assertEquals(0, answers.others);
    assertNothingShown();
  }

  @Test
  public void missingChangedAndUntimelyListsAllowTheCallAndAreTold() throws Exception {
    byte[] changed = FilterBuilder.golden().build();
    changed[60] ^= 1;
    FilterBuilder early = FilterBuilder.golden();
    early.notBefore = (int) FilterBuilder.THEN + 60;
    FilterBuilder late = FilterBuilder.golden();
    late.notAfter = (int) FilterBuilder.THEN - 60;
    for (byte[] file : new byte[][] {null, new byte[0], changed, early.build(), late.build()}) {
      QuietNotice.cancel(phone.app);
      phone.store().erase();
      assertSilent(phone.linked(file).ring("+33612345678"));
      assertEquals("Warnings are off", phone.titleOf(phone.notice()));
    }
  }

  @Test
  public void aHiddenNumberTellsOfAMissingListToo() throws Exception {
    assertSilent(phone.linked(null).ring(null));
    assertEquals("Warnings are off", phone.titleOf(phone.notice()));
  }

  @Test
  public void aPhoneThatWasNeverLinkedAllowsAndTells() throws Exception {
    assertSilent(phone.ring("+33612345678"));
    assertEquals("Warnings are off", phone.titleOf(phone.notice()));
  }

  @Test
  public void theNoticeGoesWhenWarningsAreOnAgain() throws Exception {
    phone.linked(null).ring("+33699999999");
    assertNotNull(phone.notice());
    phone.linked().ring("+33699999999");
    assertNull(phone.notice());
  }

  @Test
  public void aKeyStoreThatRefusesAllowsTellsAndLosesNothing() throws Exception {
    phone.linked();
    phone.keys.refusal = new java.security.ProviderException("the chip is busy");
    assertSilent(phone.ring("+33612345678"));
    assertEquals("Warnings are off", phone.titleOf(phone.notice()));
    phone.keys.refusal = null;
    assertTrue(phone.ring("+33612345678").overlayBefore);
    assertNull(phone.notice());
  }

  @Test
  public void errorsAllowTheCall() throws Exception {
    phone.linked();
    phone.keys.breakdown = new OutOfMemoryError();
    assertSilent(phone.ring("+33612345678"));
    phone.keys.breakdown = new StackOverflowError();
    assertSilent(phone.ring("+33612345678"));
  }

  @Test
  public void aCall31DaysAfterSignInShowsNothingAndDeletesKeyAndList() throws Exception {
    phone.linked();
    String[] before = phone.folder().list();
    assertEquals(2, before.length);
    byte[] sealed = Files.readAllBytes(phone.folder().toPath().resolve("session"));
    phone.daysPass(31);
    assertSilent(phone.ring("+33612345678"));
    assertEquals(1, phone.folder().list().length);
    assertFalse(phone.store().session().isLinked());
    assertThrowsToOpen(sealed);
    assertEquals("Sign in again", phone.titleOf(phone.notice()));
  }

  @Test
  public void aCall29DaysAfterSignInStillWarns() throws Exception {
    phone.linked();
    phone.daysPass(29);
    assertTrue(phone.ring("+33612345678").overlayBefore);
  }

  @Test
  public void noNumberIsWrittenAnywhere() throws Exception {
    phone.linked().ring("+33612345678");
    String written = phone.everythingWritten();
    for (String trace : new String[] {"612345678", "5678", "token-of-a-phone"}) assertFalse(trace, written.contains(trace));
  }

  private void assertThrowsToOpen(byte[] sealed) {
    try {
      phone.keys.unwrap(sealed);
    } catch (java.security.GeneralSecurityException gone) {
      return;
    }
    throw new AssertionError("what was sealed can still be opened");
  }

  private void assertSilent(ShellAnswers answers) {
    assertAllowedOnce(answers);
    assertNothingShown();
  }

  private void assertNothingShown() {
    assertFalse(phone.overlayShows());
    assertNull(phone.alert());
  }

  private static void assertAllowedOnce(ShellAnswers answers) {
    assertEquals(1, answers.allowed);
    assertEquals(0, answers.others);
  }
}
