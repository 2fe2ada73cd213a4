package app.jasmine.callshield;

import java.util.TreeMap;
import javax.annotation.Priority;
import javax.inject.Inject;
import org.robolectric.internal.dependency.DependencyResolver;
import org.robolectric.pluginapi.Sdk;
import org.robolectric.plugins.DefaultSdkProvider;

/** The Androids there are: 11 and 14, which Maven brings. Robolectric reads the app's resources with the newest that it knows, and wants its 200 MB. */
@Priority(1)
public class ShellAndroids extends DefaultSdkProvider {
  @Inject
  public ShellAndroids(DependencyResolver resolver) {
    super(resolver);
  }

  @Override
  protected void populateSdks(TreeMap<Integer, Sdk> sdks) {
    super.populateSdks(sdks);
    sdks.keySet().retainAll(java.util.Arrays.asList(30, 34));
  }
}
