package io.tokenledger.query.tokenlookup;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.FoundCredentials;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Looks up values that were found somewhere: an API key of any age, also of a deleted key, or an API token. Each lookup
 * is recorded, with the number of values and the ids of all keys that they belong to.
 */
@RestController
class TokenLookupEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.HISTORY,
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING);

    private final CredentialReader reader;
    private final TokenLookup lookup;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;
    private final OperatorAuditLog operatorAudit;

    TokenLookupEndpoint(
            CredentialReader reader,
            TokenLookup lookup,
            AsOfResolver asOfResolver,
            ProjectionBarrier barrier,
            OperatorAuditLog operatorAudit) {
        this.reader = reader;
        this.lookup = lookup;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
        this.operatorAudit = operatorAudit;
    }

    /**
     * Found values. At least one of the two lists is required.
     *
     * @param values found values, at most 1,000
     * @param digests SHA-256 of the 32 random bytes of found API keys, in hexadecimal, at most 1,000
     */
    record LookupBody(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
            List<String> values,

            @Nullable List<String> digests)
            implements StrictBody {
        LookupBody {
            if (values == null && digests == null) {
                throw ProblemCode.BAD_VALUE.because("Send 'values', 'digests' or both.");
            }
            requireValid("values", values);
            requireValid("digests", digests);
        }

        private static void requireValid(String name, @Nullable List<String> list) {
            if (list != null
                    && (list.size() > QueryLimits.MAX_LOOKED_UP_VALUES
                            || list.stream().anyMatch(Objects::isNull))) {
                throw ProblemCode.BAD_VALUE.because("'%s' must have at most 1,000 items, none of them null.", name);
            }
        }

        @Override
        public String toString() {
            return "LookupBody[hidden]";
        }
    }

    /** The results in the order of the request: first those of all values, then those of all digests. */
    @Schema(name = "TokenLookupResults")
    record LookupResults(List<FoundValue> results, Freshness freshness) {}

    @PostMapping("/ledger/tokens/lookups")
    @Requires(Action.SELF) // the answer says only what the caller may see
    @ExpensiveRead
    ResponseEntity<LookupResults> find(@RequestBody LookupBody body, Caller caller, RequestOrigin origin) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(find(
                        FoundCredentials.parse(body.values(), body.digests(), reader)
                                .all(),
                        caller,
                        origin));
    }

    private LookupResults find(List<PresentedCredential> values, Caller caller, RequestOrigin origin) {
        Freshness fresh = barrier.requireCurrent(SOURCES);
        List<FoundValue> found = lookup.find(values, caller, asOfResolver.now());
        record(found, values.size(), caller, origin);
        return new LookupResults(found, fresh);
    }

    private void record(List<FoundValue> found, int values, Caller caller, RequestOrigin origin) {
        List<String> keys = found.stream()
                .map(FoundValue::tokenId)
                .filter(Objects::nonNull)
                .map(UUID::toString)
                .distinct()
                .toList();
        operatorAudit.record(
                new AuditRead(
                        "token_lookup",
                        Map.of(
                                "values", Integer.toString(values),
                                "keys", Integer.toString(keys.size()),
                                "tokens", String.join(" ", keys))),
                caller,
                origin);
    }
}
