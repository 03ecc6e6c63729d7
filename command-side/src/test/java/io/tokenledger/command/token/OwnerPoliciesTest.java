package io.tokenledger.command.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.command.organization.KeyOwnerState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Effect of the owner's state, read under a lock, on the creation of a key. */
class OwnerPoliciesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void an_active_owner_gets_a_key() {
        assertThatCode(() -> create(new KeyOwnerState(true, true, 3))).doesNotThrowAnyException();
    }

    @Test
    void a_deleted_owner_gets_none() {
        assertThat(refusal(new KeyOwnerState(false, true, 0))).isEqualTo(ProblemCode.ACCOUNT_NOT_FOUND);
    }

    @Test
    void a_deactivated_owner_gets_none() {
        assertThat(refusal(new KeyOwnerState(true, false, 0))).isEqualTo(ProblemCode.ACCOUNT_INACTIVE);
    }

    private static ProblemCode refusal(KeyOwnerState owner) {
        return catchThrowableOfType(ProblemException.class, () -> create(owner))
                .problem()
                .code();
    }

    private static void create(KeyOwnerState owner) {
        new OwnerPolicies(true, List.of(), owner).creationMustBeAllowed(false, null, NOW);
    }
}
