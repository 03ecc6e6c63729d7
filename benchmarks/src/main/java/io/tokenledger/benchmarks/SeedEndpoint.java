package io.tokenledger.benchmarks;

import io.tokenledger.api.credential.ApiKeyFormat;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.token.TokenCreated;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Creates an account with many API keys in one transaction. Events, lookup tables and read models are the same as for
 * keys created over {@code POST /users/me/api_keys}, which takes minutes for a hundred thousand.
 */
@RestController
class SeedEndpoint {
    static final String PATH = "/.well-known/benchmark/accounts";

    /** Further keys of each account, {@code rotated-1} and so on, whose values nothing uses. Same number as in the script. */
    private static final int ROTATED_KEYS = 10;

    private final EventBus events;
    private final TransactionManager transactions;
    private final CredentialCache credentials;
    private final ApiKeyFormat format;
    private final SecureRandom random;

    SeedEndpoint(
            EventBus events,
            TransactionManager transactions,
            CredentialCache credentials,
            ApiKeyFormat format,
            SecureRandom random) {
        this.events = events;
        this.transactions = transactions;
        this.credentials = credentials;
        this.format = format;
        this.random = random;
    }

    /** Returns the values of the new keys, one per line. Caches the keys for verification, as a creation does. */
    @PostMapping(PATH)
    String account(@RequestParam int keys) {
        UUID owner = id();
        String name = "owner-" + owner;
        List<GenericDomainEventMessage<LedgerEvent>> history = new ArrayList<>();
        history.add(first(
                AggregateTypes.ACCOUNT,
                owner,
                new AccountRegistered(owner, AccountKind.USER, name, name, null, Set.of(), null, null)));
        List<UUID> ids = new ArrayList<>();
        StringBuilder values = new StringBuilder();
        for (int number = 1; number <= keys; number++) {
            UUID id = id();
            byte[] secret = new byte[ApiKeyFormat.SECRET_BYTES];
            random.nextBytes(secret);
            history.add(first(
                    AggregateTypes.PERSONAL_ACCESS_TOKEN,
                    id,
                    new TokenCreated(id, owner, "key-" + number, null, SecretDigest.of(secret), 1, null, null)));
            ids.add(id);
            values.append(format.format(id, secret).reveal()).append('\n');
        }
        for (int number = 1; number <= ROTATED_KEYS; number++) {
            UUID id = id();
            history.add(first(
                    AggregateTypes.PERSONAL_ACCESS_TOKEN,
                    id,
                    new TokenCreated(id, owner, "rotated-" + number, null, randomDigest(), 1, null, null)));
        }
        DefaultUnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        unitOfWork.attachTransaction(transactions);
        unitOfWork.execute(() -> events.publish(history));
        ids.forEach(credentials::find);
        return values.toString();
    }

    private SecretDigest randomDigest() {
        byte[] secret = new byte[ApiKeyFormat.SECRET_BYTES];
        random.nextBytes(secret);
        return SecretDigest.of(secret);
    }

    private static GenericDomainEventMessage<LedgerEvent> first(String type, UUID id, LedgerEvent event) {
        return new GenericDomainEventMessage<>(type, id.toString(), 0, event);
    }

    private static UUID id() {
        return UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
    }
}
