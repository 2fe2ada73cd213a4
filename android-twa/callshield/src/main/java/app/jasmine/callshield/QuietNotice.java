package app.jasmine.callshield;

import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.content.Context;
import android.content.Intent;
import android.os.Build;

/** That warnings are off, said once and quietly: no sound, nothing on a locked screen. One at a time, the last that is true. */
enum QuietNotice {
  SIGN_IN_AGAIN(R.string.callshield_notice_sign_in_again, R.string.callshield_notice_sign_in_again_text),
  WARNINGS_OFF(R.string.callshield_notice_warnings_off, R.string.callshield_notice_warnings_off_text),
  CALL_NOT_CHECKED(R.string.callshield_notice_call_not_checked, R.string.callshield_notice_call_not_checked_text);

  static final String CHANNEL = "callshield.state";
  static final int ID = 2;
  private final int title;
  private final int text;

  QuietNotice(int title, int text) {
    this.title = title;
    this.text = text;
  }

  /** The notice that is true now, or none. */
  static void keepTrue(Context context, FilterStore store, long now) {
    if (store.isUsable(now)) cancel(context);
    else if (store.session().ended) SIGN_IN_AGAIN.show(context);
    else WARNINGS_OFF.show(context);
  }

  void show(Context context) {
    NotificationManager manager = context.getSystemService(NotificationManager.class);
    if (Build.VERSION.SDK_INT >= 26) {
      NotificationChannel channel = new NotificationChannel(CHANNEL, context.getString(R.string.callshield_channel_state), NotificationManager.IMPORTANCE_LOW);
      channel.setLockscreenVisibility(Notification.VISIBILITY_SECRET);
      channel.setShowBadge(false);
      manager.createNotificationChannel(channel);
    }
    manager.notify(ID, notification(context));
  }

  static void cancel(Context context) {
    context.getSystemService(NotificationManager.class).cancel(ID);
  }

  @SuppressWarnings("deprecation")
  private Notification notification(Context context) {
    Notification.Builder builder = Build.VERSION.SDK_INT >= 26 ? new Notification.Builder(context, CHANNEL) : new Notification.Builder(context).setPriority(Notification.PRIORITY_LOW);
    Intent setUp = new Intent(context, SetUpActivity.class);
    return builder
        .setSmallIcon(R.drawable.callshield_dot)
        .setContentTitle(context.getString(title))
        .setContentText(context.getString(text))
        .setStyle(new Notification.BigTextStyle().bigText(context.getString(text)))
        .setVisibility(Notification.VISIBILITY_SECRET)
        .setOnlyAlertOnce(true)
        .setLocalOnly(true)
        .setAutoCancel(true)
        .setContentIntent(PendingIntent.getActivity(context, ID, setUp, PendingIntent.FLAG_IMMUTABLE | PendingIntent.FLAG_UPDATE_CURRENT))
        .build();
  }
}
