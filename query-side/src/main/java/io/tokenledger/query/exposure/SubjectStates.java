package io.tokenledger.query.exposure;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.exposure.FamilyRepository.End;
import io.tokenledger.query.exposure.FamilyRepository.Member;
import io.tokenledger.query.sql.KnownKey;
import java.time.Instant;
import java.util.Objects;
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
            case ReportSubject.Network network -> SubjectState.ofNetwork(network.network());
            case ReportSubject.Key key ->
                found.members().stream()
                        .map(Member::key)
                        .filter(known -> known.tokenId().equals(key.id()))
                        .findFirst()
                        .map(known -> state(known, caller, now))
                        .orElseGet(() -> SubjectState.ofNetwork(key.value()));
            case ReportSubject.Owner owner -> {
                boolean active = family.isActive(owner.id(), caller, now).orElse(false);
                End end = active
                        ? null
                        : family.end(owner.id(), owner.id(), UseRefusalReason.ACCOUNT_INACTIVE, caller)
                                .orElse(null);
                yield state("The account " + name, active ? null : UseRefusalReason.ACCOUNT_INACTIVE, null, end);
            }
            case ReportSubject.ApiToken token -> {
                boolean lives = found.unexpired().stream()
                        .filter(one -> one.jti().equals(token.jti()))
                        .anyMatch(one -> one.isAccepted(now.at()));
                yield state("The API token", lives ? null : UseRefusalReason.REVOKED, null, null);
            }
        };
    }

    private SubjectState state(KnownKey key, Caller caller, AsOf now) {
        UseRefusalReason refused = key.reasonToRefuse(now.at());
        End end = refused == null
                ? null
                : family.end(key.tokenId(), key.ownerId(), refused, caller).orElse(null);
        String owner = Objects.requireNonNullElse(key.ownerUsername(), "an unknown account");
        return state("The API key " + key.name() + " of " + owner, refused, key.stopped(null, now.at()), end);
    }

    private static SubjectState state(
            String description, @Nullable UseRefusalReason refused, @Nullable Instant stopped, @Nullable End end) {
        return new SubjectState(
                description,
                refused == null,
                refused,
                refused == null ? null : end == null ? stopped : end.at(),
                end == null ? null : end.by(),
                end == null ? null : end.reason());
    }
}
