package io.tokenledger.historygenerator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everybody and everything there is at the moment, in the order in which they came. */
final class GeneratorState {
    final List<GeneratedOrganization> organizations = new ArrayList<>();
    final List<GeneratedAccount> people = new ArrayList<>();
    final List<GeneratedAccount> automations = new ArrayList<>();

    /** The keys that are used at random: those of the incident have a play of their own. */
    final List<GeneratedKey> peoplesKeys = new ArrayList<>();

    final List<GeneratedKey> automationsKeys = new ArrayList<>();

    /** The first superuser. */
    final GeneratedAccount root;

    /** The key by which a gateway asks the ledger about the credentials that are shown to it. */
    @Nullable
    GeneratedKey gatewayKey;

    GeneratorState(GeneratedAccount root) {
        this.root = root;
    }

    List<GeneratedKey> keysOfThatKind(GeneratedAccount owner) {
        return owner.isPerson() ? peoplesKeys : automationsKeys;
    }
}
