package io.tokenledger.command.bulkoperation;

import io.tokenledger.api.query.FoundTokens.Found;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.command.bulkoperation.BulkOperationResponse.StillRefused;
import io.tokenledger.domain.CredentialValidity;
import io.tokenledger.domain.CredentialValidity.Generation;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds keys that stay refused although they are restored, for example because their owner's account is inactive. */
@Component
class StillRefusedKeys {
    private final CredentialCache credentials;
    private final AccountCache accounts;
    private final Clock clock;

    StillRefusedKeys(CredentialCache credentials, AccountCache accounts, Clock clock) {
        this.credentials = credentials;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The keys that do not work as they are stored now, without those in {@code failed}. */
    List<StillRefused> afterRestoration(List<Found> keys, Set<UUID> failed) {
        return of(keys.stream().filter(key -> !failed.contains(key.id())).toList(), false);
    }

    /** The keys that would not work even if they were active. */
    List<StillRefused> ifRestored(List<Found> keys) {
        return of(keys, true);
    }

    private List<StillRefused> of(List<Found> keys, boolean asIfActive) {
        Map<UUID, Boolean> owners = new HashMap<>();
        List<StillRefused> refused = new ArrayList<>();
        for (Found found : keys) {
            RequestDeadline.renew();
            boolean ownerActive = owners.computeIfAbsent(found.ownerId(), this::isActive);
            UseRefusalReason reason = credentials
                    .read(found.id())
                    .map(key -> reason(key, asIfActive, ownerActive))
                    .orElse(null);
            if (reason != null) {
                refused.add(new StillRefused(found.id(), reason));
            }
        }
        return refused;
    }

    private @Nullable UseRefusalReason reason(CredentialRecord key, boolean asIfActive, boolean ownerActive) {
        return CredentialValidity.reasonToRefuse(
                Generation.CURRENT,
                false,
                asIfActive || key.active(),
                key.isExpired(clock.instant()),
                key.deleted(),
                ownerActive);
    }

    private boolean isActive(UUID owner) {
        return accounts.read(owner)
                .filter(account -> account.active() && !account.deleted())
                .isPresent();
    }
}
