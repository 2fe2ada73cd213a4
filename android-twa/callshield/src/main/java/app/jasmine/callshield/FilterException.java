package app.jasmine.callshield;

/** A file that is not the filter that was built, or not of its time. It says nothing of what the file holds. */
final class FilterException extends Exception {
  enum Fault {
    /** No filter at all, or of a form that is not known here. */
    FORM,
    /** Changed, or of another key. */
    KEY,
    /** Its time has not come: the phone's clock may be behind. */
    EARLY,
    /** Its time is over. */
    LATE
  }

  private static final long serialVersionUID = 1;
  final Fault fault;

  FilterException(Fault fault) {
    super("the filter: " + fault);
    this.fault = fault;
  }
}
