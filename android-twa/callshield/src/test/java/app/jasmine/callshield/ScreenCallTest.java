package app.jasmine.callshield;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public class ScreenCallTest {
  private final List<String> done = new ArrayList<>();
  private final ScreenCall.Answer answer = () -> done.add("allow");
  private final ScreenCall.Alert alert = (level, lastFour) -> done.add("alert " + level + " " + lastFour);
  private final ScreenCall.Lookup reported = handle -> {
    done.add("look up");
    return DangerLevel.DANGEROUS;
  };

  @Test public void theAlertPrecedesTheOneAnswer() {
    Verdict verdict = new ScreenCall().onCall(true, "+33612345678", reported, alert, answer);
    assertEquals(Arrays.asList("look up", "alert DANGEROUS 5678", "allow"), done);
    assertEquals(Verdict.Kind.REPORTED, verdict.kind);
    assertEquals(DangerLevel.DANGEROUS, verdict.level);
    assertEquals("5678", verdict.lastFour);
  }

  @Test public void aCallThatIsNotReportedIsAllowedInSilence() {
    Verdict verdict = new ScreenCall().onCall(true, "0612345678", handle -> null, alert, answer);
    assertEquals(Collections.singletonList("allow"), done);
    assertEquals(Verdict.Kind.NONE, verdict.kind);
  }

  @Test public void anOutgoingCallIsNeitherLookedUpNorAnswered() {
    new ScreenCall().onCall(false, "0612345678", reported, alert, answer);
    new ScreenCall().onCall(false, null, reported, alert, answer);
    assertEquals(Collections.<String>emptyList(), done);
  }

  @Test public void aHiddenNumberIsAllowedAndNotLookedUp() {
    assertEquals(Verdict.Kind.HIDDEN, new ScreenCall().onCall(true, null, reported, alert, answer).kind);
    assertEquals(Verdict.Kind.HIDDEN, new ScreenCall().onCall(true, "", reported, alert, answer).kind);
    assertEquals(Arrays.asList("allow", "allow"), done);
  }

  @Test public void theLastFourDigitsAreThoseOfTheNumberHoweverItIsWritten() {
    for (String handle : new String[] {"06 12 34 56 78", "0612345678;ext=99", "٠٦١٢٣٤٥٦٧٨", "0033 6 12 34 56 7 8"}) {
      assertEquals(handle, "5678", new ScreenCall().onCall(true, handle, reported, alert, answer).lastFour);
    }
    assertEquals("17", new ScreenCall().onCall(true, "17", reported, alert, answer).lastFour);
  }

  @Test public void whateverLookingUpThrowsTheCallIsAllowedOnce() {
    for (Throwable thrown : new Throwable[] {new RuntimeException(), new Exception(), new OutOfMemoryError(), new StackOverflowError(), new LinkageError(), new AssertionError()}) {
      done.clear();
      Verdict verdict = new ScreenCall().onCall(true, "0612345678", handle -> raise(thrown), alert, answer);
      assertEquals(thrown.toString(), Collections.singletonList("allow"), done);
      assertSame(Verdict.Reason.FAULT, verdict.reason);
    }
  }

  @Test public void aStackThatReallyIsFullAndMemoryThatReallyIsOutAllowToo() {
    new ScreenCall().onCall(true, "0612345678", this::deeper, alert, answer);
    new ScreenCall().onCall(true, "0612345678", handle -> DangerLevel.of(new long[Integer.MAX_VALUE].length), alert, answer);
    assertEquals(Arrays.asList("allow", "allow"), done);
  }

  @Test public void withoutAFilterTheCallIsAllowedAndTheReasonIsSaid() {
    for (FilterException.Fault fault : FilterException.Fault.values()) {
      done.clear();
      Verdict verdict = new ScreenCall().onCall(true, "0612345678", handle -> {
        throw new FilterException(fault);
      }, alert, answer);
      assertEquals(Collections.singletonList("allow"), done);
      assertEquals(Verdict.Kind.UNKNOWN, verdict.kind);
      assertEquals(Verdict.Reason.FILTER, verdict.reason);
    }
  }

  @Test public void anAlertThatFailsLetsTheCallThroughAndIsNotTakenForShown() {
    for (Throwable thrown : new Throwable[] {new RuntimeException(), new OutOfMemoryError(), new StackOverflowError()}) {
      done.clear();
      Verdict verdict = new ScreenCall().onCall(true, "0612345678", reported, (level, lastFour) -> raise(thrown), answer);
      assertEquals(Arrays.asList("look up", "allow"), done);
      assertEquals(Verdict.Reason.ALERT, verdict.reason);
      assertNull(verdict.level);
    }
  }

  private DangerLevel deeper(String handle) {
    return deeper(handle);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> DangerLevel raise(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
