package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.app.Activity;
import android.app.NotificationManager;
import android.app.role.RoleManager;
import android.content.ContentProvider;
import android.content.ContentValues;
import android.content.Intent;
import android.database.Cursor;
import android.database.MatrixCursor;
import android.net.Uri;
import android.os.Build;
import android.os.Looper;
import android.provider.ContactsContract.CommonDataKinds.Phone;
import android.provider.Settings;
import android.view.View;
import android.view.WindowManager;
import android.widget.TextView;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowBuild;
import org.robolectric.shadows.ShadowContentResolver;
import org.robolectric.shadows.ShadowSettings;
import org.robolectric.util.ReflectionHelpers;

@RunWith(RobolectricTestRunner.class)
public class SetUpShellTest {
  @Rule public final ShellPhone phone = new ShellPhone();

  @Test
  public void whenAllIsThereWarningsAreOn() throws Exception {
    phone.linked();
    SetUpActivity screen = opened();
    assertSays(screen, R.id.callshield_head, "Warnings are on");
    assertSays(screen, R.id.callshield_link_text, "Linked until March 4, 2026. Then you are asked to sign in again.");
    assertTrue(said(screen, R.id.callshield_list_text), said(screen, R.id.callshield_list_text).startsWith("Up to date on February 2"));
    assertSays(screen, R.id.callshield_role_text, "Allowed.");
    assertFalse(shown(screen, R.id.callshield_role_ask));
  }

  @Test
  public void eachThingThatIsMissingIsNamedAndTurnsWarningsOff() throws Exception {
    NotificationManager notifications = phone.app.getSystemService(NotificationManager.class);
    assertOff(R.string.callshield_next_link);
    phone.linked(null);
    assertOff(R.string.callshield_next_list);
    byte[] changed = FilterBuilder.golden().build();
    changed[60] ^= 1;
    phone.linked(changed);
    assertOff(R.string.callshield_next_list);
    assertSays(opened(), R.id.callshield_list_text, "The list is damaged and is not used. Update it.");
    phone.linked();
    shadowOf(notifications).setNotificationsEnabled(false);
    ShadowSettings.setCanDrawOverlays(false);
    assertOff(R.string.callshield_next_notifications);
    ShadowSettings.setCanDrawOverlays(true);
    assertSays(opened(), R.id.callshield_head, "Warnings are on");
    assertSays(opened(), R.id.callshield_head_next, "Some phones hide the warning over the call: allow notifications too.");
    shadowOf(notifications).setNotificationsEnabled(true);
    shadowOf(phone.app.getSystemService(RoleManager.class)).removeHeldRole(RoleManager.ROLE_CALL_SCREENING);
    assertOff(R.string.callshield_next_role);
  }

  @Test
  public void thirtyOneDaysLaterItSaysSignInAgainAndTheKeyIsGone() throws Exception {
    phone.linked();
    phone.daysPass(31);
    assertOff(R.string.callshield_next_sign_in_again);
    assertFalse(phone.store().session().isLinked());
    assertEquals(1, phone.folder().list().length);
  }

  @Test
  public void aWrongDateIsNamed() throws Exception {
    FilterBuilder early = FilterBuilder.golden();
    early.notBefore = (int) FilterBuilder.THEN + 60;
    phone.linked(early.build());
    assertSays(opened(), R.id.callshield_list_text, "The phone’s date seems to be wrong: the list is newer than it. Check the date.");
  }

  @Test
  public void theRoleIsAskedForAndNotTheOverlaySettings() {
    shadowOf(phone.app.getSystemService(RoleManager.class)).removeHeldRole(RoleManager.ROLE_CALL_SCREENING);
    SetUpActivity screen = opened();
    screen.findViewById(R.id.callshield_role_ask).performClick();
    Intent asked = shadowOf(screen).getNextStartedActivity();
    assertEquals("android.app.role.action.REQUEST_ROLE", asked.getAction());
    assertEquals(RoleManager.ROLE_CALL_SCREENING, asked.getStringExtra(Intent.EXTRA_ROLE_NAME));
  }

