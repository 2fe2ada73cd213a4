package app.jasmine.callshield;

import android.content.Context;
import java.io.IOException;

/** What is done when a call has had its answer: the state is true again, and said when warnings are off. It never throws: the phone is ringing. */
final class AfterCall {
  private final Context context;

  AfterCall(Context context) {
    this.context = context;
  }

  /** `verdict`: of a call just answered. */
  void keepUp(Verdict verdict) {
    try {
      tell(verdict, FilterStore.of(context), Shield.now());
      SyncJobService.keepScheduled(context);
    } catch (Throwable fault) {
      // The next call, the daily job or the set-up screen finds it again.
    }
  }

  private void tell(Verdict verdict, FilterStore store, long now) throws IOException {
    new FilterSync(store, null).endIfOver(now);
    store.change(before -> before.seen(now));
    QuietNotice.keepTrue(context, store, now);
    if (verdict.kind == Verdict.Kind.UNKNOWN && verdict.reason != Verdict.Reason.FILTER) QuietNotice.CALL_NOT_CHECKED.show(context);
  }
}
