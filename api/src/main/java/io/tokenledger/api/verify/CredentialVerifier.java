package io.tokenledger.api.verify;

import io.tokenledger.api.problem.ProblemCode;

/**
 * Verifies every presented credential, on every route of both sides. A process verifies it by itself, or sends it to the
 * process that does.
 */
public interface CredentialVerifier {
    /**
     * Verifies the credential and returns once the use is recorded.
     *
     * @throws io.tokenledger.api.problem.ProblemException if the credential cannot be verified, or the use cannot be
     *     recorded, at present
     */
    VerificationResult verify(VerifyCredential command);

    /**
     * Verifies the credential and requires that it is accepted.
     *
     * @throws io.tokenledger.api.problem.ProblemException also if the credential is refused, or its account does not
     *     satisfy the requirement
     */
    default VerificationResult.Accepted requireAccepted(VerifyCredential command) {
        return switch (verify(command)) {
            case VerificationResult.Accepted accepted -> accepted;
            case VerificationResult.Refused refused -> throw InvalidCredentials.of(refused);
            case VerificationResult.NotAdmitted outside ->
                throw command.requirement().workspace() != null
                                && command.requirement().role() == null
                        ? ProblemCode.NOT_ADMITTED.because("The account may not enter this workspace.")
                        : ProblemCode.FORBIDDEN.because(
                                "The account has no access by the organization, workspace or role that the request requires.");
        };
    }
}
