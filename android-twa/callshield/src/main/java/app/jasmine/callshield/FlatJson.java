package app.jasmine.callshield;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one JSON object that the server answers to a code (RFC 8259): names with texts and numbers, nothing nested. org.json is lenient, reads
 * what is no JSON, and is of the device only.
 */
final class FlatJson {
  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /** Texts as String, whole numbers as Long, others as Double. Null for anything else, and for a name that comes twice. */
  static Map<String, Object> read(String text) {
    try {
      return new FlatJson(text).object();
    } catch (Odd odd) {
      return null;
    }
  }

  private Map<String, Object> object() throws Odd {
    Map<String, Object> fields = new HashMap<>();
    take('{');
    if (!takes('}')) {
      do {
        String name = string();
        take(':');
        if (fields.put(name, value()) != null) throw new Odd();
      } while (takes(','));
      take('}');
    }
    skipSpace();
    if (at != text.length()) throw new Odd();
    return fields;
  }

  private Object value() throws Odd {
    skipSpace();
    if (at < text.length() && text.charAt(at) == '"') return string();
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) throw new Odd();
    at = number.end();
    boolean whole = number.group(1) == null && number.group(2) == null && number.group().length() <= SAFE_DIGITS;
    if (whole) return Long.valueOf(number.group());
    return Double.valueOf(number.group());
  }

  private String string() throws Odd {
    take('"');
    StringBuilder read = new StringBuilder();
    while (true) {
      char next = next();
      if (next == '"') return read.toString();
      if (next < ' ') throw new Odd();
      read.append(next == '\\' ? escaped() : next);
    }
  }

  private char escaped() throws Odd {
    char letter = next();
    if (letter == 'u') return hexadecimal();
    int which = "\"\\/bfnrt".indexOf(letter);
    if (which < 0) throw new Odd();
    return "\"\\/\b\f\n\r\t".charAt(which);
  }

  private char hexadecimal() throws Odd {
    int code = 0;
    for (int digit = 0; digit < 4; digit++) {
      int value = "0123456789abcdef".indexOf(Character.toLowerCase(next()));
      if (value < 0) throw new Odd();
      code = code << 4 | value;
    }
    return (char) code;
  }

  private char next() throws Odd {
    if (at >= text.length()) throw new Odd();
    return text.charAt(at++);
  }

  private void take(char expected) throws Odd {
    if (!takes(expected)) throw new Odd();
  }

  private boolean takes(char expected) {
    skipSpace();
    if (at >= text.length() || text.charAt(at) != expected) return false;
    at++;
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) at++;
  }

  private static final class Odd extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  /** What every reader of JSON keeps exactly. */
  private static final int SAFE_DIGITS = 15;
}
