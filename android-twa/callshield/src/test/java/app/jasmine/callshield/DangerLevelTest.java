package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import org.junit.Test;

public class DangerLevelTest {
  @Test public void levelsOneToSixFillSixBarsToOne() {
    assertEquals(DangerLevel.VERY_DANGEROUS, DangerLevel.of(1));
    assertEquals(DangerLevel.DIFFICULT_MEETING, DangerLevel.of(6));
    for (int level = 1; level <= 6; level++) assertEquals(7 - level, DangerLevel.of(level).severity());
  }

  @Test public void ofTwoTheMoreSevereCounts() {
    assertEquals(DangerLevel.DANGEROUS, DangerLevel.worstOf(DangerLevel.DANGEROUS, DangerLevel.RISKY));
    assertEquals(DangerLevel.DANGEROUS, DangerLevel.worstOf(DangerLevel.RISKY, DangerLevel.DANGEROUS));
    assertEquals(DangerLevel.RISKY, DangerLevel.worstOf(null, DangerLevel.RISKY));
    assertEquals(DangerLevel.RISKY, DangerLevel.worstOf(DangerLevel.RISKY, null));
    assertNull(DangerLevel.worstOf(null, null));
  }
}
