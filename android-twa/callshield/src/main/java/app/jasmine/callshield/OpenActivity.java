package app.jasmine.callshield;

import android.app.Activity;
import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.os.Bundle;

/** The app's icon: the web app, once warnings are on; before that, and whenever they are not, the screen that says what is missing. */
public final class OpenActivity extends Activity {
  @Override
  protected void onCreate(Bundle saved) {
    super.onCreate(saved);
    Intent setUp = new Intent(this, SetUpActivity.class);
    try {
      startActivity(SetUpState.of(this).warns() ? WebApp.intent(this) : setUp);
    } catch (ActivityNotFoundException noBrowser) {
      startActivity(setUp);
    }
    finish();
  }
}
