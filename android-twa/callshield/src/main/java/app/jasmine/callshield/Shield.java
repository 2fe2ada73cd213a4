package app.jasmine.callshield;

import android.content.Context;
import android.os.Handler;
import android.os.Looper;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** What lives as long as the process, made in one place. Tests put others in: a phone's key store and a server are nowhere but there. */
final class Shield {
  static KeyWrapper keys = new KeystoreWrapper();
  /** One thread: what is asked of the network is asked one after the other. */
  static Executor background = Executors.newSingleThreadExecutor();
  /** Null: the one that the app was built for. */
  static String origin;

  static LongSupplier clock = System::currentTimeMillis;

  private Shield() {}

  /** Milliseconds since 1970. */
  static long now() {
    return clock.getAsLong();
  }

  static String origin(Context context) {
    return origin == null ? context.getString(R.string.callshield_origin) : origin;
  }

  static FilterSync sync(Context context) {
    return new FilterSync(FilterStore.of(context), new SyncClient(origin(context)));
  }

  /** `work` in the background, then `then` on the main thread with what it gave; null for what threw. */
  static <T> void run(Callable<T> work, Then<T> then) {
    Handler main = new Handler(Looper.getMainLooper());
    background.execute(() -> {
      T given = null;
      try {
        given = work.call();
      } catch (Exception fault) {
        // Null says so: whoever waits for it tells the member.
      }
      T result = given;
      main.post(() -> then.with(result));
    });
  }

  interface Then<T> {
    void with(T result);
  }
}
