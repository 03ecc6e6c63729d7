package io.tokenledger.query.exposure;

import io.tokenledger.query.exposure.ExposureReport.Change;
import io.tokenledger.query.exposure.ExposureReport.NewOrigin;
import io.tokenledger.query.exposure.ExposureReport.Reach;
import io.tokenledger.query.exposure.ExposureReport.Unknown;
import io.tokenledger.query.exposure.FamilyRepository.LivingApiToken;
import io.tokenledger.query.exposure.FamilyRepository.Member;
import java.util.List;

/**
 * What a verdict is made from.
 *
 * @param created number of keys that were created with the subject, directly or indirectly
 * @param unexpired API tokens of the family that have not expired
 * @param usedBefore whether the owners used a key before the window
 * @param usesFromNewOrigins number of uses from new networks or with new user agents
 * @param instanceRoles roles on the whole instance that accounts of the family have now
 * @param restricted whether the caller may see only a part of the ledger
 */
record Findings(
        List<Member> members,
        int created,
        List<LivingApiToken> unexpired,
        boolean usedBefore,
        List<NewOrigin> newOrigins,
        long usesFromNewOrigins,
        List<Change> changes,
        Reach reach,
        List<String> instanceRoles,
        boolean restricted,
        List<Unknown> unknown) {}
