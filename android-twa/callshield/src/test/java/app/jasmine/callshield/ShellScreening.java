package app.jasmine.callshield;

import android.telecom.CallScreeningService;
import org.robolectric.annotation.Implements;
import org.robolectric.shadows.ShadowService;

/** Nothing of the framework's own service is replaced: Robolectric's stand-in keeps the answer to itself, and Telecom's end never hears it. */
@Implements(CallScreeningService.class)
public class ShellScreening extends ShadowService {}
