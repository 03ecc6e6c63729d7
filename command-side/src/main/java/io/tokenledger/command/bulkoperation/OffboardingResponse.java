package io.tokenledger.command.bulkoperation;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.query.KeyUses.KeyUse;
import io.tokenledger.api.query.KeysOfOtherAccounts;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an offboarding ends, or has ended.
 *
 * @param id id of the bulk operation that deactivated the keys, for restorations; null for a dry run
 * @param dependents the keys that worked before, with their uses of the last 30 days: what stops to work
 * @param keysOfOtherAccounts keys that still work with a secret that the account was shown, because it created or
 *     rotated them; an offboarding does not end them
 * @param organizations organizations that the account was removed from, or in a dry run would be
 * @param active whether the account is still active
 * @param deactivated number of keys that are deactivated now
 * @param failed keys and organizations for which success is not certain
 */
@Schema(name = "Offboarding")
record OffboardingResponse(
        @Nullable UUID id,
        boolean dryRun,
        UUID account,
        String username,
        List<KeyUse> dependents,
        KeysOfOtherAccounts keysOfOtherAccounts,
        List<UUID> organizations,
        boolean active,
        int deactivated,
        List<BulkOperationResponse.Failure> failed) {}
