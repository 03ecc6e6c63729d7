package io.tokenledger.console.client;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the web console; {@code web-console.yml} has the defaults.
 *
 * @param apiUrl base URL of the HTTP API; empty for the same process
 * @param oidcIssuer issuer of the OpenID Connect provider; empty if there is none
 */
@ConfigurationProperties("ledger.console")
public record ConsoleProperties(String apiUrl, String oidcIssuer) {}
