package io.tokenledger.query.sql;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of signals. Signals of every kind are recorded, so that the summary shows how often each kind is raised.
 *
 * @param disabledKinds kinds of signals, such as {@code first_seen_agent}, that sinks do not receive and lists omit
 */
@ConfigurationProperties("ledger.signals")
public record SignalProperties(@DefaultValue Set<String> disabledKinds) {
    public SignalProperties {
        disabledKinds = disabledKinds.stream()
                .map(kind -> kind.strip().toLowerCase(Locale.ROOT))
                .filter(kind -> !kind.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the kind with this name in responses is enabled. */
    public boolean isEnabled(String kind) {
        return !disabledKinds.contains(kind);
    }

    /** Adds the condition that the signal of this alias is of an enabled kind. */
    public void restrict(SqlConditions conditions, String alias) {
        if (!disabledKinds.isEmpty()) {
            conditions.and(alias + ".kind <> ALL (?)", (Object) disabledKinds.toArray(String[]::new));
        }
    }
}
