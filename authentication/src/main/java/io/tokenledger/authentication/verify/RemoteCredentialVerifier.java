package io.tokenledger.authentication.verify;

import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Verifies a credential by a command, which Axon Server routes to the process that verifies this key. Throws if there
 * is no result, so that a failure never counts as accepted.
 */
public final class RemoteCredentialVerifier implements CredentialVerifier {
    private final CommandGateway commands;

    public RemoteCredentialVerifier(CommandGateway commands) {
        this.commands = commands;
    }

    @Override
    public VerificationResult verify(VerifyCredential command) {
        return Objects.requireNonNull(commands.<VerificationResult>sendAndWait(command));
    }
}
