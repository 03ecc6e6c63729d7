package io.tokenledger.command.bulkoperation;

import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.FoundCredentials;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.command.token.HeldKeyFinder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the keys that leaked values or their digests are valid for. */
@Component
public class LeakedKeyFinder {
    private static final int MAX_NAMED = 10;

    private final CredentialReader reader;
    private final HeldKeyFinder held;
    private final CredentialCache credentials;

    LeakedKeyFinder(CredentialReader reader, HeldKeyFinder held, CredentialCache credentials) {
        this.reader = reader;
        this.held = held;
        this.credentials = credentials;
    }

    /**
     * The keys as they are stored now. Null means that the request gives neither values nor digests; an empty result
     * means that no key matches.
     *
     * @throws io.tokenledger.api.problem.ProblemException if a value is an API token, which no operation on keys ends
     */
    @Nullable
    public Collection<CredentialRecord> keys(DeactivationRequest body) {
        if (body.values() == null && body.digests() == null) {
            return null;
        }
        FoundCredentials found = FoundCredentials.parse(body.values(), body.digests(), reader);
        requireNoApiToken(found.values());
        Map<UUID, CredentialRecord> keys = new LinkedHashMap<>();
        found.values().forEach(value -> find(value).ifPresent(key -> keys.put(key.tokenId(), key)));
        if (!found.digests().isEmpty()) {
            credentials.withDigests(found.digests()).forEach(key -> keys.put(key.tokenId(), key));
        }
        return keys.values();
    }

    private static void requireNoApiToken(List<PresentedCredential> values) {
        List<Integer> apiTokens = IntStream.range(0, values.size())
                .filter(i -> values.get(i) instanceof PresentedApiToken || values.get(i) instanceof ExpiredApiToken)
                .boxed()
                .toList();
        if (!apiTokens.isEmpty()) {
            String places = apiTokens.stream()
                    .limit(MAX_NAMED)
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "", apiTokens.size() > MAX_NAMED ? " and more" : ""));
            throw ProblemCode.BAD_VALUE.because(
                    "'values' takes API keys, but it has API tokens (JWTs), counted from 0 at: %s. Send each API token to"
                            + " POST /oauth2/revoke, which ends it. Then send this request without them.",
                    places);
        }
    }

    private Optional<CredentialRecord> find(PresentedCredential value) {
        return value instanceof PresentedKey key ? held.find(key) : Optional.empty();
    }
}
