package io.tokenledger.api.verify;

import io.tokenledger.api.problem.ProblemCode;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** The one way in: every presented credential, on every route of both sides, is put to the same question. */
@Component
public class CredentialVerifier {
    private final CommandGateway commands;

    CredentialVerifier(CommandGateway commands) {
        this.commands = commands;
    }

    /** Asks, and waits for the answer and its record. No answer is never a yes. */
    public VerificationResult ask(VerifyCredential question) {
        return Objects.requireNonNull(commands.<VerificationResult>sendAndWait(question));
    }

    /**
     * Asks, and takes nothing but a yes.
     *
     * @throws io.tokenledger.api.problem.ProblemException when the credential is not good
     */
    public VerificationResult.Accepted demand(VerifyCredential question) {
        return switch (ask(question)) {
            case VerificationResult.Accepted accepted -> accepted;
            case VerificationResult.Refused refused -> throw InvalidCredentials.of(refused);
            case VerificationResult.NotAdmitted outside ->
                throw ProblemCode.NOT_ADMITTED.because("The account may not enter this workspace.");
        };
    }
}
