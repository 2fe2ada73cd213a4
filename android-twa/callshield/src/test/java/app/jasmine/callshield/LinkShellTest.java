package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.app.job.JobScheduler;
import android.content.Intent;
import android.net.Uri;
import android.os.Looper;
import android.widget.EditText;
import android.widget.TextView;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;

@RunWith(RobolectricTestRunner.class)
public class LinkShellTest {
  @Rule public final ShellPhone phone = new ShellPhone();
  @Rule public final ShellServer server = new ShellServer();

  @Before
  public void theServerGivesATokenAndTheGoldenList() {
    Shield.origin = server.origin();
    server.answersToken(ShellPhone.token(FilterBuilder.golden()), "2026-03-04T02:40:00.000Z");
    server.list = FilterBuilder.golden().build();
    server.etag = "\"golden\"";
  }

  @Test
  public void aCodeThatNobodyWaitsForIsNotSent() {
    LinkActivity screen = opened("jasmine://link?code=ABCD-EFGH").get();
    assertSaid(screen, R.string.callshield_link_not_awaited);
    assertEquals(0, server.asked.size());
    assertFalse(phone.store().session().isLinked());
  }

  @Test
  public void norIsItSentPastTheScreen() throws Exception {
    assertNull(Shield.sync(phone.app).link("ABCD-EFGH", phone.now()));
    assertEquals(0, server.asked.size());
  }

  @Test
  public void theWebAppGetsTheChallengeAndTheServerTheVerifier() {
    begin();
    String address = webAppOpened();
    LinkAttempt attempt = phone.store().session().attempt;
    assertEquals(server.origin() + "/app?link=" + attempt.challenge, address);
    assertFalse(address.contains(attempt.verifier));
    opened("jasmine://link?code=ABCD-EFGH");
    assertEquals("POST /api/callshield/token {\"code\":\"ABCD-EFGH\",\"verifier\":\"" + attempt.verifier + "\"}", server.asked.get(0));
    assertEquals("Jasmine", server.userAgent);
  }

  @Test
  public void aCodeThatCameBackLinksFetchesTheListAndWarns() throws Exception {
    begin();
    ActivityController<LinkActivity> screen = opened("jasmine://link?code=abcd-efgh");
    assertTrue(phone.store().session().isLinked());
    assertEquals("GET /api/callshield/filter?generation=1 Bearer token-of-a-phone-0123456789", server.asked.get(1));
    assertTrue(screen.get().isFinishing());
    assertEquals(SetUpActivity.class.getName(), lastStarted().getComponent().getClassName());
    assertEquals(1, phone.app.getSystemService(JobScheduler.class).getAllPendingJobs().size());
    assertTrue(phone.ring("+33612345678").overlayBefore);
  }

  @Test
  public void withoutAListYetThePhoneIsLinkedAndTheListIsAskedForSoon() {
    begin();
    server.list = new byte[] {1};
    assertTrue(opened("jasmine://link?code=ABCD-EFGH").get().isFinishing());
    assertTrue(phone.store().session().isLinked());
    assertEquals(2, phone.app.getSystemService(JobScheduler.class).getAllPendingJobs().size());
  }

  @Test
  public void linkingAgainKeepsWarningMeanwhile() throws Exception {
    phone.linked();
    Robolectric.buildActivity(SetUpActivity.class).setup().get().findViewById(R.id.callshield_link_again).performClick();
    assertTrue(phone.store().session().isWaiting(phone.now()));
    assertTrue(phone.ring("+33612345678").overlayBefore);
  }

  @Test
  public void aTypedCodeLinksAsWell() {
    begin();
    LinkActivity screen = opened(null).get();
    ((EditText) screen.findViewById(R.id.callshield_link_code)).setText("ab cd – efgh");
    screen.findViewById(R.id.callshield_link_send).performClick();
    shadowOf(Looper.getMainLooper()).idle();
    assertTrue(phone.store().session().isLinked());
  }

  @Test
  public void whatCannotBeACodeIsNotSent() {
    begin();
    for (String typed : new String[] {"", "ABCD", "ABCD-EFG!", "ABCD-EFGH-JKMN"}) assertSaid(opened("jasmine://link?code=" + Uri.encode(typed)).get(), R.string.callshield_link_no_code);
    assertEquals(0, server.asked.size());
  }

  @Test
  public void aWrongCodeSaysSoAndAnotherMayBeTyped() {
    begin();
    server.answers(400, "{\"error\":\"code\"}".getBytes());
    assertSaid(opened("jasmine://link?code=ABCD-EFGH").get(), R.string.callshield_link_refused);
    assertTrue(phone.store().session().isWaiting(phone.now()));
  }

  @Test
  public void aServerThatDoesNotAnswerLeavesTheAttempt() {
    begin();
    server.answers(503, new byte[0]);
    assertSaid(opened("jasmine://link?code=ABCD-EFGH").get(), R.string.callshield_link_later);
    assertTrue(phone.store().session().isWaiting(phone.now()));
  }

  @Test
  public void aCodeIsTakenOnce() {
    begin();
    opened("jasmine://link?code=ABCD-EFGH");
    assertSaid(opened("jasmine://link?code=ABCD-EFGH").get(), R.string.callshield_link_not_awaited);
  }

  @Test
  public void nobodyWaitsTheNextDay() {
    begin();
    phone.daysPass(1);
    assertSaid(opened("jasmine://link?code=ABCD-EFGH").get(), R.string.callshield_link_not_awaited);
    assertEquals(0, server.asked.size());
  }

  @Test
  public void eachBeginningHasASecretOfItsOwn() {
    begin();
    String first = webAppOpened();
    begin();
    assertNotEquals(first, webAppOpened());
  }

  @Test
  public void aLinkWithoutACodeOpensTheSetUpAndBeginsNothing() {
    ActivityController<LinkActivity> screen = opened("jasmine://link");
    assertTrue(screen.get().isFinishing());
    assertEquals(SetUpActivity.class.getName(), lastStarted().getComponent().getClassName());
    assertNull(phone.store().session().attempt);
  }

  @Test
  public void withoutAnAddressOfTheWebAppNothingCanBeLinked() {
    Shield.origin = "";
    SetUpActivity screen = Robolectric.buildActivity(SetUpActivity.class).setup().get();
    assertEquals(android.view.View.GONE, screen.findViewById(R.id.callshield_link_begin).getVisibility());
    assertEquals(screen.getString(R.string.callshield_next_no_origin), ((TextView) screen.findViewById(R.id.callshield_head_next)).getText());
  }

  private void begin() {
    Robolectric.buildActivity(SetUpActivity.class).setup().get().findViewById(R.id.callshield_link_begin).performClick();
  }

  private ActivityController<LinkActivity> opened(String link) {
    Intent intent = link == null ? new Intent() : new Intent(Intent.ACTION_VIEW, Uri.parse(link));
    ActivityController<LinkActivity> screen = Robolectric.buildActivity(LinkActivity.class, intent).setup();
    shadowOf(Looper.getMainLooper()).idle();
    return screen;
  }

  private String webAppOpened() {
    for (Intent next = lastStarted(); next != null; next = lastStarted()) if (next.getData() != null) return next.getDataString();
    throw new AssertionError("the web app was not opened");
  }

  private Intent lastStarted() {
    return shadowOf(phone.app).getNextStartedActivity();
  }

  private static void assertSaid(LinkActivity screen, int text) {
    assertEquals(screen.getString(text), ((TextView) screen.findViewById(R.id.callshield_link_said)).getText().toString());
  }
}
