package io.tokenledger.api;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the whole ledger; {@code api.yml} has the defaults.
 *
 * @param publicUrl address at which callers reach the ledger, with scheme and host
 */
@ConfigurationProperties("ledger")
record LedgerProperties(String publicUrl) {}
