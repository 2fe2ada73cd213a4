package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.app.KeyguardManager;
import android.app.Notification;
import android.app.NotificationManager;
import android.content.Intent;
import android.os.Looper;
import android.view.View;
import android.view.WindowManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowSettings;

@RunWith(RobolectricTestRunner.class)
public class AlertShellTest {
  @Rule public final ShellPhone phone = new ShellPhone();

  @Test
  public void eachLevelHasItsWordItsBarsAndItsColour() throws Exception {
    String[][] callers = {
      {"+33612345678", "Very dangerous"}, {"+33712345678", "Dangerous"}, {"+262692123456", "Risky"},
      {"+590690123456", "Unpleasant"}, {"+68987123456", "Fantasist"}, {"+32470123456", "Difficult meeting"}
    };
    phone.linked();
    Set<Integer> colours = new HashSet<>();
    for (int at = 0; at < callers.length; at++) {
      phone.ring(callers[at][0]);
      assertEquals(callers[at][1], phone.overlayText(R.id.callshield_alert_level));
      assertEquals(6 - at, ((LevelBars) phone.overlays().get(0).findViewById(R.id.callshield_alert_bars)).severity());
      assertTrue(phone.alert().extras.getString(Notification.EXTRA_TEXT), phone.alert().extras.getString(Notification.EXTRA_TEXT).contains("Danger " + (6 - at) + " of 6"));
      colours.add(phone.alert().color);
    }
    assertEquals(6, colours.size());
  }

  @Test
  public void aSecondCallFillsTheWindowOfTheFirst() throws Exception {
    phone.linked().ring("+33612345678");
    View first = phone.overlays().get(0);
    List<String> changes = new ArrayList<>();
    first.addOnAttachStateChangeListener(new Attachments(changes));
    phone.ring("+32470123456");
    assertEquals(1, phone.overlays().size());
    assertSame(first, phone.overlays().get(0));
    assertEquals("Difficult meeting", phone.overlayText(R.id.callshield_alert_level));
    first.findViewById(R.id.callshield_alert_close).performClick();
    phone.ring("+33612345678");
    assertSame(first, phone.overlays().get(0));
    assertTrue(phone.overlayShows());
    assertEquals("the window was never taken away", new ArrayList<>(), changes);
  }

  @Test
  public void whoListensHearsLevelAndNumber() throws Exception {
    phone.linked().ring("+33612345678");
    View text = phone.overlays().get(0).findViewById(R.id.callshield_alert_text);
    assertEquals(View.ACCESSIBILITY_LIVE_REGION_ASSERTIVE, text.getAccessibilityLiveRegion());
    String spoken = text.getContentDescription().toString();
    assertTrue(spoken, spoken.startsWith("Possible report. Very dangerous. Danger 6 of 6. Number ending in 5678."));
  }

  @Test
  public void aLockedScreenSaysNeitherLevelNorNumber() throws Exception {
    shadowOf(phone.app.getSystemService(KeyguardManager.class)).setKeyguardLocked(true);
    phone.linked().ring("+33612345678");
    assertEquals("Check before you answer", phone.overlayText(R.id.callshield_alert_title));
    assertEquals(View.GONE, phone.overlays().get(0).findViewById(R.id.callshield_alert_said).getVisibility());
    assertEquals("Check before you answer", phone.overlays().get(0).findViewById(R.id.callshield_alert_text).getContentDescription());
    assertNeutral(phone.alert());
  }

  @Test
  public void aPhoneThatIsLockedAfterwardsHasNeutralWordsToShow() throws Exception {
    phone.linked().ring("+33612345678");
    assertEquals(Notification.VISIBILITY_PRIVATE, phone.alert().visibility);
    assertNeutral(phone.alert().publicVersion);
  }

  @Test
  public void withoutOverlayTheNotificationSaysMoreWhenThePhoneIsUnlocked() throws Exception {
    ShadowSettings.setCanDrawOverlays(false);
    shadowOf(phone.app.getSystemService(KeyguardManager.class)).setKeyguardLocked(true);
    phone.linked().ring("+33612345678");
    assertNeutral(phone.alert());
    unlock();
    assertEquals("Possible report – Very dangerous", phone.titleOf(phone.alert()));
  }

  @Test
  public void ofTwoCallsWhileLockedTheLastIsTold() throws Exception {
    shadowOf(phone.app.getSystemService(KeyguardManager.class)).setKeyguardLocked(true);
    phone.linked().ring("+33612345678");
    phone.ring("+33712345678");
    unlock();
    assertEquals("Dangerous", phone.overlayText(R.id.callshield_alert_level));
    assertEquals("Possible report – Dangerous", phone.titleOf(phone.alert()));
  }

