package io.tokenledger.query.exposure;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.exposure.FamilyRepository.End;
import io.tokenledger.query.exposure.FamilyRepository.LivingApiToken;
import io.tokenledger.query.exposure.FamilyRepository.Member;
import io.tokenledger.query.sql.KnownKey;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says whether the subject of a report is accepted now, and who ended it. */
@Component
class SubjectStates {
    private final FamilyRepository family;

    SubjectStates(FamilyRepository family) {
        this.family = family;
    }

    SubjectState of(ReportSubject subject, @Nullable String name, Findings found, Caller caller, AsOf now) {
        return switch (subject) {
            case ReportSubject.Network network -> new SubjectState.Network(network.network());
            case ReportSubject.Key key ->
                found.members().stream()
                        .map(Member::key)
                        .filter(known -> known.tokenId().equals(key.id()))
                        .findFirst()
                        .map(known -> ofKey(known, caller, now))
                        .orElseThrow(() -> new IllegalStateException("The key " + key.value() + " is no member."));
            case ReportSubject.Owner owner -> ofAccount(owner.id(), String.valueOf(name), caller, now);
            case ReportSubject.ApiToken token ->
                family.apiToken(token.jti(), caller)
                        .map(known -> ofApiToken(known, now.at()))
                        .orElseGet(SubjectState.UnknownApiToken::new);
        };
    }

    private SubjectState ofKey(KnownKey key, Caller caller, AsOf now) {
        UseRefusalReason refused = key.reasonToRefuse(now.at());
        Instant stopped = key.stopped(null, now.at());
        End end = refused == null || stopped == null
                ? null
                : family.end("token_id", key.tokenId(), stopped, caller)
                        .or(() -> family.end("owner_id", key.ownerId(), stopped, caller))
                        .filter(event -> event.at().equals(stopped))
                        .orElse(null);
        String owner = Objects.requireNonNullElse(key.ownerUsername(), "an unknown account");
        return state("The API key “" + key.name() + "” of " + owner, "with it", refused, stopped, end);
    }

    private SubjectState ofAccount(UUID id, String name, Caller caller, AsOf now) {
        if (family.isActive(id, caller, now).orElse(false)) {
            return state("The account " + name, "with its keys", null, null, null);
        }
        Instant stopped = family.accountStopped(id).orElse(null);
        End end = stopped == null
                ? null
                : family.end("owner_id", id, stopped, caller)
                        .filter(event -> event.at().equals(stopped))
                        .orElse(null);
        return state("The account " + name, "with its keys", UseRefusalReason.ACCOUNT_INACTIVE, stopped, end);
    }

    private static SubjectState ofApiToken(LivingApiToken token, Instant now) {
        KnownKey key = token.key();
        UseRefusalReason ofKey = key == null ? null : key.reasonToRefuse(token.generation(), now);
        UseRefusalReason refused = !token.expiresAt().isAfter(now)
                ? UseRefusalReason.API_TOKEN_EXPIRED
                : token.ended() ? UseRefusalReason.REVOKED : ofKey;
        Instant since = refused == UseRefusalReason.API_TOKEN_EXPIRED ? token.expiresAt() : null;
        return state("The API token", "with it", refused, since, null);
    }

    private static SubjectState state(
            String description,
            String with,
            @Nullable UseRefusalReason refused,
            @Nullable Instant stopped,
            @Nullable End end) {
        return refused == null
                ? new SubjectState.Accepted(description, with)
                : new SubjectState.Refused(
                        description,
                        with,
                        refused,
                        end == null ? null : end.action().endsWith("deleted") ? "it was deleted" : "it was deactivated",
                        stopped,
                        end == null ? null : end.by(),
                        end == null ? null : end.reason());
    }
}
