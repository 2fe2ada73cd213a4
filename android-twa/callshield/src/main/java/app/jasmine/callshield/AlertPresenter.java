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

  private void show(AlertText text) {
    Throwable hidden = attempt(() -> AlertOverlay.of(context).show(text, isLocked()));
    Throwable silent = attempt(() -> AlertNotification.show(context, text));
    if (hidden != null && silent != null) throw new IllegalStateException("the alert can be seen nowhere", hidden);
  }

  private boolean isLocked() {
    return context.getSystemService(KeyguardManager.class).isKeyguardLocked();
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
