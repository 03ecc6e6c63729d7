package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;

/**
 * The key-encryption key was replaced.
 *
 * @param keyId id of the new key
 * @param subjects number of subject keys that were wrapped again
 */
@StoredAs("ledger.encryption_key_rotated")
public record EncryptionKeyRotated(@Plain String keyId, long subjects) implements OperatorAuditEvent {}
