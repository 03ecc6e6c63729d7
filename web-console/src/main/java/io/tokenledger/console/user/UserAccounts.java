package io.tokenledger.console.user;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.request.FormBody;
import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.page.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads, creates, changes and deletes accounts of people. */
@Component
class UserAccounts {
    static final String PAGES = "/console/users";

    private static final String USERS = "/users";
    private static final String REASON = "reason";

    private final ApiClient api;

    UserAccounts(ApiClient api) {
        this.api = api;
    }

    UserAccount one(UUID id, Visitor visitor) {
        return api.get(visitor, path(id), UserAccount.class);
    }

    UserAccount create(Map<String, Object> values, FormBody form, Visitor visitor) {
        return api.send(visitor, "POST", USERS, withReason(values, form), UserAccount.class);
    }

    void change(UUID id, Map<String, Object> values, FormBody form, Visitor visitor) {
        api.change(visitor, "PATCH", path(id), withReason(values, form));
    }

    void delete(UUID id, FormBody form, Visitor visitor) {
        String reason = form.field(REASON)
                .map(text -> "?reason=" + Encoding.query(text))
                .orElse("");
        api.change(visitor, "DELETE", path(id) + reason, null);
    }

    /** The new password of a form, which has to be typed twice. */
    static Secret password(FormBody form) {
        String password = form.field("password").orElse("");
        if (!password.equals(form.field("again").orElse(""))) {
            throw Rejection.because("The passwords are not the same.");
        }
        return Secret.of(password);
    }

    /** The reason of a form, as it was typed. */
    static String reason(FormBody form) {
        return form.field(REASON).orElse("");
    }

    private static Map<String, Object> withReason(Map<String, Object> values, FormBody form) {
        Map<String, Object> body = new LinkedHashMap<>(values);
        form.field(REASON).ifPresent(reason -> body.put(REASON, reason));
        return body;
    }

    private static String path(UUID id) {
        return USERS + "/" + id;
    }
}
