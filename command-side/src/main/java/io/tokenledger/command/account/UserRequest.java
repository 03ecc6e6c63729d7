package io.tokenledger.command.account;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.PlainText;
import io.tokenledger.command.idempotency.Reasoned;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.account.InstanceRole;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Request body to create or change a user. Values that are null stay unchanged.
 *
 * @param active also accepted as {@code is_active}, the name in responses, so that a client can send back what it read
 * @param reason why the account is created or changed, at most 500 characters
 */
record UserRequest(
        @Nullable String username,
        @Nullable String name,
        @Nullable String email,
        @Nullable String description,
        @Nullable String password,

        @ArraySchema(schema = @Schema(implementation = InstanceRole.class)) @Nullable
        List<String> roles,

        @JsonAlias("is_active") @Nullable Boolean active,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason)
        implements Reasoned {
    private static final int MAX_NAME = 255;
    private static final int MAX_EMAIL = 254;

    /** One address without a display name: notices are sent to it, so it must not be a list or a group. */
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\p{C}\\p{Z}\"(),:;<>@\\[\\\\\\]]+@[^\\p{C}\\p{Z}\"(),:;<>@\\[\\\\\\]]+");

    @Nullable
    String checkedName() {
        if (name != null && (name.isBlank() || name.length() > MAX_NAME || !PlainText.isPlain(name))) {
            throw ProblemCode.NAME_NOT_ALLOWED.because("'name' must have 1 to 255 visible characters.");
        }
        return name;
    }

    @Nullable
    String checkedEmail() {
        if (email != null
                && (email.length() > MAX_EMAIL || !ADDRESS.matcher(email).matches())) {
            throw ProblemCode.EMAIL_NOT_ALLOWED.because(
                    "'email' must be one e-mail address of at most 254 characters, such as ada@example.org.");
        }
        return email;
    }

    @Nullable
    Set<InstanceRole> checkedRoles() {
        if (roles == null) {
            return null;
        }
        Set<InstanceRole> known = EnumSet.noneOf(InstanceRole.class);
        for (String role : roles) {
            try {
                known.add(WireNames.parse(InstanceRole.class, String.valueOf(role)));
            } catch (IllegalArgumentException unknown) {
                throw ProblemCode.BAD_VALUE.because("Each item of 'roles' must be superuser, auditor or introspector.");
            }
        }
        return known;
    }

    @Override
    public String toString() {
        return "UserRequest[" + username + "]";
    }
}
