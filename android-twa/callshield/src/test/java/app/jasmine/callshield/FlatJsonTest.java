package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.Collections;
import java.util.Map;
import org.junit.Test;

public class FlatJsonTest {
  @Test public void textsAndNumbersAreRead() {
    Map<String, Object> fields = FlatJson.read(" {\"a\" : \"x\\n\\\"\\\\\\/\\u00e9\\uD83D\\uDE00é\", \"b\":-12,\t\"c\":1.5e3,\"d\":0 ,\"e\":\"\"}\r\n");
    assertEquals("x\n\"\\/é\ud83d\ude00é", fields.get("a"));
    assertEquals(-12L, fields.get("b"));
    assertEquals(1500.0, fields.get("c"));
    assertEquals(0L, fields.get("d"));
    assertEquals("", fields.get("e"));
    assertEquals(5, fields.size());
    assertEquals(Collections.emptyMap(), FlatJson.read("{}"));
    assertEquals(123456789012345680.0, FlatJson.read("{\"a\":123456789012345678}").get("a"));
  }

  @Test public void anythingElseIsNull() {
    String[] odd = {
      "", " ", "{", "}", "[]", "\"a\"", "1", "null", "{}{}", "{},", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,\"a\":1}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":+1}",
      "{\"a\":.5}", "{\"a\":1.}", "{\"a\":1e}", "{\"a\":-}", "{\"a\":0x1}", "{\"a\":NaN}", "{\"a\":true}", "{\"a\":null}", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}",
      "{\"a\":\"\\u12\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"", "{\"a\":\"\\", "{\"a\":1,\"a\":1}", "{\"a\":1}\u00a0", "\ufeff{}", "{\"a\":1 /* */}", "{\"a\":١}"
    };
    for (String one : odd) assertNull(one, FlatJson.read(one));
  }
}
