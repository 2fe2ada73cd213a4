package app.jasmine.callshield;

/** What became of a download. */
final class DownloadAnswer {
  enum Kind {
    /** A new file, that was read with the key and is good now: it replaces the old one. */
    FRESH,
    /** The file that is kept is the newest. */
    UNCHANGED,
    /** The session is over: token, key and file go. */
    DROP_EVERYTHING,
    /** The generation is over: token, key and file go, and the member signs in again for another key. */
    NEW_GENERATION,
    /** No network, the server is busy, or what came was no good: what is kept stays, within its time. */
    LATER
  }

  final Kind kind;
  /** Of FRESH. */
  final byte[] file;
  /** Of FRESH: empty for none. */
  final String etag;
  /** Of LATER. */
  final long retryAfterSeconds;
  /** Of LATER, when a file came but was no good; EARLY and LATE mostly mean that the phone's clock is wrong: say so. Else null. */
  final FilterException.Fault fault;

  private DownloadAnswer(Kind kind, byte[] file, String etag, long retryAfterSeconds, FilterException.Fault fault) {
    this.kind = kind;
    this.file = file;
    this.etag = etag;
    this.retryAfterSeconds = retryAfterSeconds;
    this.fault = fault;
  }

  static DownloadAnswer fresh(byte[] file, String etag) {
    return new DownloadAnswer(Kind.FRESH, file, etag, 0, null);
  }

  /** UNCHANGED, DROP_EVERYTHING, NEW_GENERATION. */
  static DownloadAnswer of(Kind kind) {
    return new DownloadAnswer(kind, null, "", 0, null);
  }

  static DownloadAnswer later(long retryAfterSeconds) {
    return new DownloadAnswer(Kind.LATER, null, "", retryAfterSeconds, null);
  }

  static DownloadAnswer noGood(FilterException.Fault fault, long retryAfterSeconds) {
    return new DownloadAnswer(Kind.LATER, null, "", retryAfterSeconds, fault);
  }
}
