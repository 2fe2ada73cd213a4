package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(sdk = {30, 34})
public class FirstShellTest {
  @Test
  public void textsAreThere() {
    assertEquals("Jasmine", RuntimeEnvironment.getApplication().getString(R.string.callshield_name));
    assertEquals("app.jasmine.android", RuntimeEnvironment.getApplication().getPackageName());
  }
}
