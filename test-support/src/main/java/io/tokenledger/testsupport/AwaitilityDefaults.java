package io.tokenledger.testsupport;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long a test waits for a condition if it does not say so. The limit only ends tests that hang: a busy machine may
 * need many times longer than a quiet one. A test that requires a duration measures it. An assertion that fails while a
 * test waits is repeated until then.
 */
public final class AwaitilityDefaults implements LauncherSessionListener {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(TIMEOUT);
        Awaitility.ignoreExceptionByDefault(AssertionError.class); // such as one response 503 while others are awaited
    }
}
