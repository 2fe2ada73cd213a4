package app.jasmine.callshield;

import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** `2026-12-24T10:00:00.000Z`, as the server writes times. java.time came with Android 8. */
final class ServerTime {
  private ServerTime() {}

  /** Milliseconds since 1970; null for what the server does not write, or no calendar has. */
  static Long read(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) return null;
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setLenient(false);
    calendar.clear();
    for (int part = 0; part < FIELDS.length; part++) calendar.set(FIELDS[part], Integer.parseInt(parts.group(part + 1)) - (FIELDS[part] == Calendar.MONTH ? 1 : 0));
    try {
      return calendar.getTimeInMillis();
    } catch (IllegalArgumentException noSuchDay) {
      return null;
    }
  }

  private static final Pattern FORM = Pattern.compile("(2[0-9]{3})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\\.([0-9]{3})Z");
  private static final int[] FIELDS = {Calendar.YEAR, Calendar.MONTH, Calendar.DAY_OF_MONTH, Calendar.HOUR_OF_DAY, Calendar.MINUTE, Calendar.SECOND, Calendar.MILLISECOND};
}
