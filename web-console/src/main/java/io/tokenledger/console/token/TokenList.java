package io.tokenledger.console.token;

import io.tokenledger.console.page.Freshness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of API keys.
 *
 * @param nextCursor null on the last page
 */
public record TokenList(List<AccessToken> items, @Nullable String nextCursor, Freshness freshness) {}
