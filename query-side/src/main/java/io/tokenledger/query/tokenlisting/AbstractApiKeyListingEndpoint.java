package io.tokenledger.query.tokenlisting;

import io.tokenledger.api.paging.Page;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.ApiKeyETag;
import io.tokenledger.api.resource.ApiKeyResource;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Lists and reads the API keys of one account, as ZenML's routes do: the caller's own or those of a service account.
 */
abstract class AbstractApiKeyListingEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(ProjectionName.TOKEN_LISTING);

    private final TokenListingRepository listing;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;
    private final Clock clock;

    AbstractApiKeyListingEndpoint(
            TokenListingRepository listing, ProjectionLag freshness, ProjectionBarrier barrier, Clock clock) {
        this.listing = listing;
        this.freshness = freshness;
        this.barrier = barrier;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<Page<ApiKeyResource>> list(
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            HttpServletRequest request,
            Caller caller) {
        PageRequest requested = PageRequest.of(page, size);
        UUID owner = owner(request, caller);
        Freshness fresh = freshness.of(SOURCES);
        Instant now = clock.instant();
        List<ApiKeyResource> items = listing.livingOf(owner, requested.size(), requested.offset()).stream()
                .map(token -> token.asApiKey(now))
                .toList();
        return FreshnessHeaders.ok(fresh).body(Page.of(requested, listing.countLivingOf(owner), items));
    }

    @GetMapping("/{idOrName}")
    ResponseEntity<ApiKeyResource> one(@PathVariable String idOrName, HttpServletRequest request, Caller caller) {
        UUID owner = owner(request, caller);
        Freshness fresh = freshness.of(SOURCES);
        ListedToken token = barrier.find(SOURCES, () -> find(owner, idOrName))
                .orElseThrow(() -> ProblemCode.TOKEN_NOT_FOUND.because("There is no such API key."));
        ApiKeyResource key = token.asApiKey(clock.instant());
        return FreshnessHeaders.ok(fresh)
                .eTag(ApiKeyETag.of(key, token.version()))
                .body(key);
    }

    private Optional<ListedToken> find(UUID owner, String idOrName) {
        return ResourceIds.find(
                idOrName,
                id -> listing.find(id).filter(found -> found.ownerId().equals(owner) && !found.deleted()),
                name -> listing.findLiving(owner, name));
    }

    /** The account whose keys the request reads. Rejects callers that may not see them. */
    abstract UUID owner(HttpServletRequest request, Caller caller);
}
