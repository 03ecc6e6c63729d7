package io.tokenledger.eventstore.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenledger.eventstore.StoreLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * The positions of events that this process has appended, so that it need not read them: of the current unit of work, and
 * the last of each aggregate if no other process appends events.
 */
final class AppendedPositions {
    private static final String RESOURCE = AppendedPositions.class.getName();

    private final boolean onlyProcess;
    private final Cache<String, Long> committed =
            Caffeine.newBuilder().maximumSize(StoreLimits.MAX_CACHED_POSITIONS).build();

    /** @param onlyProcess whether no other process can append events to this store */
    AppendedPositions(boolean onlyProcess) {
        this.onlyProcess = onlyProcess;
    }

    /** Keeps the last position of each aggregate; called before the commit. */
    void keep(Map<String, Long> positions) {
        committed.invalidateAll(positions.keySet());
        if (CurrentUnitOfWork.isStarted()) {
            UnitOfWork<?> root = CurrentUnitOfWork.get().root();
            of(root).putAll(positions);
            if (onlyProcess) {
                root.afterCommit(done ->
                        positions.forEach((id, last) -> committed.asMap().merge(id, last, Math::max)));
            }
        }
    }

    /** The last position at which this unit of work has appended an event of the aggregate. */
    static Optional<Long> last(UnitOfWork<?> root, String aggregateId) {
        return Optional.ofNullable(of(root).get(aggregateId));
    }

    /** The position of the aggregate's last event, if it is known without a read. */
    Optional<Long> last(String aggregateId) {
        return Optional.ofNullable(committed.getIfPresent(aggregateId));
    }

    private static Map<String, Long> of(UnitOfWork<?> root) {
        return root.getOrComputeResource(RESOURCE, key -> new HashMap<String, Long>());
    }
}