  @Test
  public void contactsAreAskedForOnlyWhenTheMemberWantsIt() throws Exception {
    phone.linked();
    SetUpActivity screen = opened();
    assertNull(shadowOf(screen).getLastRequestedPermission());
    screen.findViewById(R.id.callshield_contacts_ask).performClick();
    assertEquals(Manifest.permission.READ_CONTACTS, shadowOf(screen).getLastRequestedPermission().requestedPermissions[0]);
    shadowOf(phone.app).grantPermissions(Manifest.permission.READ_CONTACTS);
    assertFalse(shown(opened(), R.id.callshield_contacts_ask));
  }

  @Test
  public void oneSavedNumberIsCheckedWithoutAnyPermission() throws Exception {
    phone.linked();
    ShadowContentResolver.registerProviderInternal(Phone.CONTENT_URI.getAuthority(), new OneContact("06 12 34 56 78"));
    SetUpActivity screen = opened();
    screen.findViewById(R.id.callshield_contacts_check).performClick();
    Intent asked = shadowOf(screen).getNextStartedActivity();
    assertEquals(Intent.ACTION_PICK, asked.getAction());
    shadowOf(screen).receiveResult(asked, Activity.RESULT_OK, new Intent().setData(Uri.withAppendedPath(Phone.CONTENT_URI, "1")));
    shadowOf(Looper.getMainLooper()).idle();
    assertSays(screen, R.id.callshield_contacts_result, "Possible report: Very dangerous. Open Jasmine to check.");
  }

  @Test
  public void aNumberThatIsNotListedIsNotCalledSafe() throws Exception {
    phone.linked();
    ShadowContentResolver.registerProviderInternal(Phone.CONTENT_URI.getAuthority(), new OneContact("06 99 99 99 99"));
    SetUpActivity screen = opened();
    screen.findViewById(R.id.callshield_contacts_check).performClick();
    shadowOf(screen).receiveResult(shadowOf(screen).getNextStartedActivity(), Activity.RESULT_OK, new Intent().setData(Uri.withAppendedPath(Phone.CONTENT_URI, "1")));
    shadowOf(Looper.getMainLooper()).idle();
    assertSays(screen, R.id.callshield_contacts_result, "This number is not in the list. That does not mean that somebody is safe.");
  }

  @Test
  public void aTestWarningIsShownOrItSaysThatItCannotBeSeen() {
    SetUpActivity screen = opened();
    screen.findViewById(R.id.callshield_test_show).performClick();
    assertTrue(phone.overlayShows());
    assertSays(screen, R.id.callshield_test_result, "The test warning is shown now. Close it with “Close”.");
    ShadowSettings.setCanDrawOverlays(false);
    shadowOf(phone.app.getSystemService(NotificationManager.class)).setNotificationsEnabled(false);
    screen.findViewById(R.id.callshield_test_show).performClick();
    assertSays(screen, R.id.callshield_test_result, "The warning cannot be seen. Allow notifications, then try again.");
  }

  @Test
  public void takingItOffLeavesNothing() throws Exception {
    phone.linked();
    SetUpActivity screen = opened();
    screen.findViewById(R.id.callshield_remove).performClick();
    assertEquals(0, phone.folder().list().length);
    assertFalse(phone.keys.hasKey());
    assertSays(screen, R.id.callshield_head, "Warnings are off");
    assertEquals(0, phone.app.getSystemService(android.app.job.JobScheduler.class).getAllPendingJobs().size());
  }

  @Test
  public void anUpdateThatFailsSaysSoAndKeepsTheList() throws Exception {
    phone.linked();
    Shield.origin = "https://127.0.0.1:1";
    SetUpActivity screen = opened();
    screen.findViewById(R.id.callshield_list_update).performClick();
    shadowOf(Looper.getMainLooper()).idle();
    assertSays(screen, R.id.callshield_list_text, "The list could not be updated now. Try again later; what is on the phone stays in use.");
    assertSays(screen, R.id.callshield_head, "Warnings are on");
  }

  @Test
  public void aPhoneThatCannotScreenIsToldPlainly() {
    shadowOf(phone.app.getSystemService(RoleManager.class)).removeHeldRole(RoleManager.ROLE_CALL_SCREENING);
    shadowOf(phone.app.getSystemService(RoleManager.class)).removeAvailableRole(RoleManager.ROLE_CALL_SCREENING);
    SetUpActivity screen = opened();
    assertSays(screen, R.id.callshield_head_next, screen.getString(R.string.callshield_next_too_old));
    assertFalse(shown(screen, R.id.callshield_role_ask));
  }

