package app.jasmine.callshield;

import android.app.Activity;
import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.WindowManager;
import android.widget.EditText;
import android.widget.TextView;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * The sign-in hand-over. It makes a secret, opens the web app with what may be shown of it, and changes the code that comes back, or is typed, for a
 * token. Anybody can send a link with a code: one that nobody waits for is not looked at.
 */
public final class LinkActivity extends Activity {
  private boolean asking;

  /** The member wants to link this phone. A new secret each time: of two that wait, nobody could say which one a code is for. */
  static void begin(Activity from) throws IOException {
    String verifier = Pkce.newVerifier(new SecureRandom());
    LinkAttempt attempt = new LinkAttempt(Pkce.challengeOf(verifier), verifier, Shield.now());
    FilterStore.of(from).restart(state -> state.waiting(attempt));
    from.startActivities(new Intent[] {new Intent(from, LinkActivity.class), WebApp.link(from, attempt.challenge)});
  }

  @Override
  protected void onCreate(Bundle saved) {
    super.onCreate(saved);
    getWindow().addFlags(WindowManager.LayoutParams.FLAG_SECURE);
    setContentView(R.layout.callshield_link);
    findViewById(R.id.callshield_link_open).setOnClickListener(view -> openWebApp());
    findViewById(R.id.callshield_link_send).setOnClickListener(view -> send(((EditText) findViewById(R.id.callshield_link_code)).getText().toString()));
    if (saved == null) take(getIntent());
  }

  @Override
  protected void onNewIntent(Intent intent) {
    super.onNewIntent(intent);
    setIntent(intent);
    take(intent);
  }

  /** Nobody outside begins: without a code it only shows what waits. */
  private void take(Intent intent) {
    Uri link = intent.getData();
    String code = link == null || !link.isHierarchical() ? null : link.getQueryParameter("code");
    if (code != null) send(code);
    else if (isWaiting()) say(R.string.callshield_link_waits);
    else goToSetUp();
  }

  private void openWebApp() {
    try {
      begin(this);
    } catch (IOException | ActivityNotFoundException refused) {
      say(R.string.callshield_link_cannot_begin);
    }
  }

  private boolean isWaiting() {
    return FilterStore.of(this).session().isWaiting(Shield.now());
  }

  private void send(String typed) {
    if (asking) return;
    String code = LinkCode.read(typed);
    if (code == null) {
      say(R.string.callshield_link_no_code);
      return;
    }
    if (!isWaiting()) {
      say(R.string.callshield_link_not_awaited);
      return;
    }
    asking = true;
    say(R.string.callshield_link_asking);
    Shield.run(() -> link(code), answer -> {
      asking = false;
      answered(answer);
    });
  }

  /** The list comes at once, so that warnings are on when the set-up screen opens. */
  private LinkAnswer.Kind link(String code) throws IOException {
    FilterSync sync = Shield.sync(this);
    LinkAnswer.Kind answer = sync.link(code, Shield.now());
    try {
      if (answer == LinkAnswer.Kind.LINKED) sync.download(Shield.now(), true);
    } catch (IOException full) {
      // Linked it is: the set-up screen says that the list is missing, and the job fetches it.
    }
    return answer;
  }

  private void answered(LinkAnswer.Kind answer) {
    if (answer == LinkAnswer.Kind.LINKED) {
      SyncJobService.keepScheduled(this);
      goToSetUp();
    } else if (answer == LinkAnswer.Kind.REFUSED) say(R.string.callshield_link_refused);
    else say(R.string.callshield_link_later);
  }

  private void goToSetUp() {
    startActivity(new Intent(this, SetUpActivity.class).addFlags(Intent.FLAG_ACTIVITY_CLEAR_TOP));
    finish();
  }

  private void say(int text) {
    ((TextView) findViewById(R.id.callshield_link_said)).setText(text);
  }
}
