package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.TimeZone;
import org.junit.Test;

public class ServerTimeTest {
  @Test public void timesAreThoseOfGreenwichWhereverThePhoneIs() {
    TimeZone here = TimeZone.getDefault();
    try {
      for (String zone : new String[] {"UTC", "Europe/Paris", "Indian/Reunion", "Pacific/Tahiti"}) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertEquals(Long.valueOf(1_798_106_400_000L), ServerTime.read("2026-12-24T10:00:00.000Z"));
        assertEquals(Long.valueOf(1_835_395_199_999L), ServerTime.read("2028-02-28T23:59:59.999Z"));
      }
      assertEquals(Long.valueOf(1_835_395_200_000L), ServerTime.read("2028-02-29T00:00:00.000Z"));
    } finally {
      TimeZone.setDefault(here);
    }
  }

  @Test public void whatNoCalendarHasIsNone() {
    String[] odd = {
      "", "2026-12-24", "2026-12-24T10:00:00Z", "2026-12-24T10:00:00.000+01:00", "2026-12-24t10:00:00.000Z", "2026-02-29T10:00:00.000Z", "2026-13-01T10:00:00.000Z", "2026-00-10T10:00:00.000Z",
      "2026-12-24T24:00:00.000Z", "2026-12-24T10:60:00.000Z", "2026-12-24T10:00:60.000Z", "1970-01-01T00:00:00.000Z", "2026-12-24T10:00:00.000Z\n", "٢٠26-12-24T10:00:00.000Z"
    };
    for (String one : odd) assertNull(one, ServerTime.read(one));
  }
}
