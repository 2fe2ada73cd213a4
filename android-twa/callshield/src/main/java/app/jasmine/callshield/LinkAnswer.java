package app.jasmine.callshield;

/** What became of a code. */
final class LinkAnswer {
  enum Kind {
    LINKED,
    /** The code is wrong, used or over: begin again. */
    REFUSED,
    /** No network, or the server is busy: the same code may be sent again for as long as it is good. */
    LATER
  }

  final Kind kind;
  /** Of LINKED. */
  final LinkedToken token;

  private LinkAnswer(Kind kind, LinkedToken token) {
    this.kind = kind;
    this.token = token;
  }

  static LinkAnswer linked(LinkedToken token) {
    return new LinkAnswer(Kind.LINKED, token);
  }

  static LinkAnswer refused() {
    return new LinkAnswer(Kind.REFUSED, null);
  }

  static LinkAnswer later() {
    return new LinkAnswer(Kind.LATER, null);
  }
}
