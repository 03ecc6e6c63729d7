package io.tokenledger.query.tokenlisting;

import io.tokenledger.access.apikey.ApiKeyResource;
import io.tokenledger.access.apikey.ApiKeyTag;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.web.Page;
import io.tokenledger.access.web.PageRequest;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.freshness.ReadAnswers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The reading routes of an account's own API keys, as ZenML names them. */
@RestController
@RequestMapping("/users/me/api_keys")
class ApiKeyListingEndpoint {
    private final TokenListing listing;
    private final FreshnessGauge freshness;
    private final Clock clock;

    ApiKeyListingEndpoint(TokenListing listing, FreshnessGauge freshness, Clock clock) {
        this.listing = listing;
        this.freshness = freshness;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<Page<ApiKeyResource>> list(
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            Caller caller) {
        PageRequest request = PageRequest.of(page, size);
        Freshness fresh = freshness.of(TokenListingProjection.NAME);
        Instant now = clock.instant();
        List<ApiKeyResource> items = listing.livingOf(caller.accountId(), request.size(), request.offset()).stream()
                .map(token -> token.asApiKey(now))
                .toList();
        return ReadAnswers.ok(fresh).body(Page.of(request, listing.countLivingOf(caller.accountId()), items));
    }

    @GetMapping("/{idOrName}")
    ResponseEntity<ApiKeyResource> one(@PathVariable String idOrName, Caller caller) {
        Freshness fresh = freshness.of(TokenListingProjection.NAME);
        ListedToken token = byId(idOrName)
                .filter(found -> found.ownerId().equals(caller.accountId()) && !found.deleted())
                .or(() -> listing.findLiving(caller.accountId(), idOrName))
                .orElseThrow(() -> RefusalCode.TOKEN_NOT_FOUND.because("There is no such API key."));
        return ReadAnswers.ok(fresh)
                .eTag(ApiKeyTag.of(token.generation(), token.version()))
                .body(token.asApiKey(clock.instant()));
    }

    private Optional<ListedToken> byId(String text) {
        try {
            return text.length() == 36 ? listing.find(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
