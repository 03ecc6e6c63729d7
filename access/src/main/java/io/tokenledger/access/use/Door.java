package io.tokenledger.access.use;

import io.tokenledger.access.refusal.RefusalCode;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** The one way in: every presented credential, on every route of both sides, is put to the same question. */
@Component
public class Door {
    private final CommandGateway commands;

    Door(CommandGateway commands) {
        this.commands = commands;
    }

    /** Asks, and waits for the answer and its record. No answer is never a yes. */
    public UseDecision ask(UseToken question) {
        return Objects.requireNonNull(commands.<UseDecision>sendAndWait(question));
    }

    /**
     * Asks, and takes nothing but a yes.
     *
     * @throws io.tokenledger.access.refusal.RefusedException when the credential is not good
     */
    public UseDecision.Accepted demand(UseToken question) {
        return switch (ask(question)) {
            case UseDecision.Accepted accepted -> accepted;
            case UseDecision.Refused refused -> throw CredentialRefusals.of(refused);
            case UseDecision.NotAdmitted outside ->
                throw RefusalCode.NOT_ADMITTED.because("The account may not enter this workspace.");
        };
    }
}
