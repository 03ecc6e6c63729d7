package io.tokenledger.api.request;

import org.jspecify.annotations.Nullable;

/** The form of RFC 7662, section 2.1, and RFC 7009, section 2.1, for the OpenAPI document. The hint is ignored. */
public record TokenForm(String token, @Nullable String tokenTypeHint) {
    @Override
    public String toString() {
        return "TokenForm[hidden]";
    }
}
