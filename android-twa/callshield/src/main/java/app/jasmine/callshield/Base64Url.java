package app.jasmine.callshield;

/** Bytes as text that needs no escaping anywhere (RFC 4648 section 5, no padding). java.util.Base64 came with Android 8, android.util.Base64 is of the device only. */
final class Base64Url {
  private Base64Url() {}

  static String write(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 4 + 2) / 3);
    int bits = 0;
    int held = 0;
    for (byte one : bytes) {
      bits = bits << 8 | one & 0xff;
      held += 8;
      while (held >= 6) {
        held -= 6;
        text.append(ALPHABET.charAt(bits >>> held & 63));
      }
      bits &= (1 << held) - 1;
    }
    if (held > 0) text.append(ALPHABET.charAt(bits << 6 - held & 63));
    return text.toString();
  }

  /** Null for what {@link #write} does not write: one text for the same bytes. */
  static byte[] read(String text) {
    byte[] bytes = new byte[text.length() * 6 / 8];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int place = 0; place < text.length(); place++) {
      int value = ALPHABET.indexOf(text.charAt(place));
      if (value < 0) return null;
      bits = bits << 6 | value;
      held += 6;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (bits >>> held);
        bits &= (1 << held) - 1;
      }
    }
    return held < 6 && bits == 0 ? bytes : null;
  }

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
}
