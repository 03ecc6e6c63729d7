package io.tokenledger.api.verify;

import io.tokenledger.api.problem.ProblemCode;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Verifies every presented credential, on every route of both sides, by a {@link VerifyCredential} command. */
@Component
public class CredentialVerifier {
    private final CommandGateway commands;

    CredentialVerifier(CommandGateway commands) {
        this.commands = commands;
    }

    /**
     * Verifies the credential and waits until the use is recorded. Throws if there is no result, so that a failure
     * never counts as accepted.
     */
    public VerificationResult verify(VerifyCredential query) {
        return Objects.requireNonNull(commands.<VerificationResult>sendAndWait(query));
    }

    /**
     * Verifies the credential and requires that it is accepted.
     *
     * @throws io.tokenledger.api.problem.ProblemException if the credential is refused, or its account may not enter
     *     the workspace
     */
    public VerificationResult.Accepted requireAccepted(VerifyCredential query) {
        return switch (verify(query)) {
            case VerificationResult.Accepted accepted -> accepted;
            case VerificationResult.Refused refused -> throw InvalidCredentials.of(refused);
            case VerificationResult.NotAdmitted outside ->
                throw ProblemCode.NOT_ADMITTED.because("The account may not enter this workspace.");
        };
    }
}
