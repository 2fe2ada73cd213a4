package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.AssumptionViolatedException;
import org.junit.Before;
import org.junit.Test;

/** In bulk what the vectors show in little: the folder is what `node tests/callshield/write-probes.ts <dir>` wrote. */
public class CallerFilterProbesTest {
  private File folder;

  @Before public void findsTheFolder() {
    String named = System.getProperty("callshield.probes", "");
    if (named.isEmpty()) throw new AssumptionViolatedException("Left out: -Dcallshield.probes names no folder that `node tests/callshield/write-probes.ts <dir>` wrote.");
    folder = new File(named);
  }

  @Test public void ofAMillionStretchedNumbersEachIsAtTheLevelThatTypeScriptFound() throws Exception {
    byte[] key = Base64Url.read(new String(bytes("filter.key"), StandardCharsets.US_ASCII).trim());
    CallerFilter filter = CallerFilter.read(bytes("filter.csf1"), key, System.currentTimeMillis() / 1000);
    byte[] probes = bytes("probes.bin");
    assertEquals(0, probes.length % PROBE);
    int reported = 0;
    for (int at = 0; at < probes.length; at += PROBE) {
      int expected = probes[at + 32];
      DangerLevel found = filter.levelOfStretched(Arrays.copyOfRange(probes, at, at + 32));
      assertEquals("probe " + at / PROBE, expected == 0 ? null : DangerLevel.of(expected), found);
      if (found != null) reported++;
    }
    assertEquals(1_000_000, probes.length / PROBE);
    assertTrue("some are reported, most are not", reported > 0 && reported < 100_000);
    System.out.println("caller filter: " + probes.length / PROBE + " probes agree, " + reported + " of them reported");
  }

  @Test public void ninetyThousandNumbersInEveryWritingAreReadAsTypeScriptReadsThem() throws Exception {
    String[] lines = new String(bytes("numbers.tsv"), StandardCharsets.UTF_8).split("\n");
    for (String line : lines) {
      int tab = line.lastIndexOf('\t');
      assertEquals(line, line.substring(tab + 1), String.join(",", PhoneNumber.read(line.substring(0, tab))));
    }
    assertEquals(90_000, lines.length);
    System.out.println("caller filter: " + lines.length + " numbers are read alike");
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(new File(folder, name).toPath());
  }

  /** Bytes: a stretched number, and its level. */
  private static final int PROBE = 33;
}
