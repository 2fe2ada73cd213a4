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
  static final int ID = 0x1a5;
  private static final long DAY_MS = 24 * 3_600_000L;

  /** Does nothing where it is scheduled already. */
  static void keepScheduled(Context context) {
    JobScheduler scheduler = context.getSystemService(JobScheduler.class);
    if (scheduler.getPendingJob(ID) != null || !FilterStore.of(context).session().isLinked()) return;
    scheduler.schedule(
        new JobInfo.Builder(ID, new ComponentName(context, SyncJobService.class)).setPeriodic(DAY_MS).setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY).build());
  }

  static void stop(Context context) {
    context.getSystemService(JobScheduler.class).cancel(ID);
  }

  @Override
  public boolean onStartJob(JobParameters job) {
    FilterSync sync = Shield.sync(this);
    Shield.run(() -> sync.download(Shield.now(), false), answer -> {
      boolean again = answer != null && answer.kind == DownloadAnswer.Kind.LATER;
      QuietNotice.keepTrue(this, FilterStore.of(this), Shield.now());
      jobFinished(job, again);
    });
    return true;
  }

  /** The network went. What was begun ends by itself, and replaces nothing unless it is whole. */
  @Override
  public boolean onStopJob(JobParameters job) {
    return true;
  }
}
