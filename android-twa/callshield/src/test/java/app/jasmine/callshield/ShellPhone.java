package app.jasmine.callshield;

import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.app.Notification;
import android.app.NotificationManager;
import android.app.role.RoleManager;
import android.content.Intent;
import android.net.Uri;
import android.os.Looper;
import android.service.notification.StatusBarNotification;
import android.telecom.Call;
import android.telecom.ParcelableCall;
import android.view.View;
import android.view.WindowManager;
import android.widget.TextView;
import com.android.internal.telecom.ICallScreeningService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.rules.ExternalResource;
import org.robolectric.Robolectric;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ServiceController;
import org.robolectric.shadows.ShadowSettings;
import org.robolectric.shadows.ShadowWindowManagerImpl;

/** A phone with Jasmine on it: the role held, overlays allowed, the clock within the golden file's time, and a server that is not there yet. */
final class ShellPhone extends ExternalResource {
  static final long THEN = FilterBuilder.THEN * 1000;
  static final long DAY = 24 * 3_600_000L;
  private long now = THEN;
  final ShellKeys keys = new ShellKeys();
  final Application app = RuntimeEnvironment.getApplication();

  @Override
  protected void before() {
    Shield.clock = () -> now;
    Shield.keys = keys;
    Shield.background = Runnable::run;
    Shield.origin = "https://jasmine.test";
    AlertOverlay.only = null;
    LockedAlert.held = null;
    ShadowSettings.setCanDrawOverlays(true);
    shadowOf(app.getSystemService(RoleManager.class)).addAvailableRole(RoleManager.ROLE_CALL_SCREENING);
    shadowOf(app.getSystemService(RoleManager.class)).addHeldRole(RoleManager.ROLE_CALL_SCREENING);
  }

  FilterStore store() {
    return FilterStore.of(app);
  }

  long now() {
    return now;
  }

  void daysPass(int days) {
    now += days * DAY;
  }

  static LinkedToken token(FilterBuilder filter) {
    return new LinkedToken("token-of-a-phone-0123456789", THEN + 30 * DAY, filter.key, filter.generation);
  }

  /** Linked now, with the golden file that is hashed at no cost. */
  ShellPhone linked() throws IOException {
    return linked(FilterBuilder.golden().build());
  }

  /** `file`: null for none. */
  ShellPhone linked(byte[] file) throws IOException {
    LinkedToken token = token(FilterBuilder.golden());
    store().restart(state -> state.linked(token, now()));
    if (file != null) store().keep(file, token, state -> state.downloaded("\"1\"", now()));
    return this;
  }

  /** An incoming call, through the binder that Telecom uses. `number`: null for a hidden one. */
  ShellAnswers ring(String number) throws Exception {
    return call(number == null ? null : Uri.fromParts("tel", number, null), Call.Details.DIRECTION_INCOMING);
  }

  ShellAnswers call(Uri handle, int direction) throws Exception {
    ShellAnswers answers = new ShellAnswers(this);
    ServiceController<CallShieldService> service = Robolectric.buildService(CallShieldService.class).create();
    ICallScreeningService telecom = ICallScreeningService.Stub.asInterface(service.get().onBind(new Intent("android.telecom.CallScreeningService")));
    telecom.screenCall(answers, callOf(handle, direction));
    shadowOf(Looper.getMainLooper()).idle();
    service.unbind().destroy();
    return answers;
  }

  private static ParcelableCall callOf(Uri handle, int direction) {
    return new ParcelableCall.ParcelableCallBuilder()
        .setId("call")
        .setHandle(handle)
        .setCallDirection(direction)
        .setCannedSmsResponses(Collections.emptyList())
        .setChildCallIds(Collections.emptyList())
        .setConferenceableCallIds(Collections.emptyList())
        .createParcelableCall();
  }

  /** Windows over other apps that are there, visible or not. */
  List<View> overlays() {
    ShadowWindowManagerImpl windows = (ShadowWindowManagerImpl) shadowOf(app.getSystemService(WindowManager.class));
    List<View> found = new ArrayList<>();
    for (View view : windows.getViews()) if (view.findViewById(R.id.callshield_alert_title) != null) found.add(view);
    return found;
  }

  boolean overlayShows() {
    return overlays().size() == 1 && overlays().get(0).getVisibility() == View.VISIBLE;
  }

  String overlayText(int id) {
    return ((TextView) overlays().get(0).findViewById(id)).getText().toString();
  }

  /** Null: not shown. */
  Notification alert() {
    return notification(AlertNotification.ID);
  }

  Notification notice() {
    return notification(QuietNotice.ID);
  }

  String titleOf(Notification notification) {
    return notification == null ? null : notification.extras.getString(Notification.EXTRA_TITLE);
  }

  private Notification notification(int id) {
    for (StatusBarNotification shown : app.getSystemService(NotificationManager.class).getActiveNotifications()) if (shown.getId() == id) return shown.getNotification();
    return null;
  }

  File folder() {
    return new File(app.getNoBackupFilesDir(), "callshield");
  }

  /** All that the app has written anywhere, as ISO-8859-1. */
  String everythingWritten() throws IOException {
    StringBuilder all = new StringBuilder();
    for (java.nio.file.Path path : (Iterable<java.nio.file.Path>) Files.walk(app.getDataDir().toPath()).filter(Files::isRegularFile)::iterator) {
      all.append(path.getFileName()).append('\n').append(new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }
}
