package io.tokenledger.query.erasure;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the deleted accounts, with what an erasure needs to know about them. */
@RestController
@RequestMapping("/ledger/deleted_accounts")
@Requires(Action.ACCOUNT_ERASE)
class DeletedAccountEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.LEGAL_HOLDS,
            ProjectionName.TOKEN_LISTING);

    private final DeletedAccountRepository accounts;
    private final DisclosureRepository disclosures;
    private final Cursors cursors;
    private final ProjectionLag lag;
    private final ProjectionBarrier barrier;

    DeletedAccountEndpoint(
            DeletedAccountRepository accounts,
            DisclosureRepository disclosures,
            Cursors cursors,
            ProjectionLag lag,
            ProjectionBarrier barrier) {
        this.accounts = accounts;
        this.disclosures = disclosures;
        this.cursors = cursors;
        this.lag = lag;
        this.barrier = barrier;
    }

    @GetMapping
    ResponseEntity<CursorList<DeletedAccount>> list(
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        int size = Limit.of(limit);
        String requested = caller.accountId() + "\ndeleted accounts";
        Long before = cursor == null
                ? null
                : Long.valueOf(cursors.read(requested, cursor).getFirst());
        Freshness fresh = lag.of(SOURCES);
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        accounts.latest(before, size + 1),
                        size,
                        DeletedAccountRepository.Listed::account,
                        row -> cursors.write(requested, List.of(Long.toString(row.place()))),
                        fresh));
    }

    /** One account. Waits for the projections, because the disclosures must be complete. */
    @GetMapping("/{accountId}")
    ResponseEntity<DeletedAccount> one(@PathVariable UUID accountId) {
        Freshness fresh = barrier.requireCurrent(SOURCES);
        return accounts.find(accountId)
                .map(account -> FreshnessHeaders.ok(fresh).body(account.with(disclosures.find(accountId))))
                .orElseThrow(() -> ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such deleted account."));
    }
}