  @Test
  public void unlockingLongAfterwardsTellsNothing() throws Exception {
    shadowOf(phone.app.getSystemService(KeyguardManager.class)).setKeyguardLocked(true);
    phone.linked().ring("+33612345678");
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMinutes(3));
    unlock();
    assertFalse(phone.overlayShows());
    assertNeutral(phone.alert());
  }

  @Test
  public void theLevelFollowsWhenThePhoneIsUnlocked() throws Exception {
    shadowOf(phone.app.getSystemService(KeyguardManager.class)).setKeyguardLocked(true);
    phone.linked().ring("+33712345678");
    unlock();
    assertEquals("Dangerous", phone.overlayText(R.id.callshield_alert_level));
    assertEquals(View.VISIBLE, phone.overlays().get(0).findViewById(R.id.callshield_alert_said).getVisibility());
  }

  @Test
  public void whatWasClosedWhileLockedDoesNotComeBack() throws Exception {
    shadowOf(phone.app.getSystemService(KeyguardManager.class)).setKeyguardLocked(true);
    phone.linked().ring("+33712345678");
    phone.overlays().get(0).findViewById(R.id.callshield_alert_close).performClick();
    unlock();
    assertFalse(phone.overlayShows());
  }

  @Test
  public void withoutOverlayTheNotificationComes() throws Exception {
    ShadowSettings.setCanDrawOverlays(false);
    ShellAnswers answers = phone.linked().ring("+33612345678");
    assertTrue(answers.notificationBefore);
    assertEquals(0, phone.overlays().size());
    assertEquals(1, answers.allowed);
  }

  @Test
  public void withoutNotificationsTheOverlayComes() throws Exception {
    shadowOf(phone.app.getSystemService(NotificationManager.class)).setNotificationsEnabled(false);
    ShellAnswers answers = phone.linked().ring("+33612345678");
    assertTrue(answers.overlayBefore);
    assertEquals(1, answers.allowed);
  }

  @Test
  public void withNeitherTheCallIsAllowed() throws Exception {
    ShadowSettings.setCanDrawOverlays(false);
    shadowOf(phone.app.getSystemService(NotificationManager.class)).setNotificationsEnabled(false);
    ShellAnswers answers = phone.linked().ring("+33612345678");
    assertEquals(1, answers.allowed);
    assertEquals(0, answers.others);
    assertFalse(SetUpState.of(phone.app).warns());
  }

  @Test
  public void theNotificationComesDownWithoutSoundAndWithoutTheWholeScreen() throws Exception {
    phone.linked().ring("+33612345678");
    android.app.NotificationChannel channel = phone.app.getSystemService(NotificationManager.class).getNotificationChannel(AlertNotification.CHANNEL);
    assertEquals(NotificationManager.IMPORTANCE_HIGH, channel.getImportance());
    assertNull(channel.getSound());
    assertFalse(channel.shouldVibrate());
    assertNull(phone.alert().fullScreenIntent);
    assertTrue(phone.alert().getTimeoutAfter() > 0);
  }

  @Test
  public void closeTakesBothAway() throws Exception {
    phone.linked().ring("+33612345678");
    phone.overlays().get(0).findViewById(R.id.callshield_alert_close).performClick();
    assertFalse(phone.overlayShows());
    assertNull(phone.alert());
  }

  @Test
  public void openGoesToTheWebAppWithoutTheNumber() throws Exception {
    phone.linked().ring("+33612345678");
    phone.overlays().get(0).findViewById(R.id.callshield_alert_open).performClick();
    Intent opened = shadowOf(phone.app).getNextStartedActivity();
    assertEquals("https://jasmine.test/app", opened.getDataString());
    assertNull(opened.getExtras());
    assertFalse(phone.overlayShows());
  }

  @Test
  public void theOverlayGoesByItselfAndLeavesTheCallsButtonsAlone() throws Exception {
    phone.linked().ring("+33612345678");
    int flags = ((WindowManager.LayoutParams) phone.overlays().get(0).getLayoutParams()).flags;
    assertTrue((flags & WindowManager.LayoutParams.FLAG_NOT_FOCUSABLE) != 0 && (flags & WindowManager.LayoutParams.FLAG_NOT_TOUCH_MODAL) != 0);
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMinutes(3));
    assertFalse(phone.overlayShows());
    flags = ((WindowManager.LayoutParams) phone.overlays().get(0).getLayoutParams()).flags;
    assertTrue((flags & WindowManager.LayoutParams.FLAG_NOT_TOUCHABLE) != 0);
  }

  @Test
  @Config(qualifiers = "fr")
  public void frenchIsSpoken() throws Exception {
    phone.linked().ring("+33612345678");
    assertEquals("Signalement possible – Très dangereux", phone.titleOf(phone.alert()));
    assertEquals("Numéro finissant par 5678", phone.overlayText(R.id.callshield_alert_number));
    assertEquals("Vérifiez avant de répondre", phone.titleOf(phone.alert().publicVersion));
  }

  @Test
  public void aTestSaysThatNobodyIsCalling() {
    new AlertPresenter(phone.app).showTest();
    assertEquals("Test: nobody is calling", phone.overlayText(R.id.callshield_alert_title));
    assertNotNull(phone.alert());
  }

  private void unlock() {
    shadowOf(phone.app.getSystemService(KeyguardManager.class)).setKeyguardLocked(false);
    phone.app.sendBroadcast(new Intent(Intent.ACTION_USER_PRESENT));
    shadowOf(Looper.getMainLooper()).idle();
  }

  private void assertNeutral(Notification shown) {
    assertEquals("Check before you answer", phone.titleOf(shown));
    assertFalse(shown.extras.toString(), shown.extras.toString().matches("(?s).*(5678|dangerous|Danger|report).*"));
    assertEquals(Notification.COLOR_DEFAULT, shown.color);
  }

  private static final class Attachments implements View.OnAttachStateChangeListener {
    private final List<String> changes;

    Attachments(List<String> changes) {
      this.changes = changes;
    }

    @Override
    public void onViewAttachedToWindow(View view) {
      changes.add("added");
    }

    @Override
    public void onViewDetachedFromWindow(View view) {
      changes.add("removed");
    }
  }
}
