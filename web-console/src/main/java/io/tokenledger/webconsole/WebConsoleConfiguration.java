package io.tokenledger.webconsole;

import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.console.client.ConsoleProperties;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What only this process needs. It verifies no credential: its pages pass the session of the browser to the API, and it
 * rejects every request to another route.
 */
@Configuration(proxyBeanMethods = false)
class WebConsoleConfiguration {
    WebConsoleConfiguration(ConsoleProperties console, @Value("${ledger.http.console-secret}") String sharedSecret) {
        if (console.apiUrl().isBlank()) {
            throw new InvalidConfigurationPropertyValueException(
                    "ledger.console.api-url", "", "Set LEDGER_CONSOLE_API_URL to the URL of the ledger's API.");
        }
        if (sharedSecret.isBlank()) {
            throw new InvalidConfigurationPropertyValueException(
                    "ledger.http.console-secret",
                    "",
                    "Set LEDGER_CONSOLE_SECRET to the same random text as in the processes of both sides.");
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CredentialReader noCredentials() {
        return credential -> new UnreadableCredential("");
    }

    @Bean
    CredentialVerifier refusal() {
        return command -> new VerificationResult.Refused(null);
    }
}
