package app.jasmine.callshield;

import android.Manifest;
import android.app.role.RoleManager;
import android.content.Context;
import android.content.pm.PackageManager;
import android.os.Build;
import android.provider.Settings;

/** What the set-up screen shows at a glance, as the phone has it now. */
final class SetUpState {
  /** Android 10 or later: before, only the phone app itself is asked about calls. */
  final boolean canScreen;
  final boolean hasOrigin;
  final boolean hasRole;
  final boolean isLinked;
  /** The session was dropped: sign in again. */
  final boolean ended;
  /** Milliseconds since 1970; 0: not linked. */
  final long linkedUntil;
  /** When the server last gave the list, or said that it is the newest; 0: never. Milliseconds since 1970. */
  final long listOf;
  /** Null: the list can be used. */
  final FilterException.Fault listFault;
  final boolean notifies;
  final boolean overlays;
  final boolean screensContacts;

  private SetUpState(Context context, long now) {
    canScreen = canScreen(context);
    hasOrigin = SyncClient.isAllowed(Shield.origin(context));
    hasRole = canScreen && context.getSystemService(RoleManager.class).isRoleHeld(RoleManager.ROLE_CALL_SCREENING);
    FilterStore store = FilterStore.of(context);
    SessionState session = store.session();
    isLinked = session.isLinked() && !session.isOver(now, now);
    ended = session.ended || session.isOver(now, now);
    linkedUntil = session.overAt();
    listOf = session.downloadedAt;
    listFault = faultOf(store, now);
    notifies = AlertNotification.canBeSeen(context);
    overlays = Settings.canDrawOverlays(context);
    screensContacts = context.checkSelfPermission(Manifest.permission.READ_CONTACTS) == PackageManager.PERMISSION_GRANTED;
  }

  static SetUpState of(Context context) {
    return new SetUpState(context, Shield.now());
  }

  /** Whether the next reported number that rings is warned of. */
  boolean warns() {
    return hasRole && isLinked && listFault == null && (notifies || overlays);
  }

  private static boolean canScreen(Context context) {
    return Build.VERSION.SDK_INT >= 29 && context.getSystemService(RoleManager.class) != null && context.getSystemService(RoleManager.class).isRoleAvailable(RoleManager.ROLE_CALL_SCREENING);
  }

  private static FilterException.Fault faultOf(FilterStore store, long now) {
    try {
      store.open(now);
      return null;
    } catch (FilterException useless) {
      return useless.fault;
    }
  }
}
