package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.Test;

public class PhoneNumberTest {
  @Test public void whatIsTypedHasTheFormThatItHasInTypeScript() throws Exception {
    JSONArray vectors = Vectors.array("phone-numbers.json");
    for (int at = 0; at < vectors.length(); at++) {
      JSONObject vector = vectors.getJSONObject(at);
      List<String> read = PhoneNumber.read(vector.getString("typed"));
      assertEquals(vector.getString("typed"), vector.isNull("number") ? null : vector.getString("number"), read.isEmpty() ? null : read.get(0));
    }
  }

  @Test public void aCallerIsReadAsInTypeScript() throws Exception {
    JSONArray vectors = Vectors.array("caller-numbers.json");
    for (int at = 0; at < vectors.length(); at++) {
      JSONObject vector = vectors.getJSONObject(at);
      List<String> numbers = new ArrayList<>();
      for (int number = 0; number < vector.getJSONArray("numbers").length(); number++) numbers.add(vector.getJSONArray("numbers").getString(number));
      assertEquals(vector.getString("typed"), numbers, PhoneNumber.read(vector.getString("typed")));
    }
  }

  @Test public void fourRangesAreOfTwoPlaces() {
    assertEquals(Arrays.asList("+33263123456", "+262263123456"), PhoneNumber.read("0263123456"));
    assertEquals(Arrays.asList("+262269123456", "+33269123456"), PhoneNumber.read("+262 269 12 34 56"));
    assertEquals(Arrays.asList("+596596123456", "+33596123456"), PhoneNumber.read("+33596123456"));
    assertEquals(Arrays.asList("+33976123456", "+262976123456"), PhoneNumber.read("0976123456"));
    assertEquals(Collections.singletonList("+590976123456"), PhoneNumber.read("+590976123456"));
  }

  @Test public void rangesOverseasEndWhereTheyEnd() {
    String[][] places = {
      {"0709 08", "590"}, {"0709 18", "596"}, {"0709 28", "262"}, {"0709 30", "594"}, {"0709 33", "594"}, {"0709 34", "33"}, {"0709 35", "262"}, {"0709 37", "262"}, {"0709 38", "33"}, {"0709 40", "33"},
      {"0690 00", "590"}, {"0691 00", "590"}, {"0692 00", "262"}, {"0693 00", "262"}, {"0694 00", "594"}, {"0695 00", "33"}, {"0696 00", "596"}, {"0697 00", "596"}, {"0698 00", "33"}, {"0689 00", "33"},
      {"0638 00", "33"}, {"0639 00", "262"}, {"0640 00", "33"}, {"0590 00", "590"}, {"0594 00", "594"}, {"0596 00", "596"}, {"0262 00", "262"}, {"0591 00", "33"}
    };
    for (String[] place : places) {
      String national = place[0].substring(1).replace(" ", "") + "1234";
      assertEquals(place[0], "+" + place[1] + national, PhoneNumber.read(place[0] + "1234").get(0));
      assertEquals(place[0], "+" + place[1] + national, PhoneNumber.read("+33" + national).get(0));
    }
  }

  @Test public void digitsOfEveryScriptAreDigits() {
    for (int zero = 0; zero <= Character.MAX_CODE_POINT; zero++) {
      if (Character.getType(zero) != Character.DECIMAL_DIGIT_NUMBER || Character.digit(zero, 10) != 0) continue;
      StringBuilder typed = new StringBuilder();
      for (char digit : "0612345789".toCharArray()) typed.appendCodePoint(zero + digit - '0');
      assertEquals(Integer.toHexString(zero), Collections.singletonList("+33612345789"), PhoneNumber.read(typed.toString()));
    }
  }

  /** Every character below U+10000 that is between digits: let through, a digit, an end, or in the way. The same sets as in TypeScript's expression. */
  @Test public void onlySeparatorsStandBetweenDigits() {
    String separators = "\t\n\u000b\f\r ().-[]\u00a0\u00ad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200e\u200f"
        + "\u2010\u2011\u2012\u2013\u2014\u2015\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2066\u2067\u2068\u2069\u2212\u3000\ufeff";
    for (char one = 0; one < Character.MAX_VALUE; one++) {
      boolean separates = separators.indexOf(one) >= 0;
      boolean ends = one == ';' || one == ',';
      if (Character.digit(one, 10) >= 0) continue;
      List<String> expected = separates ? Collections.singletonList("+33612345678") : Collections.<String>emptyList();
      assertEquals(Integer.toHexString(one), ends ? Collections.<String>emptyList() : expected, PhoneNumber.read("06123" + one + "45678"));
      assertEquals("at the end, " + Integer.toHexString(one), ends ? Collections.singletonList("+33612345678") : expected, PhoneNumber.read("0612345678" + one));
    }
  }

  @Test public void shortNumbersAndThoseOfEmergencyAreNone() {
    for (String number : new String[] {"15", "17", "18", "112", "114", "115", "116117", "119", "191", "196", "3919", "3117", "1004", "36 37", "118218", "+15", "0015"}) {
      assertEquals(number, Collections.<String>emptyList(), PhoneNumber.read(number));
    }
  }
}
