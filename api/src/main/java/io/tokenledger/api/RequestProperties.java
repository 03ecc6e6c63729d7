package io.tokenledger.api;

import io.tokenledger.api.forwardauth.ForwardAuthHeaders;
import io.tokenledger.api.forwardauth.ForwardAuthProxy;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of requests; {@code api.yml} has the defaults.
 *
 * @param metricsFrom regular expression of the addresses that read {@code /actuator/prometheus} without a credential
 * @param forwardAuthProxy the proxy whose headers count at {@code /oauth2/verify}; none accepts one description of any
 *     kind
 * @param forwardAuthHeaders names of the headers in responses of {@code /oauth2/verify}
 * @param bodyTimeout maximum time in which the whole body of a request must arrive
 * @param expensiveReads maximum number of concurrent searches and reports; half of them are for superusers and auditors
 * @param expensiveReadsPerAccount maximum number of concurrent searches and reports of one account
 * @param consoleSecret secret that all processes share with a web console of its own process; empty if the console is in
 *     the same process
 */
@ConfigurationProperties("ledger.http")
record RequestProperties(
        Pattern metricsFrom,
        @Nullable ForwardAuthProxy forwardAuthProxy,
        ForwardAuthHeaders forwardAuthHeaders,
        Duration bodyTimeout,
        int expensiveReads,
        int expensiveReadsPerAccount,
        String consoleSecret) {
    private static final int MIN_SECRET_LENGTH = 32;

    RequestProperties {
        if (!consoleSecret.isBlank() && consoleSecret.strip().length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("LEDGER_CONSOLE_SECRET must have at least 32 characters."
                    + " Use a random text, for example of: openssl rand -base64 32");
        }
    }
}
