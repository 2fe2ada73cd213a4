package app.jasmine.callshield;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.Test;

public class Base64UrlTest {
  /** RFC 4648 section 10, without the padding. */
  @Test public void bytesAreWrittenAsTheStandardSays() {
    String[][] vectors = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    for (String[] vector : vectors) {
      assertEquals(vector[1], Base64Url.write(vector[0].getBytes(StandardCharsets.US_ASCII)));
      assertArrayEquals(vector[0].getBytes(StandardCharsets.US_ASCII), Base64Url.read(vector[1]));
    }
    assertEquals("-_-_", Base64Url.write(new byte[] {(byte) 0xfb, (byte) 0xff, (byte) 0xbf}));
  }

  @Test public void whatWasWrittenIsReadAgain() {
    Random random = new Random(1);
    for (int length = 0; length < 200; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertArrayEquals(bytes, Base64Url.read(Base64Url.write(bytes)));
    }
  }

  @Test public void whatWouldBeASecondTextForTheSameBytesIsRefused() {
    for (String text : new String[] {"Zh", "Zg==", "Zm9", "Z", "Zm9vY", "A", "AAAAA", "Zm 8", "Zm+v", "Zm/v", "Zm9v\n", "é"}) assertNull(text, Base64Url.read(text));
  }
}
