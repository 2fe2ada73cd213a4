package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.app.job.JobInfo;
import android.app.job.JobScheduler;
import android.os.Looper;
import java.net.ServerSocket;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.shadows.ShadowJobService;

@RunWith(RobolectricTestRunner.class)
public class SyncShellTest {
  @Rule public final ShellPhone phone = new ShellPhone();
  @Rule public final ShellServer server = new ShellServer();

  @Before
  public void theServerHasTheGoldenList() {
    Shield.origin = server.origin();
    server.body = FilterBuilder.golden().build();
    server.etag = "\"2\"";
  }

  @Test
  public void theJobAsksOnceADay() throws Exception {
    phone.linked(null);
    job();
    job();
    assertEquals(1, server.asked.size());
    phone.daysPass(1);
    server.answers(304, new byte[0]);
    job();
    job();
    assertEquals(2, server.asked.size());
    assertTrue(server.asked.get(1), server.asked.get(1).endsWith(" \"2\""));
    assertTrue(phone.ring("+33612345678").overlayBefore);
  }

  @Test
  public void theJobIsDailyAndWaitsForANetwork() throws Exception {
    SyncJobService.keepScheduled(phone.app);
    assertEquals(0, jobs().getAllPendingJobs().size());
    phone.linked().ring("+33699999999");
    assertEquals(1, jobs().getAllPendingJobs().size());
    JobInfo job = jobs().getPendingJob(SyncJobService.DAILY);
    assertEquals(ShellPhone.DAY, job.getIntervalMillis());
    assertTrue(job.getRequiredNetwork() != null);
    assertFalse(job.isPersisted());
  }

  @Test
  public void withoutAListThatCanBeUsedACallHasItAskedForSoon() throws Exception {
    phone.linked(null).ring("+33699999999");
    JobInfo job = jobs().getPendingJob(SyncJobService.SOON);
    assertFalse(job.isPeriodic());
    assertTrue(job.getRequiredNetwork() != null);
    job();
    assertTrue(phone.ring("+33612345678").overlayBefore);
    assertNull(phone.notice());
  }

  @Test
  public void aServerThatIsBusyIsLeftAloneForAsLongAsItSays() throws Exception {
    phone.linked(null);
    server.answers(429, new byte[0]);
    assertTrue(job().getIsRescheduleNeeded());
    assertTrue(job().getIsRescheduleNeeded());
    assertEquals(1, server.asked.size());
  }

  @Test
  public void whoIsNotLinkedAsksNothing() {
    job();
    assertEquals(0, server.asked.size());
  }

  @Test
  public void anEndedSessionDropsEverything() throws Exception {
    for (int status : new int[] {401, 410}) {
      QuietNotice.cancel(phone.app);
      phone.linked(null);
      server.answers(200, FilterBuilder.golden().build());
      job();
      server.answers(status, new byte[0]);
      phone.daysPass(1);
      job();
      assertFalse(phone.store().session().isLinked());
      assertEquals(1, phone.folder().list().length);
      assertEquals("Sign in again", phone.titleOf(phone.notice()));
      ShellAnswers answers = phone.ring("+33612345678");
      assertEquals(1, answers.allowed);
      assertFalse(answers.overlayBefore);
    }
  }

  @Test
  public void aListThatIsNoGoodReplacesNothing() throws Exception {
    phone.linked();
    phone.daysPass(1);
    byte[] changed = FilterBuilder.golden().build();
    changed[100] ^= 1;
    for (byte[] answer : new byte[][] {changed, java.util.Arrays.copyOf(changed, 500), "<html>a captive portal</html>".getBytes()}) {
      server.answers(200, answer);
      assertTrue(job().getIsRescheduleNeeded());
      phone.daysPass(1);
    }
    assertEquals(3, server.asked.size());
    assertTrue(phone.ring("+33612345678").overlayBefore);
  }

  @Test
  public void aRedirectIsNotFollowed() throws Exception {
    phone.linked(null);
    server.location = server.origin() + "/elsewhere";
    server.answers(302, new byte[0]);
    job();
    assertEquals(1, server.asked.size());
  }

  @Test
  public void withoutNetworkWhatIsThereStaysAndTheJobComesBack() throws Exception {
    phone.linked();
    phone.daysPass(1);
    try (ServerSocket taken = new ServerSocket(0)) {
      Shield.origin = "http://127.0.0.1:" + taken.getLocalPort();
    }
    assertTrue(job().getIsRescheduleNeeded());
    assertTrue(phone.ring("+33612345678").overlayBefore);
    assertNull(phone.notice());
  }

  @Test
  public void aChangedListIsAskedForWholeAndAtOnce() throws Exception {
    byte[] changed = FilterBuilder.golden().build();
    changed[100] ^= 1;
    phone.linked(changed);
    job();
    assertEquals("GET /api/callshield/filter?generation=1 Bearer token-of-a-phone-0123456789", server.asked.get(0));
    assertTrue(phone.ring("+33612345678").overlayBefore);
  }

  @Test
  public void theJobEndsASessionWhoseTimeIsUpWithoutAsking() throws Exception {
    phone.linked();
    phone.daysPass(31);
    job();
    assertEquals(0, server.asked.size());
    assertFalse(phone.store().session().isLinked());
    assertEquals("Sign in again", phone.titleOf(phone.notice()));
  }

  @Test
  public void onlyHttpsIsSpokenAndPlainHttpToThisMachine() {
    for (String origin : new String[] {"https://jasmine.test", "https://jasmine.test:8443", "http://localhost:8080", "http://10.0.2.2:8080"}) assertTrue(origin, SyncClient.isAllowed(origin));
    for (String origin : new String[] {"", "http://jasmine.test", "http://localhost.jasmine.test", "https://", "https://user@jasmine.test", "https://jasmine.test/", "ftp://localhost", "file:///etc/passwd", "javascript:1"}) {
      assertFalse(origin, SyncClient.isAllowed(origin));
    }
  }

  private JobScheduler jobs() {
    return phone.app.getSystemService(JobScheduler.class);
  }

  private ShadowJobService job() {
    SyncJobService service = Robolectric.setupService(SyncJobService.class);
    service.onStartJob(null);
    shadowOf(Looper.getMainLooper()).idle();
    assertTrue(shadowOf(service).getIsJobFinished());
    return shadowOf(service);
  }
}
