package app.jasmine.callshield;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.Test;

public class HmacTest {
  /** RFC 4231 section 4.3. */
  @Test public void isThatOfTheStandard() {
    byte[] message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
    Hmac hmac = new Hmac("Jefe".getBytes(StandardCharsets.US_ASCII));
    String expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assertEquals(expected, Vectors.hexOf(hmac.of(message)));
    assertEquals("used again", expected, Vectors.hexOf(hmac.of(message)));
    assertEquals("of a part", expected, Vectors.hexOf(hmac.of(Arrays.copyOf(message, 40), 0, message.length)));
  }

  @Test public void pbkdf2IsThatOfTheMachine() throws Exception {
    SecretKeyFactory machine = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      String number = "+" + (1_000_000 + random.nextInt(Integer.MAX_VALUE - 1_000_000));
      byte[] salt = new byte[16];
      random.nextBytes(salt);
      int iterations = 1 + random.nextInt(50);
      byte[] expected = machine.generateSecret(new PBEKeySpec(number.toCharArray(), salt, iterations, 256)).getEncoded();
      assertArrayEquals(number, expected, new Hmac(number.getBytes(StandardCharsets.US_ASCII)).pbkdf2(salt, iterations));
    }
  }
}
