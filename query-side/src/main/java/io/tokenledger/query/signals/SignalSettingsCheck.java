package io.tokenledger.query.signals;

import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.eventstore.startup.StartupException;
import io.tokenledger.query.sql.SignalProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Checks at startup that the disabled kinds exist. A misspelled one would have no effect. */
@Component
class SignalSettingsCheck {
    SignalSettingsCheck(SignalProperties properties) {
        List<String> kinds =
                Arrays.stream(SignalKind.values()).map(SignalKind::wire).toList();
        Set<String> unknown = new TreeSet<>(properties.disabledKinds());
        unknown.removeAll(kinds);
        if (!unknown.isEmpty()) {
            throw new StartupException("LEDGER_SIGNALS_DISABLED_KINDS contains unknown kinds of signals: "
                    + String.join(", ", unknown) + ". Use "
                    + kinds.stream().sorted().collect(Collectors.joining(", "))
                    + ".");
        }
    }
}
