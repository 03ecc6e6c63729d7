package io.tokenledger.query.encryption;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.EncryptionKeyRotated;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import io.tokenledger.eventstore.personaldata.KeyEncryptionKeyRotation;
import io.tokenledger.eventstore.personaldata.KeyEncryptionKeyRotation.Rotation;
import io.tokenledger.query.idempotency.IdempotentRequest;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rotates the key-encryption key. */
@RestController
class EncryptionKeyEndpoint {
    private final KeyEncryptionKeyRotation rotation;
    private final OperatorAuditLog operatorAudit;

    EncryptionKeyEndpoint(KeyEncryptionKeyRotation rotation, OperatorAuditLog operatorAudit) {
        this.rotation = rotation;
        this.operatorAudit = operatorAudit;
    }

    /**
     * A completed rotation.
     *
     * @param keyId id of the new key, which is the name of its file
     * @param subjects number of subject keys that were wrapped again
     */
    @Schema(name = "EncryptionKeyRotation")
    record RotationResponse(String keyId, long subjects) {}

    @PostMapping("/ledger/encryption_keys/rotations")
    @Requires(value = Action.LEDGER_OPERATE, session = true)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RotationResponse.class)))
    ResponseEntity<Object> rotate(IdempotentRequest request, Caller caller, RequestOrigin origin) {
        return request.execute(null, () -> {
            Rotation rotated = rotation.rotate(RequestDeadline::renew);
            operatorAudit.record(new EncryptionKeyRotated(rotated.keyId(), rotated.rewrapped()), caller, origin);
            return ResponseEntity.ok(new RotationResponse(rotated.keyId(), rotated.rewrapped()));
        });
    }
}
