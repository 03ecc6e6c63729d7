package io.tokenledger.query.incidentcase;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.query.audittrail.LaterUses;
import io.tokenledger.query.bulkoperation.BulkOperationOutcome;
import io.tokenledger.query.freshness.Freshness;
import java.util.List;

/**
 * A case with all that was added to it. Everyone who may read cases sees the same.
 *
 * @param entries notes, operations and packages, oldest first; at most 1,000
 * @param operations what has become of the bulk operations
 * @param laterUses uses of the subject and its family after the window
 */
@Schema(name = "IncidentCaseDetails")
record CaseDetails(
        @JsonProperty("case") IncidentCase incident,
        List<CaseEntry> entries,
        List<BulkOperationOutcome> operations,
        LaterUses laterUses,
        Freshness freshness) {}
