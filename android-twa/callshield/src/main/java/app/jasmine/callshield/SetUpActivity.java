package app.jasmine.callshield;

import android.Manifest;
import android.app.Activity;
import android.app.role.RoleManager;
import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.content.pm.PackageManager;
import android.database.Cursor;
import android.net.Uri;
import android.os.Build;
import android.os.Bundle;
import android.provider.ContactsContract.CommonDataKinds.Phone;
import android.provider.Settings;
import android.text.format.DateUtils;
import android.view.View;
import android.view.WindowManager;
import android.widget.TextView;
import java.io.IOException;

/** Whether warnings are on, at a glance, and each step to it. What only the member may decide is asked when she asks for it, one thing at a time. */
public final class SetUpActivity extends Activity {
  @Override
  protected void onCreate(Bundle saved) {
    super.onCreate(saved);
    // The picture among the recent apps stays empty.
    getWindow().addFlags(WindowManager.LayoutParams.FLAG_SECURE);
    setContentView(R.layout.callshield_set_up);
    onClick(R.id.callshield_role_ask, this::askForRole);
    onClick(R.id.callshield_link_begin, this::link);
    onClick(R.id.callshield_link_again, this::link);
    onClick(R.id.callshield_list_update, this::update);
    onClick(R.id.callshield_notifications_ask, this::askForNotifications);
    onClick(R.id.callshield_contacts_ask, () -> requestPermissions(new String[] {Manifest.permission.READ_CONTACTS}, CONTACTS));
    onClick(R.id.callshield_contacts_check, this::pickContact);
    onClick(R.id.callshield_test_show, this::test);
    onClick(R.id.callshield_open, () -> open(WebApp.intent(this), R.id.callshield_head_next));
    onClick(R.id.callshield_remove, this::remove);
    say(R.id.callshield_maker_text, getString(MakerHelp.of(Build.MANUFACTURER)));
  }

  @Override
  protected void onResume() {
    super.onResume();
    QuietNotice.cancel(this);
    endIfOver();
    SyncJobService.keepScheduled(this);
    render();
  }

  @Override
  protected void onActivityResult(int request, int result, Intent data) {
    super.onActivityResult(request, result, data);
    if (request == CONTACT && result == RESULT_OK && data != null && data.getData() != null) check(data.getData());
    else render();
  }

  @Override
  public void onRequestPermissionsResult(int request, String[] permissions, int[] results) {
    super.onRequestPermissionsResult(request, permissions, results);
    // Refused twice, Android asks no more and says nothing: the settings are the way then.
    boolean refused = results.length > 0 && results[0] != PackageManager.PERMISSION_GRANTED;
    if (request == NOTIFICATIONS && refused) open(notificationSettings(), R.id.callshield_notifications_text);
    render();
  }

  private void render() {
    SetUpState state = SetUpState.of(this);
    say(R.id.callshield_head, getString(state.warns() ? R.string.callshield_on : R.string.callshield_off));
    say(R.id.callshield_head_next, getString(SetUpText.next(state)));
    say(R.id.callshield_role_text, getString(SetUpText.role(state)));
    show(R.id.callshield_role_ask, state.canScreen && !state.hasRole);
    say(R.id.callshield_link_text, state.isLinked ? getString(R.string.callshield_link_until, day(state.linkedUntil)) : getString(SetUpText.link(state)));
    show(R.id.callshield_link_begin, state.hasOrigin && !state.isLinked);
    show(R.id.callshield_link_again, state.hasOrigin && state.isLinked);
    say(R.id.callshield_list_text, state.isLinked && state.listFault == null ? getString(R.string.callshield_list_of, time(state.listOf)) : getString(SetUpText.list(state)));
    show(R.id.callshield_list_update, state.isLinked);
    say(R.id.callshield_notifications_text, getString(SetUpText.notifications(state)));
    show(R.id.callshield_notifications_ask, !state.notifies);
    say(R.id.callshield_contacts_text, getString(state.screensContacts ? R.string.callshield_contacts_all : R.string.callshield_contacts_not));
    show(R.id.callshield_contacts_ask, state.canScreen && !state.screensContacts);
    show(R.id.callshield_contacts_check, state.listFault == null);
    show(R.id.callshield_open, state.hasOrigin);
    show(R.id.callshield_remove, state.isLinked || state.ended);
  }

  private void askForRole() {
    if (Build.VERSION.SDK_INT >= 29) startActivityForResult(getSystemService(RoleManager.class).createRequestRoleIntent(RoleManager.ROLE_CALL_SCREENING), ROLE);
  }

