package app.jasmine.callshield;

import android.content.ComponentName;
import android.telecom.CallScreeningService;
import com.android.internal.telecom.ICallScreeningAdapter;

/** Telecom's end of the binder: what a call was answered, and what could be seen at that moment. Android 11 has other methods than 14. */
public final class ShellAnswers extends ICallScreeningAdapter.Stub {
  private final ShellPhone phone;
  int allowed;
  /** Anything but allowing; holding it out of the call log, too. */
  int others;
  boolean overlayBefore;
  boolean notificationBefore;

  ShellAnswers(ShellPhone phone) {
    this.phone = phone;
  }

  @Override
  public void onScreeningResponse(String call, ComponentName service, CallScreeningService.ParcelableCallResponse response) {
    // To an outgoing call the framework itself says that nothing was said.
    if (response == null) return;
    if (response.shouldDisallowCall() || response.shouldRejectCall() || response.shouldSilenceCall() || response.shouldSkipCallLog() || response.shouldSkipNotification()) others++;
    else allow();
  }

  public void allowCall(String call) {
    allow();
  }

  public void silenceCall(String call) {
    others++;
  }

  public void screenCallFurther(String call) {
    others++;
  }

  public void disallowCall(String call, boolean reject, boolean log, boolean notify, ComponentName service) {
    others++;
  }

  private void allow() {
    allowed++;
    overlayBefore = phone.overlayShows();
    notificationBefore = phone.alert() != null;
  }
}
