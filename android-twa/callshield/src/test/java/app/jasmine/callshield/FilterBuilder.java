package app.jasmine.callshield;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes CSF1 for tests, from the specification and apart from the reader: phones only read. */
final class FilterBuilder {
  final byte[] key = new byte[32];
  final byte[] salt = new byte[16];
  int kdf = 0;
  int k = 16;
  int levels = 6;
  int iterations = 0;
  int generation = 1;
  int notBefore = 1_760_000_000;
  int notAfter = 1_780_000_000;
  int bits = 8192;
  final Map<String, Integer> entries = new LinkedHashMap<>();

  /** A time within the golden file's. */
  static final long THEN = 1_770_000_000;

  /** The golden file of the specification, with the hash that costs nothing. */
  static FilterBuilder golden() {
    FilterBuilder golden = new FilterBuilder();
    for (int at = 0; at < 32; at++) golden.key[at] = (byte) at;
    Arrays.fill(golden.salt, (byte) 0xa5);
    String[] numbers = {"+33612345678", "+33712345678", "+262692123456", "+590690123456", "+68987123456", "+32470123456"};
    for (int at = 0; at < numbers.length; at++) golden.entries.put(numbers[at], at + 1);
    return golden;
  }

  static FilterBuilder goldenSlow() {
    FilterBuilder golden = golden();
    golden.kdf = 1;
    golden.iterations = 20_000;
    return golden;
  }

  byte[] build() {
    byte[] file = new byte[48 + bits / 8 + 32];
    ByteBuffer header = ByteBuffer.wrap(file);
    header.put("CSF1".getBytes(StandardCharsets.US_ASCII)).put((byte) kdf).put((byte) k).put((byte) levels).put((byte) 0);
    header.putInt(iterations).putInt(generation).putInt(notBefore).putInt(notAfter).putInt(bits).putInt(0).put(salt);
    for (Map.Entry<String, Integer> entry : entries.entrySet()) {
      for (int bit : indices(stretch(entry.getKey()), entry.getValue())) file[48 + (bit >>> 3)] |= (byte) (1 << (bit & 7));
    }
    return sealed(file);
  }

  /** The file with a seal that is right for its bytes: what a key's holder could write, whatever it says. */
  byte[] sealed(byte[] file) {
    byte[] seal = new Hmac(new Hmac(key).of(ascii("CSF1 file"))).of(file, 0, file.length - 32);
    System.arraycopy(seal, 0, file, file.length - 32, 32);
    return file;
  }

  byte[] stretch(String number) {
    return kdf == 0 ? new Hmac(salt).of(ascii(number)) : new Hmac(ascii(number)).pbkdf2(salt, iterations);
  }

  int[] indices(byte[] x, int level) {
    Hmac index = new Hmac(new Hmac(key).of(ascii("CSF1 index")));
    int[] indices = new int[k];
    for (int i = 0; i < k; i++) {
      byte[] message = ByteBuffer.allocate(2 + x.length).put((byte) level).put((byte) (i / 8)).put(x).array();
      indices[i] = (int) Long.remainderUnsigned(ByteBuffer.wrap(index.of(message)).getInt(4 * (i % 8)) & 0xffffffffL, bits);
    }
    return indices;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
