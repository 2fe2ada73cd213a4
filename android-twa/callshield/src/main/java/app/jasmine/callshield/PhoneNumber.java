package app.jasmine.callshield;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as the phone shows who calls, read as what it may be. The same table as `src/domain/phone-number.ts` and `caller-number.ts`;
 * `tests/vectors/` holds all to it. No `\d` and no `\s`: Android's regular expressions take them for more than the Java machine's do.
 */
final class PhoneNumber {
  private PhoneNumber() {}

  /**
   * E.164 with the plus sign; none for what is no number. Four ranges that are written with a 0 are of the mainland and of an overseas
   * department alike: both are given, the likelier first.
   */
  static List<String> read(String text) {
    String digits = normalise(text);
    if (digits == null) return Collections.emptyList();
    Matcher national = FRENCH.matcher(digits);
    if (national.matches()) {
      for (String[] range : AMBIGUOUS) {
        if (!national.group(2).startsWith(range[0])) continue;
        String other = national.group(1).equals("33") ? range[1] : "33";
        return Arrays.asList("+" + digits, "+" + other + national.group(2));
      }
    }
    return Collections.singletonList("+" + digits);
  }

  /** E.164 without the plus sign, or null. */
  private static String normalise(String text) {
    String written = written(text);
    if (!WRITTEN.matcher(written).matches()) return null;
    String digits = internationalDigits(written);
    if (digits == null) return null;
    String moved = overseas(TRUNK_ZERO.matcher(digits).replaceFirst("$1"));
    return moved.length() >= SHORTEST && moved.length() <= LONGEST ? moved : null;
  }

  /** Up to the first `;` or `,`, without separators, digits of every script as 0 to 9. */
  private static String written(String text) {
    StringBuilder written = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (point == ';' || point == ',') break;
      if (isSeparator(point)) continue;
      int digit = Character.digit(point, 10);
      if (digit < 0) written.appendCodePoint(point);
      else written.append((char) ('0' + digit));
    }
    return written.toString();
  }

  /** Spaces, dots, dashes, brackets, and marks that only turn the writing direction. */
  private static boolean isSeparator(int point) {
    return " .()[]-\t\n\u000b\f\r\u00a0\u00ad\u1680\u2028\u2029\u202f\u205f\u2212\u3000\ufeff".indexOf(point) >= 0
        || point >= 0x2000 && point <= 0x200b
        || point == 0x200e || point == 0x200f
        || point >= 0x2010 && point <= 0x2015
        || point >= 0x202a && point <= 0x202e
        || point >= 0x2066 && point <= 0x2069;
  }

  private static String internationalDigits(String written) {
    if (written.startsWith("+")) return written.substring(1);
    if (written.startsWith("00")) return written.substring(2);
    if (NATIONAL.matcher(written).matches()) return "33" + written.substring(1);
    return BARE.matcher(written).matches() ? written : null;
  }

  /** Ranges of the overseas departments, written by many as if they were of metropolitan France. */
  private static String overseas(String digits) {
    if (digits.length() != 11 || !digits.startsWith("33")) return digits;
    String national = digits.substring(2);
    for (int row = 0; row < RANGES.length; row++) if (RANGES[row].matcher(national).lookingAt()) return CODES[row] + national;
    return digits;
  }

  private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9]+");
  private static final Pattern NATIONAL = Pattern.compile("0[1-9][0-9]{8}");
  private static final Pattern BARE = Pattern.compile("(33|262|590|594|596)[0-9]{9}");
  /** `+33 (0)6 ...`: the 0 is dialled inside France only. */
  private static final Pattern TRUNK_ZERO = Pattern.compile("^(33|262|590|594|596)0");
  private static final Pattern FRENCH = Pattern.compile("(33|262|596)([0-9]{9})");

  private static final Pattern[] RANGES = {
    Pattern.compile("690|691|7090|590"),
    Pattern.compile("694|7093[0-3]|594"),
    Pattern.compile("696|697|7091|596"),
    Pattern.compile("692|693|7092|262"),
    Pattern.compile("639|7093[5-7]")
  };
  private static final String[] CODES = {"590", "594", "596", "262", "262"};

  /** Of the nine digits after the 0, and the other country code that they may have. */
  private static final String[][] AMBIGUOUS = {{"263", "262"}, {"269", "262"}, {"596", "596"}, {"976", "262"}};

  /** ITU-T E.164: at most 15 digits; nothing shorter than 7 is dialled from another country. */
  private static final int SHORTEST = 7;
  private static final int LONGEST = 15;
}
