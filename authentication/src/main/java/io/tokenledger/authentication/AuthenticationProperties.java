package io.tokenledger.authentication;

import io.tokenledger.api.credential.ApiKeyFormat;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of authentication; {@code authentication.yml} and {@code event-store.yml} have the defaults.
 *
 * @param apiKeyPrefix prefix of new API keys
 * @param stalenessLimit maximum time for which a process may verify credentials without having reached the end of the
 *     events, 1 to 7 seconds
 * @param commandsAtOnce maximum number of commands that one process handles at the same time; less than its connections
 *     to PostgreSQL
 */
@ConfigurationProperties("ledger")
public record AuthenticationProperties(
        @DefaultValue(ApiKeyFormat.ZENML_PRO_PREFIX) String apiKeyPrefix,
        Duration stalenessLimit,
        int commandsAtOnce) {}
