package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import org.junit.Test;

public class LinkCodeTest {
  @Test public void aCodeIsReadInAnyCaseAndSpacing() {
    for (String typed : new String[] {"7K3M-9QXT", "7k3m9qxt", " 7K3M 9QXT\n", "7k3m–9qxt", "7K-3M-9Q-XT", "7K3M\u00a09QXT"}) assertEquals(typed, "7K3M-9QXT", LinkCode.read(typed));
  }

  @Test public void slipsOfTheEyeAreForgiven() {
    assertEquals("0011-0011", LinkCode.read("OoIl-0011"));
  }

  @Test public void anythingElseIsNone() {
    for (String typed : new String[] {"", "7K3M-9QX", "7K3M-9QXTT", "7K3M-9QXU", "7K3M-9QX\"", "7K3M-9QX٣", "7K3M/9QXT"}) assertNull(typed, LinkCode.read(typed));
  }
}
