package app.jasmine.callshield;

import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.content.Context;
import android.os.Build;

/** The alert as a notification that comes down over the screen without a sound, for the phone rings already. */
final class AlertNotification {
  static final String CHANNEL = "callshield.calls";
  static final int ID = 1;

  private AlertNotification() {}

  /** Throws where notifications are off, for then nobody sees it. */
  static void show(Context context, AlertText text, boolean locked) {
    NotificationManager manager = context.getSystemService(NotificationManager.class);
    if (!canBeSeen(context)) throw new IllegalStateException("notifications are off");
    manager.notify(ID, locked ? neutral(context).build() : notification(context, text));
  }

  static void cancel(Context context) {
    context.getSystemService(NotificationManager.class).cancel(ID);
  }

  static boolean canBeSeen(Context context) {
    NotificationManager manager = context.getSystemService(NotificationManager.class);
    if (!manager.areNotificationsEnabled()) return false;
    return Build.VERSION.SDK_INT < 26 || channel(context, manager).getImportance() != NotificationManager.IMPORTANCE_NONE;
  }

  private static Notification notification(Context context, AlertText text) {
    Notification.Builder builder = builder(context)
        .setContentTitle(text.title + " – " + text.word)
        .setContentText(text.number + " · " + text.bars)
        .setColor(text.colour)
        .setVisibility(Notification.VISIBILITY_PRIVATE)
        .setPublicVersion(neutral(context).build());
    builder.setStyle(new Notification.BigTextStyle().bigText(text.number + " · " + text.bars + "\n" + text.why));
    return builder.build();
  }

  /** What a locked screen shows: it says neither level nor number. */
  private static Notification.Builder neutral(Context context) {
    return builder(context).setContentTitle(context.getString(R.string.callshield_alert_neutral)).setVisibility(Notification.VISIBILITY_PUBLIC);
  }

  @SuppressWarnings("deprecation")
  private static Notification.Builder builder(Context context) {
    Notification.Builder builder = Build.VERSION.SDK_INT >= 26 ? new Notification.Builder(context, CHANNEL).setTimeoutAfter(LONGEST_MS) : new Notification.Builder(context).setPriority(Notification.PRIORITY_HIGH);
    return builder
        .setCategory(Notification.CATEGORY_CALL)
        .setSmallIcon(R.drawable.callshield_dot)
        .setAutoCancel(true)
        .setLocalOnly(true)
        .setShowWhen(false)
        .setContentIntent(PendingIntent.getActivity(context, ID, WebApp.intent(context), PendingIntent.FLAG_IMMUTABLE | PendingIntent.FLAG_UPDATE_CURRENT));
  }

  /** As it is set on the phone; made when it is not there yet. */
  private static NotificationChannel channel(Context context, NotificationManager manager) {
    NotificationChannel made = new NotificationChannel(CHANNEL, context.getString(R.string.callshield_channel_calls), NotificationManager.IMPORTANCE_HIGH);
    made.setDescription(context.getString(R.string.callshield_channel_calls_about));
    made.setSound(null, null);
    made.enableVibration(false);
    made.setShowBadge(false);
    made.setLockscreenVisibility(Notification.VISIBILITY_PRIVATE);
    manager.createNotificationChannel(made);
    return manager.getNotificationChannel(CHANNEL);
  }

  /** Long enough to call back or not; nothing of it is kept. */
  private static final long LONGEST_MS = 600_000;
}
