package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import android.content.pm.ApplicationInfo;
import android.content.pm.ComponentInfo;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;

@RunWith(RobolectricTestRunner.class)
public class ManifestShellTest {
  @Test
  public void thePermissionsAreTheseAndNoOthers() throws Exception {
    List<String> expected = Arrays.asList("ACCESS_NETWORK_STATE", "INTERNET", "POST_NOTIFICATIONS", "READ_CONTACTS", "SYSTEM_ALERT_WINDOW");
    List<String> found = new ArrayList<>();
    for (String permission : new TreeSet<>(Arrays.asList(app().requestedPermissions))) found.add(permission.replace("android.permission.", ""));
    assertEquals(expected, found);
  }

  @Test
  public void onlyWhatMustBeIsOpenToOthers() throws Exception {
    List<String> open = new ArrayList<>();
    List<ComponentInfo> all = new ArrayList<>(Arrays.asList(app().activities));
    all.addAll(Arrays.asList(app().services));
    for (ComponentInfo component : all) if (component.exported) open.add(component.name.replace("app.jasmine.callshield.", ""));
    assertEquals(Arrays.asList("LinkActivity", "OpenActivity", "CallShieldService"), open);
    assertNull(app().receivers);
    assertNull(app().providers);
  }

  @Test
  public void onlyThePhoneItselfMayBindTheServices() throws Exception {
    assertEquals("android.permission.BIND_SCREENING_SERVICE", app().services[0].permission);
    assertEquals("android.permission.BIND_JOB_SERVICE", app().services[1].permission);
  }

  @Test
  public void noBackupTakesAnythingAlong() throws Exception {
    assertEquals(0, app().applicationInfo.flags & (ApplicationInfo.FLAG_ALLOW_BACKUP | ApplicationInfo.FLAG_DEBUGGABLE));
  }

  /** Gradle merges one into the other; without Gradle the second is all there is. */
  @Test
  public void theStandaloneManifestHasAllOfTheModules() throws Exception {
    String standalone = text("src/standalone/AndroidManifest.xml");
    Matcher element = Pattern.compile("(?s)<(uses-permission|service|activity) .*?(/>|</\\1>)").matcher(text("src/main/AndroidManifest.xml"));
    int count = 0;
    for (; element.find(); count++) assertTrue(element.group(), standalone.contains(element.group()));
    assertEquals(9, count);
  }

  @Test
  public void plainHttpIsAllowedToTheSameMachinesInBothPlaces() throws Exception {
    Matcher domain = Pattern.compile("<domain>(.*?)</domain>").matcher(text("src/main/res/xml/callshield_network.xml"));
    int count = 0;
    for (; domain.find(); count++) assertTrue(SyncClient.isAllowed("http://" + domain.group(1) + ":8080"));
    assertEquals(3, count);
  }

  private static String text(String path) throws Exception {
    return new String(Files.readAllBytes(new File(path).toPath()), StandardCharsets.UTF_8);
  }

  private static PackageInfo app() throws Exception {
    int what = PackageManager.GET_PERMISSIONS | PackageManager.GET_ACTIVITIES | PackageManager.GET_SERVICES | PackageManager.GET_RECEIVERS | PackageManager.GET_PROVIDERS;
    return RuntimeEnvironment.getApplication().getPackageManager().getPackageInfo("app.jasmine.android", what);
  }
}
