package app.jasmine.callshield;

import android.content.Context;
import android.content.Intent;
import android.net.Uri;

/** The web app, in the browser or, where it is installed, in its own window. No number is ever in its address. */
final class WebApp {
  private WebApp() {}

  static Intent intent(Context context) {
    return open(Shield.origin(context) + "/app");
  }

  /** The page where a member says yes to this phone. */
  static Intent link(Context context, String challenge) {
    return open(Shield.origin(context) + "/app?link=" + challenge);
  }

  private static Intent open(String address) {
    return new Intent(Intent.ACTION_VIEW, Uri.parse(address)).addCategory(Intent.CATEGORY_BROWSABLE).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK);
  }
}
