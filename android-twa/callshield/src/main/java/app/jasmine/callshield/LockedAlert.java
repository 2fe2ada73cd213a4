package app.jasmine.callshield;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.os.Handler;
import android.os.Looper;

/** An alert that came while the phone was locked. What it says is held back until somebody unlocks the phone, or closes it. Main thread only. */
final class LockedAlert extends BroadcastReceiver {
  /** Null: nothing is held back. */
  static LockedAlert held;
  private final AlertText text;

  private LockedAlert(AlertText text) {
    this.text = text;
  }

  /** `context`: the application's. One is held at most, the last. */
  static void hold(Context context, AlertText text) {
    drop(context);
    LockedAlert alert = new LockedAlert(text);
    context.registerReceiver(alert, new IntentFilter(Intent.ACTION_USER_PRESENT));
    held = alert;
    new Handler(Looper.getMainLooper()).postDelayed(() -> {
      if (held == alert) drop(context);
    }, LONGEST_MS);
  }

  static void drop(Context context) {
    if (held != null) context.unregisterReceiver(held);
    held = null;
  }

  @Override
  public void onReceive(Context context, Intent unlocked) {
    // One that was taken back may still be on its way.
    if (held != this) return;
    drop(context.getApplicationContext());
    new AlertPresenter(context).reveal(text);
  }

  /** As long as the overlay stays. */
  static final long LONGEST_MS = 120_000;
}
