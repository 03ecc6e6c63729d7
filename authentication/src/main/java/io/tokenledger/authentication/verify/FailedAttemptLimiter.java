package io.tokenledger.authentication.verify;

import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.limit.MinuteBudget;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.authentication.usage.UsageProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts failed attempts per minute and network: refused credentials, refused sign-ins, and values in leak reports.
 * Also counts wrong passwords per username and network. Past the limit, a further attempt gets a time to wait. A valid
 * API key from the same network still passes, because it is verified first.
 */
@Component
public class FailedAttemptLimiter {
    private final MinuteBudget<Object> attempts;
    private final int ofCredentials;
    private final int ofSignIns;

    private record SignIns(ClientNetwork network) {}

    private record Reports(ClientNetwork network) {}

    FailedAttemptLimiter(Clock clock, UsageProperties settings) {
        this.attempts = new MinuteBudget<>(clock);
        this.ofCredentials = settings.refusalsPerMinute();
        this.ofSignIns = settings.signInRefusalsPerMinute();
    }

    /**
     * Counts a refused credential.
     *
     * @return time that its network should wait; null within the limit
     */
    public @Nullable Duration refused(String address) {
        return count(ClientNetwork.of(address), ofCredentials);
    }

    /**
     * Counts a wrong password.
     *
     * @param subject subject of the limit, such as a username from a network
     * @return time to wait; null within the limit
     */
    public @Nullable Duration wrongPassword(String subject) {
        return count(subject, ofCredentials);
    }

    /** The time to wait if the subject has reached its limit of wrong passwords. Counts nothing. */
    public Optional<Duration> passwordsOverLimit(String subject) {
        return overLimit(subject, ofCredentials);
    }

    /** Counts a refused sign-in of a network, for any username. */
    public void signInRefused(ClientNetwork network) {
        attempts.add(new SignIns(network), 1);
    }

    /** The time to wait if the network has reached its limit of refused sign-ins. Counts nothing. */
    public Optional<Duration> signInsOverLimit(ClientNetwork network) {
        return overLimit(new SignIns(network), ofSignIns);
    }

    /** Whether a sign-in of the network was refused in the current minute. */
    public boolean hasRefusedSignIns(ClientNetwork network) {
        return attempts.spent(new SignIns(network)) > 0;
    }

    /** Counts the values of a leak report. */
    public void reported(ClientNetwork network, int values) {
        attempts.add(new Reports(network), values);
    }

    /** The time to wait if the network has reached its limit of reported values. Counts nothing. */
    public Optional<Duration> reportsOverLimit(ClientNetwork network) {
        return overLimit(new Reports(network), AuthenticationLimits.MAX_REPORTED_VALUES_PER_MINUTE);
    }

    private @Nullable Duration count(Object subject, int limit) {
        return attempts.add(subject, 1) <= limit ? null : attempts.remaining(subject);
    }

    private Optional<Duration> overLimit(Object subject, int limit) {
        return attempts.spent(subject) < limit ? Optional.empty() : Optional.of(attempts.remaining(subject));
    }
}
