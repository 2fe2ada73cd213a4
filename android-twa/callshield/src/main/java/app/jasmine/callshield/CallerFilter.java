package app.jasmine.callshield;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * CSF1: whether a number is reported, and how severely, from a small file that names no number. It is built in
 * `src/domain/caller-filter.ts`, and `tests/vectors/caller-filter.json` holds both to one form. Any thread may ask; they take turns.
 */
final class CallerFilter {
  private final byte[] file;
  private final Header header;
  private final Hmac index;

  private CallerFilter(byte[] file, Header header, Hmac index) {
    this.file = file;
    this.header = header;
    this.index = index;
  }

  /** `key`: 32 bytes, that came apart from the file. `nowSeconds`: since 1970. The file's bytes are used in place: nobody changes them afterwards. */
  static CallerFilter read(byte[] file, byte[] key, long nowSeconds) throws FilterException {
    Header header = Header.read(file);
    if (key.length != KEY) throw new FilterException(FilterException.Fault.KEY);
    Hmac whole = new Hmac(key);
    byte[] expected = new Hmac(whole.of(ascii("CSF1 file"))).of(file, 0, file.length - Hmac.BYTES);
    byte[] found = Arrays.copyOfRange(file, file.length - Hmac.BYTES, file.length);
    if (!MessageDigest.isEqual(expected, found)) throw new FilterException(FilterException.Fault.KEY);
    if (nowSeconds < header.notBefore) throw new FilterException(FilterException.Fault.EARLY);
    if (nowSeconds >= header.notAfter) throw new FilterException(FilterException.Fault.LATE);
    return new CallerFilter(file, header, new Hmac(whole.of(ascii("CSF1 index"))));
  }

  /** The most severe level at which who calls may be reported; null: not reported, or no number. `text`: as the phone shows it. */
  DangerLevel levelOfCaller(String text) {
    DangerLevel worst = null;
    for (String number : PhoneNumber.read(text)) worst = DangerLevel.worstOf(worst, levelOf(number));
    return worst;
  }

  /** The same of one number. `e164`: with the plus sign. Costs a {@link #stretch}; the rest is at most six short look-ups of two hashes. */
  DangerLevel levelOf(String e164) {
    return levelOfStretched(stretch(e164));
  }

  /** The same of a stretched number, 32 bytes. */
  synchronized DangerLevel levelOfStretched(byte[] x) {
    byte[] message = new byte[2 + x.length];
    System.arraycopy(x, 0, message, 2, x.length);
    for (int level = 1; level <= Header.LEVELS; level++) {
      message[0] = (byte) level;
      if (hasAll(message)) return DangerLevel.of(level);
    }
    return null;
  }

  /**
   * 32 bytes. Slow on purpose where the file says so: 20,000 rounds of HMAC by default, 4 ms on a computer. A phone needs more, for each round goes
   * over into native code, and Telecom waits 5 s at most: measure before raising them.
   */
  byte[] stretch(String e164) {
    byte[] text = ascii(e164);
    return header.kdf == 0 ? new Hmac(header.salt).of(text) : new Hmac(text).pbkdf2(header.salt, header.iterations);
  }

  int generation() {
    return header.generation;
  }

  /** Seconds since 1970: from then on the file says nothing any more. */
  long notAfter() {
    return header.notAfter;
  }

  /** `message`: the level, room for the round, and the stretched number. */
  private boolean hasAll(byte[] message) {
    for (int left = header.k, round = 0; left > 0; round++) {
      message[1] = (byte) round;
      ByteBuffer words = ByteBuffer.wrap(index.of(message));
      for (; words.hasRemaining() && left > 0; left--) {
        int bit = (int) ((words.getInt() & UNSIGNED) % header.bits);
        if ((file[Header.BYTES + (bit >>> 3)] & 1 << (bit & 7)) == 0) return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What stands before the bits. */
  private static final class Header {
    final int kdf;
    final int k;
    final long iterations;
    final int generation;
    final long notBefore;
    final long notAfter;
    final long bits;
    final byte[] salt;

    private Header(ByteBuffer file) {
      file.position(4);
      kdf = file.get();
      k = file.get();
      file.position(8);
      iterations = file.getInt() & UNSIGNED;
      generation = file.getInt();
      notBefore = file.getInt() & UNSIGNED;
      notAfter = file.getInt() & UNSIGNED;
      bits = file.getInt() & UNSIGNED;
      file.position(32);
      file.get(salt = new byte[SALT]);
    }

    static Header read(byte[] file) throws FilterException {
      if (file.length < BYTES + Hmac.BYTES) throw new FilterException(FilterException.Fault.FORM);
      Header header = new Header(ByteBuffer.wrap(file));
      boolean known = ByteBuffer.wrap(file).getInt() == MAGIC && file[6] == LEVELS && file[7] == 0 && ByteBuffer.wrap(file).getInt(28) == 0;
      if (!known || !header.isRight() || file.length != BYTES + header.bits / 8 + Hmac.BYTES) throw new FilterException(FilterException.Fault.FORM);
      return header;
    }

    private boolean isRight() {
      boolean stretched = kdf == 0 ? iterations == 0 : kdf == 1 && iterations > 0;
      return stretched && k >= 1 && k <= MOST_K && notAfter > notBefore && bits > 0 && bits % 8 == 0 && bits <= MOST_BITS;
    }

    static final int BYTES = 48;
    static final int LEVELS = 6;
    private static final int SALT = 16;
    /** "CSF1". */
    private static final int MAGIC = 0x43534631;
    private static final int MOST_K = 16;
    private static final long MOST_BITS = 1L << 28;
  }

  /** No file is longer: what a download reads at most. 32 MiB of bits, header and seal. */
  static final int MOST_BYTES = Header.BYTES + (int) (Header.MOST_BITS / 8) + Hmac.BYTES;
  private static final int KEY = 32;
  private static final long UNSIGNED = 0xffffffffL;
}
