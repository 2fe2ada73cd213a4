package app.jasmine.callshield;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.Test;

public class CallerFilterTest {
  private static final FilterBuilder GOLDEN = FilterBuilder.golden();
  private static final byte[] FILE = GOLDEN.build();

  @Test public void theGoldenFilesComeOutByteForByteAndAreRead() throws Exception {
    holdsGolden(FilterBuilder.golden(), "348a9c47a05fb6d2d8ea0bc3ea46d4a206951f30f04aaccd3d744282a96c815a");
    holdsGolden(FilterBuilder.goldenSlow(), "b02b907c63e966fd2251d80f8f6ddc7366c047bd5ae492dd178fca77c7ba359b");
  }

  private static void holdsGolden(FilterBuilder golden, String sha256) throws Exception {
    byte[] file = golden.build();
    assertEquals(1104, file.length);
    assertEquals(sha256, Vectors.hexOf(MessageDigest.getInstance("SHA-256").digest(file)));
    CallerFilter filter = CallerFilter.read(file, golden.key, FilterBuilder.THEN);
    for (Map.Entry<String, Integer> entry : golden.entries.entrySet()) assertEquals(DangerLevel.of(entry.getValue()), filter.levelOf(entry.getKey()));
    assertNull(filter.levelOf("+33600000000"));
    assertEquals(1, filter.generation());
    assertEquals(1_780_000_000, filter.notAfter());
  }

  @Test public void theFilesThatTypeScriptWroteSayWhatItSays() throws Exception {
    JSONObject vectors = Vectors.object("caller-filter.json");
    byte[] key = Base64Url.read(vectors.getString("key"));
    JSONArray files = vectors.getJSONArray("files");
    assertEquals(2, files.length());
    for (int at = 0; at < files.length(); at++) {
      CallerFilter filter = CallerFilter.read(Base64Url.read(files.getJSONObject(at).getString("file")), key, vectors.getLong("now"));
      JSONArray probes = vectors.getJSONArray("probes");
      for (int probe = 0; probe < probes.length(); probe++) {
        int level = probes.getJSONObject(probe).getInt("level");
        String number = probes.getJSONObject(probe).getString("number");
        assertEquals(number, level == 0 ? null : DangerLevel.of(level), filter.levelOf(number));
      }
    }
  }

  @Test public void numbersAreStretchedAndPlacedAsInTypeScript() throws Exception {
    JSONObject vectors = Vectors.object("caller-filter.json");
    JSONArray stretched = vectors.getJSONArray("stretched");
    CallerFilter fast = CallerFilter.read(FILE, GOLDEN.key, FilterBuilder.THEN);
    CallerFilter slow = CallerFilter.read(FilterBuilder.goldenSlow().build(), GOLDEN.key, FilterBuilder.THEN);
    for (int at = 0; at < stretched.length(); at++) {
      JSONObject one = stretched.getJSONObject(at);
      CallerFilter filter = one.getInt("kdf") == 0 ? fast : slow;
      assertEquals(one.getString("x"), Vectors.hexOf(filter.stretch(one.getString("number"))));
    }
    JSONArray placed = vectors.getJSONArray("indices");
    for (int at = 0; at < placed.length(); at++) {
      JSONObject one = placed.getJSONObject(at);
      int[] indices = GOLDEN.indices(Vectors.bytesOfHex(one.getString("x")), one.getInt("level"));
      assertEquals(one.getJSONArray("indices").toString(), Arrays.toString(indices).replace(" ", ""));
    }
  }