  @Test
  public void android9IsToldPlainlyAndAskedForNothing() {
    ReflectionHelpers.setStaticField(Build.VERSION.class, "SDK_INT", 28);
    SetUpActivity screen = opened();
    assertSays(screen, R.id.callshield_head, "Warnings are off");
    assertSays(screen, R.id.callshield_head_next, screen.getString(R.string.callshield_next_too_old));
    assertFalse(shown(screen, R.id.callshield_role_ask) || shown(screen, R.id.callshield_contacts_ask));
  }

  @Test
  public void onAndroid14NotificationsAreAskedForAndBeforeTheSettingsOpen() {
    shadowOf(phone.app.getSystemService(NotificationManager.class)).setNotificationsEnabled(false);
    SetUpActivity screen = opened();
    screen.findViewById(R.id.callshield_notifications_ask).performClick();
    if (Build.VERSION.SDK_INT >= 33) assertEquals(Manifest.permission.POST_NOTIFICATIONS, shadowOf(screen).getLastRequestedPermission().requestedPermissions[0]);
    else assertEquals(Settings.ACTION_APP_NOTIFICATION_SETTINGS, shadowOf(screen).getNextStartedActivity().getAction());
  }

  @Test
  public void eachMakerHasItsHelp() {
    ShadowBuild.setManufacturer("Xiaomi");
    assertTrue(said(opened(), R.id.callshield_maker_text).contains("Autostart"));
    ShadowBuild.setManufacturer("HONOR");
    assertTrue(said(opened(), R.id.callshield_maker_text).contains("App launch"));
    ShadowBuild.setManufacturer("nobody");
    assertSays(opened(), R.id.callshield_maker_text, phone.app.getString(R.string.callshield_maker_other));
  }

  @Test
  public void theIconOpensTheWebAppOnceWarningsAreOn() throws Exception {
    assertEquals(SetUpActivity.class.getName(), startedByIcon().getComponent().getClassName());
    phone.linked();
    assertEquals("https://jasmine.test/app", startedByIcon().getDataString());
  }

  @Test
  public void noPictureOfTheScreenIsKept() {
    assertTrue((opened().getWindow().getAttributes().flags & WindowManager.LayoutParams.FLAG_SECURE) != 0);
  }

  @Test
  @Config(qualifiers = "fr")
  public void itIsInFrenchOnAFrenchPhone() throws Exception {
    phone.linked();
    SetUpActivity screen = opened();
    assertSays(screen, R.id.callshield_head, "Avertissements en marche");
    assertSays(screen, R.id.callshield_link_text, "Relié jusqu’au 4 mars 2026. Ensuite, il faudra vous reconnecter.");
  }

  private Intent startedByIcon() {
    return shadowOf(Robolectric.buildActivity(OpenActivity.class).create().get()).getNextStartedActivity();
  }

  private void assertOff(int next) {
    SetUpActivity screen = opened();
    assertSays(screen, R.id.callshield_head, "Warnings are off");
    assertSays(screen, R.id.callshield_head_next, screen.getString(next));
  }

  private static SetUpActivity opened() {
    return Robolectric.buildActivity(SetUpActivity.class).setup().get();
  }

  private static void assertSays(SetUpActivity screen, int id, String text) {
    assertEquals(text, said(screen, id));
  }

  private static String said(SetUpActivity screen, int id) {
    return ((TextView) screen.findViewById(id)).getText().toString();
  }

  private static boolean shown(SetUpActivity screen, int id) {
    return screen.findViewById(id).getVisibility() == View.VISIBLE;
  }

  /** An address book with one number. */
  private static final class OneContact extends ContentProvider {
    private final String number;

    OneContact(String number) {
      this.number = number;
    }

    @Override
    public Cursor query(Uri uri, String[] columns, String where, String[] values, String order) {
      MatrixCursor rows = new MatrixCursor(columns);
      rows.addRow(new Object[] {number});
      return rows;
    }

    @Override
    public boolean onCreate() {
      return true;
    }

    @Override
    public String getType(Uri uri) {
      return null;
    }

    @Override
    public Uri insert(Uri uri, ContentValues values) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int delete(Uri uri, String where, String[] values) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int update(Uri uri, ContentValues values, String where, String[] arguments) {
      throw new UnsupportedOperationException();
    }
  }
}
