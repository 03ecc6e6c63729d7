package io.tokenledger.query.exposure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a report must know of the recording of uses.
 *
 * @param window time for which equal uses are counted together; uses of an open window are not in a report yet
 */
@ConfigurationProperties("ledger.use")
record UsageWindowProperties(@DefaultValue("60s") Duration window) {}