  private void askForNotifications() {
    if (Build.VERSION.SDK_INT >= 33 && !mayPost()) requestPermissions(new String[] {Manifest.permission.POST_NOTIFICATIONS}, NOTIFICATIONS);
    else open(notificationSettings(), R.id.callshield_notifications_text);
  }

  private boolean mayPost() {
    return Build.VERSION.SDK_INT < 33 || checkSelfPermission(Manifest.permission.POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED;
  }

  private Intent notificationSettings() {
    if (Build.VERSION.SDK_INT >= 26) return new Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, getPackageName());
    return new Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", getPackageName(), null));
  }

  private void link() {
    try {
      LinkActivity.begin(this);
    } catch (IOException | ActivityNotFoundException refused) {
      say(R.id.callshield_link_text, getString(R.string.callshield_link_cannot_begin));
    }
  }

  /** A phone without the app for it says so at `saidAt`. */
  private void open(Intent intent, int saidAt) {
    try {
      startActivity(intent);
    } catch (ActivityNotFoundException absent) {
      say(saidAt, getString(R.string.callshield_no_app));
    }
  }

  private void update() {
    say(R.id.callshield_list_text, getString(R.string.callshield_list_asking));
    Shield.run(() -> Shield.sync(this).download(Shield.now(), true), answer -> {
      render();
      boolean failed = answer == null || answer.kind == DownloadAnswer.Kind.LATER;
      if (failed && SetUpState.of(this).isLinked) say(R.id.callshield_list_text, getString(SetUpText.notUpdated(answer)));
    });
  }

  /** The address book's own screen gives the one number that is chosen: no permission is needed for that. */
  private void pickContact() {
    try {
      startActivityForResult(new Intent(Intent.ACTION_PICK, Phone.CONTENT_URI), CONTACT);
    } catch (ActivityNotFoundException absent) {
      say(R.id.callshield_contacts_result, getString(R.string.callshield_no_app));
    }
  }

  private void check(Uri contact) {
    Shield.run(() -> levelOf(contact), found -> say(R.id.callshield_contacts_result, found == null ? getString(R.string.callshield_contacts_unchecked) : found));
  }

  private String levelOf(Uri contact) throws FilterException {
    try (Cursor row = getContentResolver().query(contact, new String[] {Phone.NUMBER}, null, null, null)) {
      if (row == null || !row.moveToFirst() || row.getString(0) == null) return null;
      DangerLevel level = FilterStore.of(this).open(Shield.now()).levelOfCaller(row.getString(0));
      return level == null ? getString(R.string.callshield_contacts_none) : getString(R.string.callshield_contacts_reported, getString(AlertText.wordOf(level)));
    }
  }

  private void test() {
    try {
      new AlertPresenter(this).showTest();
      say(R.id.callshield_test_result, getString(R.string.callshield_test_shown));
    } catch (RuntimeException nowhere) {
      say(R.id.callshield_test_result, getString(R.string.callshield_test_nowhere));
    }
  }

  private void remove() {
    try {
      FilterStore.of(this).erase();
      SyncJobService.stop(this);
    } catch (IOException refused) {
      say(R.id.callshield_head_next, getString(R.string.callshield_not_removed));
      return;
    }
    render();
  }

  private void endIfOver() {
    try {
      new FilterSync(FilterStore.of(this), null).endIfOver(Shield.now());
    } catch (IOException refused) {
      // Over it is, removed or not: the screen says so.
    }
  }

  private String day(long time) {
    return DateUtils.formatDateTime(this, time, DateUtils.FORMAT_SHOW_DATE | DateUtils.FORMAT_SHOW_YEAR);
  }

  private String time(long time) {
    return DateUtils.formatDateTime(this, time, DateUtils.FORMAT_SHOW_DATE | DateUtils.FORMAT_SHOW_TIME);
  }

  private void onClick(int id, Runnable action) {
    findViewById(id).setOnClickListener(view -> action.run());
  }

  private void say(int id, String text) {
    TextView view = findViewById(id);
    view.setText(text);
    view.setVisibility(View.VISIBLE);
  }

  private void show(int id, boolean shown) {
    findViewById(id).setVisibility(shown ? View.VISIBLE : View.GONE);
  }

  private static final int ROLE = 1;
  private static final int NOTIFICATIONS = 2;
  private static final int CONTACTS = 3;
  private static final int CONTACT = 4;
}
