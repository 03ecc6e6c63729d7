package io.tokenledger.revocation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows the ledger's revocation feed by long polling, in its own thread, until it is closed. While the ledger is
 * unreachable it retries every second; {@link #isStale()} reports when that has lasted too long.
 */
public final class RevocationFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);
    private static final int WAIT_SECONDS = 20;
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(WAIT_SECONDS + 10L);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final int PAGE_SIZE = 500;

    private record Page(List<RevocationItem> items, String next) {}

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final URI feed;
    private final Supplier<String> credential;
    private final Duration maxSilence;
    private final Clock clock;
    private final RevocationIndex revocations;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread follower;
    private volatile String next = "0";
    private volatile Instant lastResponseAt = Instant.MIN;

    /**
     * Starts to follow the feed.
     *
     * @param ledger base URL of the ledger, for example {@code https://ledger.example.org}
     * @param credential supplier of an API key or API token of an account with the instance role {@code introspector}
     * @param tokenLifetime lifetime of the ledger's API tokens: its setting {@code LEDGER_API_TOKEN_LIFETIME}
     * @param stalenessLimit time without a response, beyond the 20 s of a long poll, after which the known revocations
     *     are too old to trust
     */
    public RevocationFeed(
            URI ledger, Supplier<String> credential, Duration tokenLifetime, Duration stalenessLimit, Clock clock) {
        this.feed = ledger.resolve("/oauth2/revocations");
        this.credential = credential;
        this.maxSilence = stalenessLimit.plusSeconds(WAIT_SECONDS);
        this.clock = clock;
        this.revocations = new RevocationIndex(tokenLifetime.plusMinutes(5), clock);
        this.follower = Thread.ofVirtual().name("revocation-feed").start(this::follow);
    }

    /** Whether this API token has ended, according to the feed so far. */
    public boolean isRevoked(Jwt apiToken) {
        return revocations.isRevoked(apiToken);
    }

    /** Whether the feed has had no response for so long that a revoked API token might pass. */
    public boolean isStale() {
        return lastResponseAt.isBefore(clock.instant().minus(maxSilence));
    }

    private void follow() {
        while (closing.getCount() > 0) {
            try {
                apply(poll());
            } catch (IOException | RuntimeException away) { // the loop must continue after any failure
                LOG.warn(
                        "The revocation feed is unavailable and is retried. Requests may be rejected with 503: {}",
                        away.toString());
                pause();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Page poll() throws IOException, InterruptedException {
        URI uri = URI.create(feed + "?limit=" + PAGE_SIZE + "&wait="
                + (lastResponseAt.equals(Instant.MIN) ? 0 : WAIT_SECONDS) + "&after=" + next);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(RESPONSE_TIMEOUT)
                .header("Authorization", "Bearer " + credential.get())
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the ledger answered " + answer.statusCode());
        }
        return json.readValue(answer.body(), Page.class);
    }

    private void apply(Page page) {
        page.items().forEach(revocations::apply);
        revocations.removeExpired();
        next = page.next();
        if (page.items().size() < PAGE_SIZE) {
            lastResponseAt = clock.instant(); // only a page that is not full ends the backlog
        }
    }

    private void pause() {
        try {
            closing.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        follower.interrupt();
        http.shutdownNow();
    }
}
