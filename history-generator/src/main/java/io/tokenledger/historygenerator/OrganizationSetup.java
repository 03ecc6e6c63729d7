package io.tokenledger.historygenerator;

import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates organizations: the superuser creates each one and hands it over to its administrators. */
final class OrganizationSetup {
    private static final List<String> WORKSPACES = List.of("training", "inference", "research", "staging", "sandbox");

    private final GeneratorContext stage;
    private final SeededRandom chance;
    private final NameGenerator names;
    private final PopulationGrowth population;

    OrganizationSetup(GeneratorContext stage, NameGenerator names, PopulationGrowth population) {
        this.stage = stage;
        this.chance = stage.random;
        this.names = names;
        this.population = population;
    }

    /** @param chosen index of the organization that the incident happens to, from 0 */
    void begin(int chosen) {
        int organizations = stage.settings.organizations();
        long time = stage.part(0.01) - stage.start;
        for (int number = 0; number < organizations; number++) {
            boolean reserved = number == chosen;
            asRoot(
                    stage.start + EpochMillis.HOUR + time * number / organizations,
                    (now, cause) -> found(now, reserved, cause));
        }
        asRoot(stage.part(0.025), this::openGateway);
    }

    private void found(long now, boolean reserved, Map<String, String> cause) {
        GeneratedOrganization organization =
                stage.organizations.create(now, names.organization(), stage.state.root, cause);
        organization.reserved = reserved;
        for (int number = 0; number < 2; number++) {
            organization.offices.add(stage.networks.office());
            organization.pipelines.add(stage.networks.pipeline());
        }
        stage.state.organizations.add(organization);
        stage.soon(
                now,
                later ->
                        population.join(later, organization, OrganizationRole.ORGANIZATION_ADMIN, (settled, person) -> {
                            person.reserved = true;
                            takeOver(settled, organization, person);
                        }));
    }

    private void takeOver(long now, GeneratedOrganization organization, GeneratedAccount administrator) {
        for (int left = 4 + chance.below(3); left > 0; left--) {
            stage.soon(now, later -> openWorkspace(later, organization));
        }
        if (!organization.reserved && chance.percent(50)) {
            stage.soon(
                    now,
                    later -> stage.sessions.as(
                            later,
                            administrator,
                            (at, cause) -> stage.organizations.setPolicy(at, organization, policy(), cause)));
        }
        if (chance.percent(60)) {
            asRoot(
                    now + EpochMillis.HOUR,
                    (at, cause) -> stage.organizations.removeMember(at, organization, stage.state.root, cause));
        }
    }

    TokenPolicy policy() {
        return new TokenPolicy(
                chance.pick(List.of(TokenCreation.ALLOWED, TokenCreation.ALLOWED, TokenCreation.ADMINS_ONLY)),
                chance.pick(List.of(43_200L, 129_600L, 259_200L)),
                chance.pick(List.of(14, 30, 60)),
                chance.percent(70),
                10 + chance.below(20),
                null);
    }

    void openWorkspace(long now, GeneratedOrganization organization) {
        String name = WORKSPACES.get(organization.workspaces.size() % WORKSPACES.size()) + "-" + names.number();
        GeneratedClient service =
                new GeneratedClient(stage.networks.host(chance.pick(organization.offices)), "zenml-server/0.90.0");
        String url = chance.percent(40) ? "https://" + name + ".example.org" : null;
        boolean open = chance.percent(40);
        stage.sessions.as(
                now,
                organization.administrator(),
                (at, cause) -> stage.organizations.createWorkspace(at, organization, name, service, url, open, cause));
    }

    /** Registers an account whose only key introspects other credentials. */
    private void openGateway(long now, Map<String, String> cause) {
        GeneratedAccount gateway =
                stage.accounts.registerUser(now, "gateway", "Gateway", Set.of(InstanceRole.INTROSPECTOR), cause);
        gateway.reserved = true;
        GeneratedClient client = new GeneratedClient(stage.networks.host(stage.networks.office()), "api-gateway/3.9");
        gateway.browsers.add(client);
        gateway.tools.add(client);
        stage.soon(
                now,
                later -> stage.sessions.as(
                        later,
                        gateway,
                        (at, why) -> stage.state.gatewayKey = stage.keys.create(
                                at,
                                gateway,
                                "gateway",
                                null,
                                EpochMillis.NEVER,
                                null,
                                GeneratedKey.Habit.BEARER,
                                why)));
    }

    private void asRoot(long now, SessionActivity.Act act) {
        stage.schedule.at(now, then -> stage.sessions.as(then, stage.state.root, act));
    }
}
