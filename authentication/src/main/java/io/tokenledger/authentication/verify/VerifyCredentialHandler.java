package io.tokenledger.authentication.verify;

import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.eventstore.ConditionalOnDeploymentMode;
import io.tokenledger.eventstore.DeploymentMode;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Verifies the credentials that {@link RemoteCredentialVerifier} sends to this process. */
@Component
@ConditionalOnDeploymentMode(DeploymentMode.AXONSERVER)
class VerifyCredentialHandler {
    private final LocalCredentialVerifier verifier;

    VerifyCredentialHandler(LocalCredentialVerifier verifier) {
        this.verifier = verifier;
    }

    @CommandHandler
    VerificationResult handle(VerifyCredential command) {
        return verifier.verify(command);
    }
}
