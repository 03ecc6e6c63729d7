package io.tokenledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundComponentTest {
    @Test
    void a_loop_that_fails_begins_again() throws Exception {
        CountDownLatch attempts = new CountDownLatch(2);
        BackgroundComponent component =
                new BackgroundComponent(BackgroundComponent.BEFORE_WEB_SERVER, Duration.ofSeconds(5)) {
                    @Override
                    protected void onStart() {
                        startThread("failing", () -> {
                            attempts.countDown();
                            if (attempts.getCount() > 0) {
                                throw new StackOverflowError("thrown by a test");
                            }
                        });
                    }
                };

        component.start();
        boolean begunAgain = attempts.await(20, TimeUnit.SECONDS);
        component.stop();

        assertThat(begunAgain).isTrue();
    }
}
