package io.tokenledger.access.use;

import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.use.CredentialKind;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, and by what: an account through one of its keys, or signed in.
 *
 * @param keyId null for a sign-in
 * @param jti the API token presented; null for a raw key
 * @param keyGeneration the generation of the key that was presented or exchanged; 0 for a sign-in
 * @param expiresAt when the presented credential ends by itself; null for a key without expiry
 */
public record Caller(
        UUID accountId,
        String username,
        AccountKind kind,
        Set<InstanceRole> roles,
        CredentialKind via,
        @Nullable UUID keyId,
        int keyGeneration,
        @Nullable String jti,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt) {

    public boolean isSuperuser() {
        return roles.contains(InstanceRole.SUPERUSER);
    }

    /** Whether the caller may see what belongs to others: administrators change it, auditors only read. */
    public boolean seesAll() {
        return isSuperuser() || roles.contains(InstanceRole.AUDITOR);
    }

    /** Whether the caller may ask about credentials that are not its own (RFC 7662, section 2.1). */
    public boolean mayIntrospect() {
        return isSuperuser() || roles.contains(InstanceRole.INTROSPECTOR);
    }
}
