package io.tokenledger.command.incident;

import io.tokenledger.access.apikey.FoundTokens.Found;
import io.tokenledger.access.limit.AccountVolume;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Cause;
import io.tokenledger.access.use.Origin;
import io.tokenledger.command.incident.BulkAnswer.Failure;
import io.tokenledger.command.token.TokenActs;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.oversight.BulkActBegun;
import io.tokenledger.eventstore.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does one thing to many keys: the act is put on record first, then each key changes as a whole or not at all. */
@Component
class BulkActs {
    /** What is done to each key. */
    enum Act {
        DEACTIVATE("deactivate"),
        RESTORE("restore"),
        DELETE("delete");

        private final String wire;

        Act(String wire) {
            this.wire = wire;
        }
    }

    private final TokenActs tokens;
    private final EventBus events;
    private final AccountVolume volume;

    BulkActs(TokenActs tokens, EventBus events, AccountVolume volume) {
        this.tokens = tokens;
        this.events = events;
        this.volume = volume;
    }

    /** @param earlier the act that deactivated the keys; null where this is the first */
    BulkAnswer perform(
            Act act,
            @Nullable UUID earlier,
            Map<String, String> filter,
            @Nullable String reason,
            KeySearch.Result found,
            Caller caller,
            Origin origin) {
        List<Found> keys = found.keys();
        UUID id = UUID.randomUUID();
        volume.spend(caller, filter.toString(), reason, origin.userAgent());
        Map<String, String> metadata = Cause.of(caller, origin);
        events.publish(
                new GenericEventMessage<>(new BulkActBegun(id, act.wire, filter, reason, keys.size()), metadata));
        metadata.put(EventMetadata.BULK_ACT_ID, id.toString());
        List<Failure> failed = new ArrayList<>();
        for (Found key : keys) {
            Patience.renew();
            try {
                perform(act, earlier, key.id(), reason, metadata);
            } catch (RefusedException refused) {
                failed.add(
                        refused.refusal().code() == RefusalCode.STORE_UNAVAILABLE
                                ? unknown(key.id())
                                : new Failure(
                                        key.id(),
                                        refused.refusal().code().wire(),
                                        refused.refusal().message()));
            } catch (RuntimeException failure) {
                failed.add(unknown(key.id()));
            }
        }
        int done = keys.size() - failed.size();
        return new BulkAnswer(
                id,
                false,
                keys.size(),
                act == Act.DEACTIVATE ? done : 0,
                act == Act.RESTORE ? done : 0,
                act == Act.DELETE ? done : 0,
                failed,
                keys,
                found.position());
    }

    private static Failure unknown(UUID key) {
        return new Failure(
                key,
                RefusalCode.STORE_UNAVAILABLE.wire(),
                "Whether it was done is not known: look at the key, then try again.");
    }

    private void perform(
            Act act, @Nullable UUID earlier, UUID key, @Nullable String reason, Map<String, String> metadata) {
        switch (act) {
            case DEACTIVATE -> tokens.deactivate(key, reason, metadata);
            case RESTORE -> tokens.restore(key, Objects.requireNonNull(earlier), reason, metadata);
            case DELETE -> tokens.delete(key, Objects.requireNonNull(earlier), metadata);
        }
    }
}
