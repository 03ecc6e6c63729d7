package io.tokenledger.authentication.usage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How uses are recorded, and the limits of recording.
 *
 * @param recording whether repeated uses are counted or recorded one by one
 * @param window time for which equal uses are counted together
 * @param maxOpenWindows number of open windows, about 400 bytes each; above it the oldest is closed early
 * @param maxWaitingRecords maximum number of queued records; above it a verification answers 503
 * @param maxWait maximum time that a response waits for its record before it is 503
 * @param refusalsPerMinute refusals from one network before it has to wait; also wrong passwords of one username from
 *     one network
 * @param signInRefusalsPerMinute refused sign-ins from one network before its passwords are no longer checked
 */
@ConfigurationProperties("ledger.use")
public record UsageProperties(
        @DefaultValue("coalesced") Recording recording,
        @DefaultValue("60s") Duration window,
        @DefaultValue("200000") int maxOpenWindows,
        @DefaultValue("10000") int maxWaitingRecords,
        @DefaultValue("2s") Duration maxWait,
        @DefaultValue("20") int refusalsPerMinute,
        @DefaultValue("100") int signInRefusalsPerMinute) {

    /** How the ledger records a use that equals an earlier one. */
    public enum Recording {
        /** As a count, when the window closes. */
        COALESCED,
        /** Like the first use. Accepted uses of an account then have no limit; refusals of a network still have one. */
        EVERY
    }
}
