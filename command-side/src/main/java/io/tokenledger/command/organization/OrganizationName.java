package io.tokenledger.command.organization;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.PlainText;
import org.jspecify.annotations.Nullable;

/** Name of an organization: 1 to 255 plain characters, unique on the instance regardless of case and Unicode form. */
record OrganizationName(String value) {
    private static final int MAX_LENGTH = 255;

    OrganizationName {
        value = value.strip();
        if (value.isEmpty() || value.codePointCount(0, value.length()) > MAX_LENGTH || !PlainText.isPlain(value)) {
            throw ProblemCode.NAME_NOT_ALLOWED.because(
                    "The name of an organization must have 1 to 255 characters, without control characters.");
        }
    }

    static OrganizationName of(@Nullable String value) {
        return new OrganizationName(value == null ? "" : value);
    }
}
