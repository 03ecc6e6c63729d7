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
 * Follows the ledger's revocation feed by long polls, from a thread of its own, until it is closed. Where the ledger is
 * out of reach it tries again every second, and {@link #isSilent()} says when that has lasted too long.
 */
public final class RevocationFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);
    private static final int WAIT_SECONDS = 20;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(WAIT_SECONDS + 10L);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final int PAGE = 500;

    private record Page(List<RevocationItem> items, String next) {}

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final URI feed;
    private final Supplier<String> credential;
    private final Duration longestSilence;
    private final Clock clock;
    private final RevocationIndex revocations;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread follower;
    private volatile String next = "0";
    private volatile Instant heardAt = Instant.MIN;

    /**
     * Begins to follow.
     *
     * @param ledger where the ledger answers, for example {@code https://ledger.example.org}
     * @param credential gives an API key or API token of an account with the instance role {@code introspector}
     * @param longestLife of the ledger's API tokens: its setting {@code LEDGER_API_TOKEN_LIFETIME}
     * @param longestSilence after so long without an answer what is known counts as too old to trust
     */
    public RevocationFeed(
            URI ledger, Supplier<String> credential, Duration longestLife, Duration longestSilence, Clock clock) {
        this.feed = ledger.resolve("/oauth2/revocations");
        this.credential = credential;
        this.longestSilence = longestSilence.plusSeconds(WAIT_SECONDS);
        this.clock = clock;
        this.revocations = new RevocationIndex(longestLife.plusMinutes(5), clock);
        this.follower = Thread.ofVirtual().name("revocation-feed").start(this::follow);
    }

    /** Whether the feed has ended this API token, as far as it is known. */
    public boolean ended(Jwt apiToken) {
        return revocations.ended(apiToken);
    }

    /** Whether nothing was heard for so long that an ended API token might pass. */
    public boolean isSilent() {
        return heardAt.isBefore(clock.instant().minus(longestSilence));
    }

    private void follow() {
        while (closing.getCount() > 0) {
            try {
                take(ask());
            } catch (IOException | RuntimeException away) { // whatever it is: who stops following lets the dead in
                LOG.warn("The revocation feed is out of reach: {}", away.toString());
                pause();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Page ask() throws IOException, InterruptedException {
        URI uri = URI.create(feed + "?limit=" + PAGE + "&wait=" + (heardAt.equals(Instant.MIN) ? 0 : WAIT_SECONDS)
                + "&after=" + next);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + credential.get())
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the ledger answered " + answer.statusCode());
        }
        return json.readValue(answer.body(), Page.class);
    }

    private void take(Page page) {
        page.items().forEach(revocations::take);
        revocations.forget();
        next = page.next();
        if (page.items().size() < PAGE) {
            heardAt = clock.instant(); // not before all that was there has been read
        }
    }

    private void pause() {
        try {
            closing.await(TRY_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
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
