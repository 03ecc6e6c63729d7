package io.tokenledger.query.freshness;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of reads.
 *
 * @param longestWait maximum time that a response waits for the stalest of its read models; then it is 503
 */
@ConfigurationProperties("ledger.read")
record ReadProperties(@DefaultValue("2s") Duration longestWait) {}
