package app.jasmine.callshield;

import android.app.job.JobInfo;
import android.app.job.JobParameters;
import android.app.job.JobScheduler;
import android.app.job.JobService;
import android.content.ComponentName;
import android.content.Context;

/**
 * Asks for the newest filter once a day, when there is a network. It does not survive a restart of the phone, for which the app would have to
 * start with it: calls and the set-up screen schedule it again.
 */
public final class SyncJobService extends JobService {
  static final int DAILY = 0x1a5;
  static final int SOON = 0x1a6;

  /** Does nothing where it is scheduled already. Without a list that can be used it does not wait for the day to pass. */
  static void keepScheduled(Context context) {
    FilterStore store = FilterStore.of(context);
    if (!store.session().isLinked()) return;
    schedule(context, DAILY, new JobInfo.Builder(DAILY, service(context)).setPeriodic(DAY_MS));
    if (!store.isUsable(Shield.now())) schedule(context, SOON, new JobInfo.Builder(SOON, service(context)));
  }

  static void stop(Context context) {
    JobScheduler scheduler = context.getSystemService(JobScheduler.class);
    scheduler.cancel(DAILY);
    scheduler.cancel(SOON);
  }

  @Override
  public boolean onStartJob(JobParameters job) {
    FilterSync sync = Shield.sync(this);
    Shield.run(() -> sync.download(Shield.now(), false), answer -> {
      FilterStore store = FilterStore.of(this);
      QuietNotice.keepTrue(this, store, Shield.now());
      jobFinished(job, store.session().laterAt > Shield.now());
    });
    return true;
  }

  @Override
  public boolean onStopJob(JobParameters job) {
    return true;
  }

  private static void schedule(Context context, int id, JobInfo.Builder job) {
    JobScheduler scheduler = context.getSystemService(JobScheduler.class);
    if (scheduler.getPendingJob(id) != null) return;
    scheduler.schedule(job.setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY).setBackoffCriteria(BACK_OFF_MS, JobInfo.BACKOFF_POLICY_EXPONENTIAL).build());
  }

  private static ComponentName service(Context context) {
    return new ComponentName(context, SyncJobService.class);
  }

  private static final long DAY_MS = 24 * 3_600_000L;
  /** What SyncProtocol waits for at least after a fault: to come back sooner would find the door closed. */
  private static final long BACK_OFF_MS = 15 * 60_000;
}
