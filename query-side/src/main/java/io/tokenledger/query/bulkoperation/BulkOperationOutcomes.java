package io.tokenledger.query.bulkoperation;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What has become of bulk operations, for a reader of the whole instance. */
@Component
public class BulkOperationOutcomes {
    private final BulkOperationRepository operations;

    BulkOperationOutcomes(BulkOperationRepository operations) {
        this.operations = operations;
    }

    public boolean exists(UUID operationId) {
        return operations.exists(operationId);
    }

    /** The outcomes of these operations, oldest first; unknown ids are omitted. */
    public List<BulkOperationOutcome> of(Collection<UUID> operationIds) {
        return operationIds.isEmpty() ? List.of() : operations.outcomes(operationIds);
    }
}
