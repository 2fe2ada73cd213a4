package app.jasmine.callshield;

import java.util.List;

/**
 * One incoming call: look up, alert, and in the end allow. The alert precedes the answer, for Telecom unbinds the service as soon as it has one;
 * and whatever goes wrong, the call rings: who waits for a client must not miss one because of us.
 */
final class ScreenCall {
  /** `handle`: the number as Telecom gives it, null or empty for a hidden one. Exactly one answer to an incoming call, none to another. */
  Verdict onCall(boolean incoming, String handle, Lookup lookup, Alert alert, Answer answer) {
    if (!incoming) return Verdict.none();
    try {
      return warn(handle, lookup, alert);
    } catch (Throwable anything) {
      return Verdict.unknown(Verdict.Reason.FAULT);
    } finally {
      answer.allow();
    }
  }

  private static Verdict warn(String handle, Lookup lookup, Alert alert) throws Exception {
    if (handle == null || handle.isEmpty()) return Verdict.hidden();
    DangerLevel level;
    try {
      level = lookup.levelOf(handle);
    } catch (FilterException useless) {
      return Verdict.unknown(Verdict.Reason.FILTER);
    }
    if (level == null) return Verdict.none();
    String lastFour = lastFourOf(handle);
    try {
      alert.show(level, lastFour);
    } catch (Throwable unseen) {
      return Verdict.unknown(Verdict.Reason.ALERT);
    }
    return Verdict.reported(level, lastFour);
  }

  /** Enough for who knows the number, and nothing for who looks over a shoulder. */
  private static String lastFourOf(String handle) {
    List<String> numbers = PhoneNumber.read(handle);
    String number = numbers.isEmpty() ? handle : numbers.get(0);
    return number.substring(Math.max(0, number.length() - 4));
  }

  interface Lookup {
    /** Null: not reported. A FilterException: there is no filter to ask. */
    DangerLevel levelOf(String handle) throws Exception;
  }

  interface Alert {
    void show(DangerLevel level, String lastFour);
  }

  interface Answer {
    void allow();
  }
}
