package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

public class DangerLevelTest {
  @Test public void levelsOneToSixFillSixBarsToOne() {
    assertEquals(DangerLevel.VERY_DANGEROUS, DangerLevel.of(1));
    assertEquals(DangerLevel.DIFFICULT_MEETING, DangerLevel.of(6));
    for (int level = 1; level <= 6; level++) assertEquals(7 - level, DangerLevel.of(level).severity());
  }

  /** A level under another name would be the wrong warning, and no file says so. */
  @Test public void namesAndTheirOrderAreThoseOfTypeScript() throws Exception {
    Matcher list = Pattern.compile("dangerLevels = \\[(.*?)\\]").matcher(Vectors.text("src/domain/danger-level.ts"));
    assertTrue(list.find());
    StringBuilder names = new StringBuilder();
    for (DangerLevel level : DangerLevel.values()) names.append(names.length() == 0 ? "" : ", ").append("'").append(level.name().toLowerCase(Locale.ROOT).replace('_', '-')).append("'");
    assertEquals(list.group(1), names.toString());
  }

  @Test public void ofTwoTheMoreSevereCounts() {
    assertEquals(DangerLevel.DANGEROUS, DangerLevel.worstOf(DangerLevel.DANGEROUS, DangerLevel.RISKY));
    assertEquals(DangerLevel.DANGEROUS, DangerLevel.worstOf(DangerLevel.RISKY, DangerLevel.DANGEROUS));
    assertEquals(DangerLevel.RISKY, DangerLevel.worstOf(null, DangerLevel.RISKY));
    assertEquals(DangerLevel.RISKY, DangerLevel.worstOf(DangerLevel.RISKY, null));
    assertNull(DangerLevel.worstOf(null, null));
  }
}
