package app.jasmine.callshield;

/** What is known of who calls. It never keeps a whole number. */
final class Verdict {
  enum Kind {
    /** Not reported, as far as the filter knows. */
    NONE,
    /** A possible report; the alert was shown. */
    REPORTED,
    /** No number was shown. */
    HIDDEN,
    /** Nothing could be said: see the reason. */
    UNKNOWN
  }

  /** Why nothing could be said. Warnings are off, and the member should be told. */
  enum Reason {
    /** There is no filter, or it is not to be used: sign in again, or download it. */
    FILTER,
    /** There is a possible report, but the alert could not be shown. */
    ALERT,
    /** Anything else went wrong. */
    FAULT
  }

  final Kind kind;
  /** Of REPORTED. */
  final DangerLevel level;
  /** Of REPORTED: the last four digits. */
  final String lastFour;
  /** Of UNKNOWN. */
  final Reason reason;

  private Verdict(Kind kind, DangerLevel level, String lastFour, Reason reason) {
    this.kind = kind;
    this.level = level;
    this.lastFour = lastFour;
    this.reason = reason;
  }

  static Verdict none() {
    return NONE;
  }

  static Verdict hidden() {
    return HIDDEN;
  }

  static Verdict reported(DangerLevel level, String lastFour) {
    return new Verdict(Kind.REPORTED, level, lastFour, null);
  }

  /** Made beforehand: it is asked for when there may be no memory left. */
  static Verdict unknown(Reason reason) {
    switch (reason) {
      case FILTER: return FILTER;
      case ALERT: return ALERT;
      default: return FAULT;
    }
  }

  private static final Verdict NONE = new Verdict(Kind.NONE, null, null, null);
  private static final Verdict HIDDEN = new Verdict(Kind.HIDDEN, null, null, null);
  private static final Verdict FILTER = new Verdict(Kind.UNKNOWN, null, null, Reason.FILTER);
  private static final Verdict ALERT = new Verdict(Kind.UNKNOWN, null, null, Reason.ALERT);
  private static final Verdict FAULT = new Verdict(Kind.UNKNOWN, null, null, Reason.FAULT);
}
