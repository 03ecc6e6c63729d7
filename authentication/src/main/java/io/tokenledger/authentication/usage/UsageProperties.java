package io.tokenledger.authentication.usage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How uses are recorded, and what bounds it.
 *
 * @param recording whether repeated uses are counted or written one by one
 * @param window how long equal uses are counted together
 * @param maxOpenWindows past it the oldest window closes early; about 400 bytes each
 * @param maxWaitingRecords past it the door answers 503
 * @param maxWait how long an answer waits for its record before it is 503
 * @param refusalsPerMinute refusals from one network before it is told to wait; of passwords, of one username from one network
 * @param signInRefusalsPerMinute refused sign-ins from one network before passwords from there are no longer checked
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

    /** What is written down of a use that equals one before it. */
    public enum Recording {
        /** A count, when the window closes. */
        COALESCED,
        /** The same as of the first. Accepted uses of an account are then not limited, refusals of a network are. */
        EVERY
    }
}
