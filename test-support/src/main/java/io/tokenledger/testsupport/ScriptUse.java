package io.tokenledger.testsupport;

import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.CredentialKind;
import io.tokenledger.events.usage.TokenUsed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The most frequent event of a ledger: a script calls an API with its key. */
public final class ScriptUse {
    private static final UUID OWNER = UUID.nameUUIDFromBytes(new byte[] {1});

    private ScriptUse() {}

    /** A use of a new key of always the same account, in the millisecond of an instant. */
    public static TokenUsed at(Instant instant) {
        Instant at = instant.truncatedTo(ChronoUnit.MILLIS);
        return new TokenUsed(
                UUID.randomUUID(),
                OWNER,
                3,
                Channel.FORWARD_AUTH,
                CredentialKind.API_KEY,
                null,
                "203.0.113.45",
                "python-requests/2.32.3",
                "GET /api/v1/pipelines",
                at,
                at,
                1,
                null);
    }
}
