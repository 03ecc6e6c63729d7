package io.tokenledger.historygenerator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All organizations and accounts that exist so far, in the order of their creation. */
final class GeneratorState {
    final List<GeneratedOrganization> organizations = new ArrayList<>();
    final List<GeneratedAccount> people = new ArrayList<>();
    final List<GeneratedAccount> automations = new ArrayList<>();

    /** Users' keys for random traffic. The keys of the incident are not among them. */
    final List<GeneratedKey> peoplesKeys = new ArrayList<>();

    final List<GeneratedKey> automationsKeys = new ArrayList<>();

    /** The first superuser. */
    final GeneratedAccount root;

    /** The key with which a gateway introspects the credentials of its callers. */
    @Nullable
    GeneratedKey gatewayKey;

    GeneratorState(GeneratedAccount root) {
        this.root = root;
    }

    List<GeneratedKey> keysOfThatKind(GeneratedAccount owner) {
        return owner.isPerson() ? peoplesKeys : automationsKeys;
    }
}