  @Test public void aFileInWhichOneBitIsAnotherIsRefused() {
    for (int at = 0; at < FILE.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = FILE.clone();
        changed[at] ^= (byte) (1 << bit);
        String fault = faultOf(changed, GOLDEN.key, FilterBuilder.THEN);
        assertTrue("byte " + at + ", bit " + bit + ": " + fault, fault.equals("FORM") || fault.equals("KEY"));
      }
    }
  }

  @Test public void aFileThatWasCutAnywhereOrIsLongerIsRefused() {
    for (int length = 0; length < FILE.length; length++) assertNotEquals("cut at " + length, "read", faultOf(Arrays.copyOf(FILE, length), GOLDEN.key, FilterBuilder.THEN));
    assertEquals("FORM", faultOf(Arrays.copyOf(FILE, FILE.length + 1), GOLDEN.key, FilterBuilder.THEN));
  }

  @Test public void anotherKeyIsRefused() {
    assertEquals("KEY", faultOf(FILE, new byte[32], FilterBuilder.THEN));
    assertEquals("KEY", faultOf(FILE, new byte[0], FilterBuilder.THEN));
    assertEquals("KEY", faultOf(FILE, Arrays.copyOf(GOLDEN.key, 33), FilterBuilder.THEN));
    assertEquals("KEY", faultOf(FILE, Arrays.copyOf(GOLDEN.key, 31), FilterBuilder.THEN));
  }

  @Test public void aFileIsGoodFromItsFirstSecondToBeforeItsLast() {
    assertEquals("EARLY", faultOf(FILE, GOLDEN.key, GOLDEN.notBefore - 1));
    assertEquals("read", faultOf(FILE, GOLDEN.key, GOLDEN.notBefore));
    assertEquals("read", faultOf(FILE, GOLDEN.key, GOLDEN.notAfter - 1));
    assertEquals("LATE", faultOf(FILE, GOLDEN.key, GOLDEN.notAfter));
    assertEquals("EARLY", faultOf(FILE, GOLDEN.key, 0));
    assertEquals("LATE", faultOf(FILE, GOLDEN.key, Long.MAX_VALUE));
  }

  /** Sealed with the right key, and still of no form that is known here. */
  @Test public void whatAFileMayNotSayIsRefusedEvenUnderItsKey() {
    assertEquals("read", sealedWith(0, 0x43));
    int[][] wrong = {{0, 0x44}, {3, 0x32}, {4, 1}, {4, 2}, {4, 0xff}, {5, 0}, {5, 17}, {5, 0x90}, {6, 5}, {6, 7}, {7, 1}, {11, 1}, {28, 1}, {31, 1}, {26, 0x21}, {27, 1}, {20, 0}};
    for (int[] one : wrong) assertEquals("byte " + one[0] + " as " + one[1], "FORM", sealedWith(one[0], one[1]));
    FilterBuilder slow = FilterBuilder.goldenSlow();
    byte[] noRounds = slow.build();
    Arrays.fill(noRounds, 8, 12, (byte) 0);
    assertEquals("FORM", faultOf(slow.sealed(noRounds), slow.key, FilterBuilder.THEN));
  }

  /** A filter that ends after 2038 is one, too: times have no sign. */
  @Test public void timesAreUnsigned() throws Exception {
    FilterBuilder late = FilterBuilder.golden();
    late.notAfter = (int) 4_000_000_000L;
    assertEquals(4_000_000_000L, CallerFilter.read(late.build(), late.key, 3_999_999_999L).notAfter());
    assertEquals("LATE", faultOf(late.build(), late.key, 4_000_000_000L));
  }

  @Test public void ofTwoLevelsTheMoreSevereIsTold() throws Exception {
    FilterBuilder two = FilterBuilder.golden();
    byte[] file = two.build();
    for (int bit : two.indices(two.stretch("+32470123456"), 2)) file[48 + (bit >>> 3)] |= (byte) (1 << (bit & 7));
    assertEquals(DangerLevel.DANGEROUS, CallerFilter.read(two.sealed(file), two.key, FilterBuilder.THEN).levelOf("+32470123456"));
  }

  @Test public void aCallerIsLookedUpAsAllThatTheNumberMayBe() throws Exception {
    FilterBuilder both = FilterBuilder.golden();
    both.entries.put("+33263123456", 5);
    both.entries.put("+262263123456", 2);
    both.entries.put("+33269123456", 2);
    both.entries.put("+262269123456", 5);
    both.entries.put("+262976123456", 3);
    both.entries.put("+596596123456", 4);
    CallerFilter filter = CallerFilter.read(both.build(), both.key, FilterBuilder.THEN);
    assertEquals(DangerLevel.VERY_DANGEROUS, filter.levelOfCaller("06 12 34 56 78"));
    assertEquals(DangerLevel.RISKY, filter.levelOfCaller("0692 12 34 56"));
    assertEquals("the more severe", DangerLevel.DANGEROUS, filter.levelOfCaller("0263 12 34 56"));
    assertEquals("in either order", DangerLevel.DANGEROUS, filter.levelOfCaller("0269 12 34 56"));
    assertEquals("the one that is known", DangerLevel.RISKY, filter.levelOfCaller("+33 976 12 34 56"));
    assertEquals("in either order", DangerLevel.UNPLEASANT, filter.levelOfCaller("0596 12 34 56"));
    for (String none : new String[] {"0600000000", "17", "112", "3919", "", "anonymous"}) assertNull(none, filter.levelOfCaller(none));
  }

  @Test public void aFilterWithFewerBitsPerEntryIsReadToo() throws Exception {
    for (int k = 1; k <= 16; k++) {
      FilterBuilder few = FilterBuilder.golden();
      few.k = k;
      few.bits = 57_344;
      CallerFilter filter = CallerFilter.read(few.build(), few.key, FilterBuilder.THEN);
      for (Map.Entry<String, Integer> entry : few.entries.entrySet()) assertEquals("k " + k, DangerLevel.of(entry.getValue()), filter.levelOf(entry.getKey()));
      assertArrayEquals(few.stretch("+33612345678"), filter.stretch("+33612345678"));
    }
  }

  @Test public void anEntryOfWhichOneBitIsMissingIsNotReported() throws Exception {
    FilterBuilder one = FilterBuilder.golden();
    one.entries.keySet().retainAll(Arrays.asList("+33612345678"));
    for (int bit : one.indices(one.stretch("+33612345678"), 1)) {
      byte[] file = one.build();
      file[48 + (bit >>> 3)] &= (byte) ~(1 << (bit & 7));
      assertNull("bit " + bit, CallerFilter.read(one.sealed(file), one.key, FilterBuilder.THEN).levelOf("+33612345678"));
    }
  }

  @Test public void aFileHasAtLeastOneByteOfBitsAndAtMost32MiB() {
    assertEquals((1 << 28) / 8 + 48 + 32, CallerFilter.MOST_BYTES);
    assertEquals("FORM", faultOfSize(0));
    assertEquals("KEY", faultOfSize(8));
    assertEquals("KEY", faultOfSize(1 << 28));
    assertEquals("FORM", faultOfSize((1 << 28) + 8));
  }

  /** Of a file that says its size rightly, and is not sealed. */
  private static String faultOfSize(int bits) {
    byte[] file = Arrays.copyOf(Arrays.copyOf(FILE, 48), 48 + bits / 8 + 32);
    ByteBuffer.wrap(file).putInt(24, bits);
    return faultOf(file, GOLDEN.key, FilterBuilder.THEN);
  }

  private static String sealedWith(int at, int value) {
    byte[] file = FILE.clone();
    file[at] = (byte) value;
    return faultOf(GOLDEN.sealed(file), GOLDEN.key, FilterBuilder.THEN);
  }

  private static String faultOf(byte[] file, byte[] key, long now) {
    try {
      CallerFilter.read(file, key, now);
      return "read";
    } catch (FilterException refused) {
      return refused.fault.name();
    }
  }
}
