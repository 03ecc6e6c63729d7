package io.tokenledger.command.bulkoperation;

import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.query.FindKeyUses;
import io.tokenledger.api.query.FindKeysOfOtherAccounts;
import io.tokenledger.api.query.KeyUses;
import io.tokenledger.api.query.KeyUses.KeyUse;
import io.tokenledger.api.query.KeysOfOtherAccounts;
import io.tokenledger.authentication.lookup.AccountRecord;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.account.AccountOperations;
import io.tokenledger.command.bulkoperation.BulkOperationResponse.Failure;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.organization.MemberOperations;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Offboards accounts: deactivates the keys, the account and thereby its sessions, and removes the memberships. Each step
 * can be repeated, so an interrupted offboarding continues.
 */
@Component
class Offboardings {
    private final KeySearch keys;
    private final BulkOperations operations;
    private final MemberOperations members;
    private final AccountOperations accounts;
    private final Clock clock;

    Offboardings(
            KeySearch keys,
            BulkOperations operations,
            MemberOperations members,
            AccountOperations accounts,
            Clock clock) {
        this.keys = keys;
        this.operations = operations;
        this.members = members;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What would stop to work, and what would still work. */
    OffboardingResponse preview(AccountRecord account, IdempotentWrite write) {
        return new OffboardingResponse(
                null,
                true,
                account.accountId(),
                account.username(),
                dependents(account, write),
                keysOfOtherAccounts(account, write),
                memberships(account),
                account.active(),
                0,
                List.of());
    }

    OffboardingResponse perform(AccountRecord account, IdempotentWrite write) {
        List<KeyUse> dependents = dependents(account, write);
        BulkOperationResponse ended = operations.perform(operation(account), search(account, write), write);
        return finish(account, dependents, ended, write);
    }

    /** Continues an offboarding that was interrupted. Keys that have ended are no longer among the dependents. */
    OffboardingResponse resume(AccountRecord account, UUID begun, IdempotentWrite write) {
        List<KeyUse> dependents = dependents(account, write);
        return finish(account, dependents, again(account, begun, write), write);
    }

    private OffboardingResponse finish(
            AccountRecord account, List<KeyUse> dependents, BulkOperationResponse ended, IdempotentWrite write) {
        UUID id = Objects.requireNonNull(ended.id());
        Map<String, String> metadata = write.metadata();
        metadata.put(EventMetadata.BULK_ACT_ID, id.toString());
        accounts.deactivate(account.accountId(), metadata);
        List<Failure> failed = new ArrayList<>();
        List<UUID> removed = new ArrayList<>();
        for (UUID organization : memberships(account)) {
            RequestDeadline.renew();
            try {
                members.remove(organization, account.accountId(), metadata);
                removed.add(organization);
            } catch (ProblemException refused) {
                failed.add(new Failure(
                        organization,
                        refused.problem().code().wire(),
                        refused.problem().message()));
            }
        }
        // A key that was created before the account was deactivated would work again with the account.
        BulkOperationResponse all = again(account, id, write);
        failed.addAll(all.failed());
        return new OffboardingResponse(
                id,
                false,
                account.accountId(),
                account.username(),
                dependents,
                keysOfOtherAccounts(account, write),
                removed,
                false,
                all.deactivated(),
                failed);
    }

    private BulkOperationResponse again(AccountRecord account, UUID id, IdempotentWrite write) {
        return operations.resume(
                operation(account), id, keys.changedBy(id, write.caller()), search(account, write), write);
    }

    private static BulkOperations.Operation operation(AccountRecord account) {
        return new BulkOperations.Operation(
                BulkOperations.Act.DEACTIVATE,
                null,
                Map.of("offboarding", account.accountId().toString()),
                null);
    }

    private KeySearch.Result search(AccountRecord account, IdempotentWrite write) {
        return keys.searchKeysOf(account.accountId(), write.caller());
    }

    private List<KeyUse> dependents(AccountRecord account, IdempotentWrite write) {
        return keys.ask(new FindKeyUses(account.accountId(), usesSince(), write.caller(), keys.head()), KeyUses.class)
                .keys();
    }

    private KeysOfOtherAccounts keysOfOtherAccounts(AccountRecord account, IdempotentWrite write) {
        return keys.ask(
                new FindKeysOfOtherAccounts(account.accountId(), usesSince(), write.caller(), keys.head()),
                KeysOfOtherAccounts.class);
    }

    private Instant usesSince() {
        return clock.instant().minus(CommandLimits.OFFBOARDING_USES);
    }

    private static List<UUID> memberships(AccountRecord account) {
        return account.memberships().keySet().stream().sorted().toList();
    }
}
