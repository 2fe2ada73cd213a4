package app.jasmine.callshield;

import android.net.Uri;
import android.os.Build;
import android.telecom.Call;
import android.telecom.CallScreeningService;

/**
 * The phone asks about each incoming call whether it may ring. It always may. Decided at once and on the main thread: Telecom waits five seconds
 * at most, and unbinds as soon as it has its answer.
 */
public final class CallShieldService extends CallScreeningService {
  @Override
  public void onScreenCall(Call.Details call) {
    // Whatever may go wrong is done in there, where it still allows.
    Verdict verdict = new ScreenCall().onCall(
        isIncoming(call),
        handleOf(call),
        handle -> FilterStore.of(this).open(Shield.now()).levelOfCaller(handle),
        (level, lastFour) -> new AlertPresenter(this).show(level, lastFour),
        () -> respondToCall(call, new CallResponse.Builder().build()));
    new AfterCall(this).keepUp(verdict);
  }

  private static boolean isIncoming(Call.Details call) {
    return Build.VERSION.SDK_INT < 29 || call.getCallDirection() == Call.Details.DIRECTION_INCOMING;
  }

  /** Null for a hidden number. Of an address (`sip:`) what stands before the host. */
  private static String handleOf(Call.Details call) {
    Uri handle = call.getHandle();
    String text = handle == null ? null : handle.getSchemeSpecificPart();
    int host = text == null ? -1 : text.indexOf('@');
    return host < 0 ? text : text.substring(0, host);
  }
}
