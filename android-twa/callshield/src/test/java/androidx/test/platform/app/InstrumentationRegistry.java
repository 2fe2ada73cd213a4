package androidx.test.platform.app;

import android.app.Instrumentation;
import android.os.Bundle;

/**
 * Robolectric names these types of androidx.test, which Maven Central does not have. The fifteen under this folder have the same names and
 * as much in them as Robolectric asks of them; nothing of ours uses them.
 */
public final class InstrumentationRegistry {
  private static Instrumentation instrumentation;

  private InstrumentationRegistry() {}

  public static Instrumentation getInstrumentation() {
    return instrumentation;
  }

  public static void registerInstance(Instrumentation given, Bundle arguments) {
    instrumentation = given;
  }
}
