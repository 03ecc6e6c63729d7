package io.tokenledger.command.credential;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the door must know of one account. */
public record AccountRecord(
        UUID accountId,
        AccountKind kind,
        String username,
        String name,
        @Nullable String email,
        Set<InstanceRole> roles,
        boolean active,
        int sessionGeneration,
        Instant createdAt,
        long version) {}
