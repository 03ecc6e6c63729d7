package io.tokenledger.command.account;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.query.Disclosures;
import java.util.UUID;

/**
 * A completed erasure.
 *
 * @param disclosures copies that the ledger cannot reach; backups contain the encrypted texts, but not their key
 */
@Schema(name = "Erasure")
record ErasureResponse(UUID account, Disclosures disclosures) {}
