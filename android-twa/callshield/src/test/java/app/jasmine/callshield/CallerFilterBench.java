package app.jasmine.callshield;

import java.util.Locale;
import java.util.Random;

/** `java … CallerFilterBench`: what a look-up costs on this Java machine, in nanoseconds, as one line of JSON. A phone is slower. */
final class CallerFilterBench {
  private CallerFilterBench() {}

  public static void main(String[] arguments) throws Exception {
    FilterBuilder fast = full(FilterBuilder.golden());
    CallerFilter filter = CallerFilter.read(fast.build(), fast.key, FilterBuilder.THEN);
    FilterBuilder slowGolden = FilterBuilder.goldenSlow();
    CallerFilter slow = CallerFilter.read(slowGolden.build(), slowGolden.key, FilterBuilder.THEN);
    byte[][] absent = new byte[LOOKUPS][32];
    Random random = new Random(2);
    for (byte[] x : absent) random.nextBytes(x);
    byte[] present = fast.stretch(number(ENTRIES - 1));
    byte[] file = fast.build();
    for (int warmUp = 0; warmUp < 2; warmUp++) lookUps(filter, absent);
    System.out.println(String.format(
        Locale.ROOT,
        "{\"absentNs\":%d,\"presentNs\":%d,\"stretchNs\":%d,\"loadNs\":%d,\"entries\":%d,\"bytes\":%d}",
        lookUps(filter, absent), same(filter, present), stretches(slow), loads(file, fast.key), ENTRIES, file.length));
  }

  /** 20,000 entries at a total rate of 1e-4, the size that `filterSize` gives them. */
  private static FilterBuilder full(FilterBuilder builder) {
    builder.bits = 458_752;
    builder.entries.clear();
    for (int entry = 0; entry < ENTRIES; entry++) builder.entries.put(number(entry), 1 + entry % 6);
    return builder;
  }

  private static String number(int entry) {
    return "+336" + (10_000_000 + entry * 1009);
  }

  private static long lookUps(CallerFilter filter, byte[][] all) {
    long begun = System.nanoTime();
    int found = 0;
    for (byte[] x : all) if (filter.levelOfStretched(x) != null) found++;
    if (found > all.length / 100) throw new IllegalStateException(found + " of " + all.length + " are taken for reported");
    return (System.nanoTime() - begun) / all.length;
  }

  private static long same(CallerFilter filter, byte[] x) {
    long begun = System.nanoTime();
    for (int time = 0; time < LOOKUPS; time++) if (filter.levelOfStretched(x) == null) throw new IllegalStateException("missed");
    return (System.nanoTime() - begun) / LOOKUPS;
  }

  private static long stretches(CallerFilter slow) {
    for (int warmUp = 0; warmUp < 10; warmUp++) slow.levelOf(number(warmUp));
    long begun = System.nanoTime();
    for (int time = 0; time < STRETCHES; time++) slow.levelOf(number(time));
    return (System.nanoTime() - begun) / STRETCHES;
  }

  private static long loads(byte[] file, byte[] key) throws FilterException {
    for (int warmUp = 0; warmUp < STRETCHES; warmUp++) CallerFilter.read(file, key, FilterBuilder.THEN);
    long begun = System.nanoTime();
    for (int time = 0; time < STRETCHES; time++) CallerFilter.read(file, key, FilterBuilder.THEN);
    return (System.nanoTime() - begun) / STRETCHES;
  }

  private static final int ENTRIES = 20_000;
  private static final int LOOKUPS = 200_000;
  private static final int STRETCHES = 50;
}
