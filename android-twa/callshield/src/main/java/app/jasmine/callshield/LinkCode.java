package app.jasmine.callshield;

import java.util.Locale;

/** The code of a hand-over, 40 bits in Crockford's base 32 (no I, L, O, U), as it comes in the link or is typed. */
final class LinkCode {
  private LinkCode() {}

  /** `XXXX-XXXX`, with the usual slips of the eye forgiven; null for what cannot be one. */
  static String read(String text) {
    String digits = text.toUpperCase(Locale.ROOT).replaceAll("[ \\-._\\u2010-\\u2015\\u00a0\\u202f\\t\\r\\n]", "").replace('O', '0').replaceAll("[IL]", "1");
    return digits.matches("[0-9A-HJKMNP-TV-Z]{8}") ? digits.substring(0, 4) + "-" + digits.substring(4) : null;
  }
}
