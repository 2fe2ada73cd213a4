package app.jasmine.callshield;

import android.app.KeyguardManager;
import android.content.Context;

/**
 * Shows an alert as overlay and as notification, always both: some makers hide overlays, and some people silence notifications. Main thread only.
 */
final class AlertPresenter implements ScreenCall.Alert {
  private final Context context;

  AlertPresenter(Context context) {
    this.context = context.getApplicationContext();
  }

  /** Throws when it can be seen nowhere. */
  @Override
  public void show(DangerLevel level, String lastFour) {
    show(AlertText.of(context, level, lastFour));
  }

  void showTest() {
    show(AlertText.test(context));
  }

  /** The phone was unlocked: what was held back is said where it can be. */
  void reveal(AlertText text) {
    attempt(() -> show(text, false));
  }

  /** Many phones show all of a notification on a locked screen, whatever it asks for: there the words themselves are neutral. */
  private void show(AlertText text) {
    boolean locked = context.getSystemService(KeyguardManager.class).isKeyguardLocked();
    if (locked) LockedAlert.hold(context, text);
    else LockedAlert.drop(context);
    show(text, locked);
  }

  private void show(AlertText text, boolean locked) {
    Throwable hidden = attempt(() -> AlertOverlay.of(context).show(text, locked));
    Throwable silent = attempt(() -> AlertNotification.show(context, text, locked));
    if (hidden != null && silent != null) throw new IllegalStateException("the alert can be seen nowhere", hidden);
  }

  /** The one must not fail for the other's fault; null: it went well. */
  private static Throwable attempt(Runnable way) {
    try {
      way.run();
      return null;
    } catch (Throwable fault) {
      return fault;
    }
  }
}
