package io.tokenledger.command.organization;

import io.tokenledger.api.text.NameRules;
import org.jspecify.annotations.Nullable;

/** Name of an organization: it satisfies {@link NameRules}, and is unique on the instance. */
record OrganizationName(String value) {
    OrganizationName {
        value = NameRules.require(value);
    }

    /** The name that a caller sent; null counts as an empty name. */
    static OrganizationName of(@Nullable String value) {
        return new OrganizationName(value == null ? "" : value);
    }
}
