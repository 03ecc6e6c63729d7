package io.tokenledger.histories;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everybody and everything there is at the moment, in the order in which they came. */
final class World {
    final List<OrganizationModel> organizations = new ArrayList<>();
    final List<AccountModel> people = new ArrayList<>();
    final List<AccountModel> automations = new ArrayList<>();

    /** The keys that are used at random: those of the incident have a play of their own. */
    final List<KeyModel> peoplesKeys = new ArrayList<>();

    final List<KeyModel> automationsKeys = new ArrayList<>();

    /** The first superuser. */
    final AccountModel root;

    /** The key by which a gateway asks the ledger about the credentials that are shown to it. */
    @Nullable
    KeyModel gatewayKey;

    World(AccountModel root) {
        this.root = root;
    }

    List<KeyModel> keysOfThatKind(AccountModel owner) {
        return owner.isPerson() ? peoplesKeys : automationsKeys;
    }
}
