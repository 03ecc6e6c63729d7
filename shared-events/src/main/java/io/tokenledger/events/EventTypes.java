package io.tokenledger.events;

import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.notice.NoticeEvent;
import io.tokenledger.events.operatoraudit.OperatorAuditEvent;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.retention.RetentionEvent;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.usage.UsageEvent;
import io.tokenledger.events.workspace.WorkspaceEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All events of the ledger by stored name. A new sealed family needs an entry in {@link #FAMILIES} only. */
public final class EventTypes {
    private static final List<Class<? extends LedgerEvent>> FAMILIES = List.of(
            TokenEvent.class,
            UsageEvent.class,
            RetentionEvent.class,
            AccountEvent.class,
            OrganizationEvent.class,
            WorkspaceEvent.class,
            OperatorAuditEvent.class,
            NoticeEvent.class);

    private static final Map<String, Class<? extends LedgerEvent>> BY_NAME = byName();

    private EventTypes() {}

    /** The stored names in the order of the families, each with the class that reads its newest revision. */
    public static Map<String, Class<? extends LedgerEvent>> byStoredName() {
        return BY_NAME;
    }

    /**
     * The stored name and revision of an event class.
     *
     * @throws IllegalArgumentException if the class has no {@link StoredAs}, and so is no event of the ledger
     */
    public static StoredAs storedAs(Class<?> event) {
        StoredAs stored = event.getAnnotation(StoredAs.class);
        if (stored == null) {
            throw new IllegalArgumentException(event.getName() + " has no stored name: annotate it with @StoredAs");
        }
        return stored;
    }

    private static Map<String, Class<? extends LedgerEvent>> byName() {
        Map<String, Class<? extends LedgerEvent>> names = new LinkedHashMap<>();
        for (Class<? extends LedgerEvent> family : FAMILIES) {
            Arrays.stream(family.getPermittedSubclasses())
                    .map(member -> member.<LedgerEvent>asSubclass(LedgerEvent.class))
                    .forEach(member -> {
                        if (names.putIfAbsent(storedAs(member).value(), member) != null) {
                            throw new IllegalStateException("Two event types have the same stored name: "
                                    + storedAs(member).value());
                        }
                    });
        }
        return Collections.unmodifiableMap(names);
    }
}
