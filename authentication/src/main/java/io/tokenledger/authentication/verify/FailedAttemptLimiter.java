package io.tokenledger.authentication.verify;

import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.limit.MinuteBudget;
import io.tokenledger.authentication.usage.UsageProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts refusals per minute: of credentials per network, of passwords per username and network, and of passwords per
 * network. Past the limit a further refusal is told to wait. A good API key from the same network still passes, because it is
 * verified first.
 */
@Component
public class FailedAttemptLimiter {
    private final MinuteBudget<Object> refusals;
    private final int ofCredentials;
    private final int ofSignIns;

    /** Values in leak reports; a report has at most 1,000. */
    private static final int REPORTED_PER_MINUTE = 2_000;

    private record SignIns(ClientNetwork network) {}

    private record Reports(ClientNetwork network) {}

    FailedAttemptLimiter(Clock clock, UsageProperties settings) {
        this.refusals = new MinuteBudget<>(clock);
        this.ofCredentials = settings.refusalsPerMinute();
        this.ofSignIns = settings.signInRefusalsPerMinute();
    }

    /** Counts a refused credential; how long its network should wait, or null while it is within its limit. */
    public @Nullable Duration refused(String address) {
        return count(ClientNetwork.of(address), ofCredentials);
    }

    /** Counts a wrong password for its subject, such as a username from a network; the time to wait, or null. */
    public @Nullable Duration wrongPassword(String subject) {
        return count(subject, ofCredentials);
    }

    /** The time to wait if the subject has used up its wrong passwords; counts nothing. */
    public Optional<Duration> passwordsOverLimit(String subject) {
        return overLimit(subject, ofCredentials);
    }

    /** Counts a refused sign-in of a network, whatever the username. */
    public void signInRefused(ClientNetwork network) {
        refusals.add(new SignIns(network), 1);
    }

    /** The time to wait if the network has used up its refused sign-ins; counts nothing. */
    public Optional<Duration> signInsOverLimit(ClientNetwork network) {
        return overLimit(new SignIns(network), ofSignIns);
    }

    /** Whether a sign-in of the network was refused in this minute. */
    public boolean hasRefusedSignIns(ClientNetwork network) {
        return refusals.spent(new SignIns(network)) > 0;
    }

    /** Counts the values of a leak report. */
    public void reported(ClientNetwork network, int values) {
        refusals.add(new Reports(network), values);
    }

    /** The time to wait if the network has reported too many values; counts nothing. */
    public Optional<Duration> reportsOverLimit(ClientNetwork network) {
        return overLimit(new Reports(network), REPORTED_PER_MINUTE);
    }

    private @Nullable Duration count(Object subject, int limit) {
        return refusals.add(subject, 1) <= limit ? null : refusals.remaining(subject);
    }

    private Optional<Duration> overLimit(Object subject, int limit) {
        return refusals.spent(subject) < limit ? Optional.empty() : Optional.of(refusals.remaining(subject));
    }
}
