package io.tokenledger.historygenerator;

import java.util.stream.Stream;

/** The ledger's daily sweep: deactivates keys that were idle for longer than their organization allows. */
final class IdleSweep {
    private final GeneratorContext stage;

    IdleSweep(GeneratorContext stage) {
        this.stage = stage;
    }

    void begin() {
        stage.schedule.at(stage.start + EpochMillis.DAY + 17 * EpochMillis.MINUTE, this::sweep);
    }

    private void sweep(long now) {
        for (GeneratedOrganization organization : stage.state.organizations) {
            Integer days = organization.policy.maxIdleDays();
            if (days != null) {
                sweep(now, organization, days);
            }
        }
        stage.schedule.at(now + EpochMillis.DAY, this::sweep);
    }

    private void sweep(long now, GeneratedOrganization organization, int days) {
        String reason = "unused for " + days + " days (max_idle_days of organization '" + organization.name + "')";
        Stream.concat(organization.members.keySet().stream(), organization.automations.stream())
                .flatMap(account -> account.keys.stream())
                .filter(key -> key.busyAt < now - days * EpochMillis.DAY)
                .forEach(key -> stage.keys.deactivate(now, key, reason, ChangeMetadata.LEDGER));
    }
}
