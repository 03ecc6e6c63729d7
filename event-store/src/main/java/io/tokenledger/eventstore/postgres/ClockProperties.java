package io.tokenledger.eventstore.postgres;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the clock of one process.
 *
 * @param clockAhead offset added to this machine's clock, to test the effects of a wrong clock
 */
@ConfigurationProperties("ledger")
record ClockProperties(@DefaultValue("0s") Duration clockAhead) {}
