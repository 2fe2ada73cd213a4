package app.jasmine.callshield;

import android.content.ActivityNotFoundException;
import android.content.Context;
import android.graphics.PixelFormat;
import android.os.Build;
import android.os.Handler;
import android.os.Looper;
import android.provider.Settings;
import android.view.ContextThemeWrapper;
import android.view.Gravity;
import android.view.LayoutInflater;
import android.view.View;
import android.view.WindowManager;
import android.widget.TextView;

/**
 * The alert over the ringing screen: one window for the life of the process, filled, hidden and filled again. Taking it away and adding another
 * loses the second when two calls follow closely. A locked screen shows that there is something to read, not what.
 */
final class AlertOverlay {
  static AlertOverlay only;
  private final Context context;
  private final WindowManager windows;
  private final View view;
  private final WindowManager.LayoutParams place = place();
  private final Handler main = new Handler(Looper.getMainLooper());
  private final Runnable hide = this::hide;
  private boolean added;

  private AlertOverlay(Context context) {
    this.context = context;
    windows = context.getSystemService(WindowManager.class);
    view = LayoutInflater.from(new ContextThemeWrapper(context, R.style.Callshield)).inflate(R.layout.callshield_alert, null);
    view.findViewById(R.id.callshield_alert_close).setOnClickListener(button -> close());
    view.findViewById(R.id.callshield_alert_open).setOnClickListener(button -> open());
  }

  static AlertOverlay of(Context context) {
    if (only == null) only = new AlertOverlay(context.getApplicationContext());
    return only;
  }

  /** Throws where the phone refuses the window; the next call tries with another. */
  void show(AlertText text, boolean locked) {
    if (!Settings.canDrawOverlays(context)) throw new IllegalStateException("overlays are not allowed");
    if (locked) fillNeutral();
    else fill(text);
    view.setVisibility(View.VISIBLE);
    place.flags = SHOWN;
    try {
      if (added) windows.updateViewLayout(view, place);
      else windows.addView(view, place);
    } catch (RuntimeException refused) {
      only = null;
      throw refused;
    }
    added = true;
    main.removeCallbacks(hide);
    main.postDelayed(hide, LONGEST_MS);
  }

  private void fill(AlertText text) {
    setText(R.id.callshield_alert_title, text.title);
    setText(R.id.callshield_alert_level, text.word);
    setText(R.id.callshield_alert_number, text.number);
    setText(R.id.callshield_alert_why, text.why);
    ((TextView) view.findViewById(R.id.callshield_alert_level)).setTextColor(text.colour);
    ((LevelBars) view.findViewById(R.id.callshield_alert_bars)).show(text.level.severity(), text.colour);
    view.findViewById(R.id.callshield_alert_icon).getBackground().setTint(text.colour);
    view.findViewById(R.id.callshield_alert_said).setVisibility(View.VISIBLE);
    view.findViewById(R.id.callshield_alert_text).setContentDescription(text.spoken());
  }

  private void fillNeutral() {
    setText(R.id.callshield_alert_title, context.getString(R.string.callshield_alert_neutral));
    view.findViewById(R.id.callshield_alert_said).setVisibility(View.GONE);
    view.findViewById(R.id.callshield_alert_text).setContentDescription(context.getString(R.string.callshield_alert_neutral));
  }

  private void close() {
    hide();
    AlertNotification.cancel(context);
  }

  /** A phone without a browser keeps the alert. */
  private void open() {
    try {
      context.startActivity(WebApp.intent(context));
      close();
    } catch (ActivityNotFoundException absent) {
      view.findViewById(R.id.callshield_alert_open).setEnabled(false);
    }
  }

  private void hide() {
    LockedAlert.drop(context);
    main.removeCallbacks(hide);
    view.setVisibility(View.GONE);
    place.flags = HIDDEN;
    windows.updateViewLayout(view, place);
  }

  private void setText(int id, String text) {
    ((TextView) view.findViewById(id)).setText(text);
  }

  private static WindowManager.LayoutParams place() {
    WindowManager.LayoutParams place = new WindowManager.LayoutParams(WIDE, HIGH, type(), SHOWN, PixelFormat.TRANSLUCENT);
    // Above: who calls. Below: the buttons that answer. Neither is covered.
    place.gravity = Gravity.CENTER;
    place.setTitle("Jasmine");
    return place;
  }

  @SuppressWarnings("deprecation")
  private static int type() {
    return Build.VERSION.SDK_INT >= 26 ? WindowManager.LayoutParams.TYPE_APPLICATION_OVERLAY : WindowManager.LayoutParams.TYPE_PHONE;
  }

  private static final int WIDE = WindowManager.LayoutParams.MATCH_PARENT;
  private static final int HIGH = WindowManager.LayoutParams.WRAP_CONTENT;
  /** The call's own buttons work as ever beside it; no picture of the screen has it. */
  private static final int SHOWN = WindowManager.LayoutParams.FLAG_NOT_FOCUSABLE | WindowManager.LayoutParams.FLAG_NOT_TOUCH_MODAL | WindowManager.LayoutParams.FLAG_SECURE;
  private static final int HIDDEN = SHOWN | WindowManager.LayoutParams.FLAG_NOT_TOUCHABLE;
  /** Ringing, answering and the first words; then it is in the way. The notification stays a little longer. */
  private static final long LONGEST_MS = LockedAlert.LONGEST_MS;
}
