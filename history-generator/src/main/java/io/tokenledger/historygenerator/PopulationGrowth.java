package io.tokenledger.historygenerator;

import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.List;
import java.util.Set;

/** How people and automations come, most of them early, and get what they need: a role, an assignment, a key. */
final class PopulationGrowth {
    private static final int CLIENTS_OF_AUTOMATION = 3;

    private final GeneratorContext stage;
    private final SeededRandom chance;
    private final NameGenerator names;
    private final KeyLifecycle keyLives;

    /** What follows once somebody is a member. */
    @FunctionalInterface
    interface Settled {
        void happen(long now, GeneratedAccount person);
    }

    PopulationGrowth(GeneratorContext stage, NameGenerator names, KeyLifecycle keyLives) {
        this.stage = stage;
        this.chance = stage.chance;
        this.names = names;
        this.keyLives = keyLives;
    }

    void begin() {
        for (int number = 1; number < stage.settings.users(); number++) {
            stage.agenda.at(arrival(), this::comePerson);
        }
        for (int number = 0; number < stage.settings.serviceAccounts(); number++) {
            stage.agenda.at(arrival(), this::comeAutomation);
        }
    }

    private long arrival() {
        return chance.percent(70)
                ? chance.between(stage.part(0.03), stage.part(0.12))
                : chance.between(stage.part(0.12), stage.part(0.9));
    }

    private void comePerson(long now) {
        GeneratedOrganization organization = chance.pickSkewed(stage.world.organizations);
        OrganizationRole role = chance.percent(80)
                ? OrganizationRole.ORGANIZATION_MEMBER
                : chance.percent(40) ? OrganizationRole.ORGANIZATION_AUDITOR : OrganizationRole.ORGANIZATION_ADMIN;
        join(now, organization, role, (settled, person) -> {
            stage.agenda.at(settled + chance.between(0, EpochMillis.DAY), then -> makeKey(then, person));
            if (chance.percent(50)) {
                stage.agenda.at(settled + chance.between(0, 30 * EpochMillis.DAY), then -> makeKey(then, person));
            }
            if (chance.percent(60)) {
                stage.soon(settled, then -> assign(then, organization, person));
            }
            if (chance.percent(15)) {
                GeneratedOrganization other = chance.pick(stage.world.organizations);
                stage.agenda.at(settled + EpochMillis.DAY, then -> joinAnother(then, other, person));
            }
        });
    }

    /** Somebody comes, by way of the superuser or of the OpenID Connect provider, and becomes a member. */
    void join(long now, GeneratedOrganization organization, OrganizationRole role, Settled then) {
        NameGenerator.Person name = names.person();
        if (chance.percent(12)) {
            GeneratedAccount person = stage.accounts.registerIdentity(now, name.username(), name.name());
            settle(now, person, organization, role, then);
            stage.sessions.signIn(now, person);
            return;
        }
        Set<InstanceRole> roles = chance.percent(4) ? Set.of(InstanceRole.AUDITOR) : Set.of();
        stage.sessions.as(now, stage.world.root, (at, cause) -> {
            GeneratedAccount person = stage.accounts.registerUser(at, name.username(), name.name(), roles, cause);
            settle(at, person, organization, role, then);
        });
    }

    private void settle(
            long now,
            GeneratedAccount person,
            GeneratedOrganization organization,
            OrganizationRole role,
            Settled then) {
        SubscriberNetwork home = stage.places.home();
        String office = stage.places.host(chance.pick(organization.offices));
        for (String place : List.of(office, office, stage.places.host(home))) {
            person.browsers.add(new GeneratedClient(place, stage.places.browser()));
            person.tools.add(new GeneratedClient(place, stage.places.tool()));
        }
        stage.world.people.add(person);
        stage.soon(
                now,
                later -> stage.sessions.as(later, organization.administrator(), (at, cause) -> {
                    stage.organizations.putMember(at, organization, person, role, cause);
                    then.happen(at, person);
                }));
    }

    /** Some belong to two organizations, and keep to the policies of both. */
    private void joinAnother(long now, GeneratedOrganization organization, GeneratedAccount person) {
        stage.sessions.as(now, organization.administrator(), (at, cause) -> {
            if (!organization.members.containsKey(person)) {
                stage.organizations.putMember(at, organization, person, OrganizationRole.ORGANIZATION_MEMBER, cause);
            }
        });
    }

    private void comeAutomation(long now) {
        GeneratedOrganization organization = chance.pickSkewed(stage.world.organizations);
        String name = names.automation();
        stage.sessions.as(now, organization.administrator(), (at, cause) -> {
            GeneratedAccount automation =
                    stage.accounts.registerServiceAccount(at, organization, name, "runs pipelines", cause);
            stage.world.automations.add(automation);
            for (int number = 0; number < CLIENTS_OF_AUTOMATION; number++) {
                String address = stage.places.host(chance.pick(organization.pipelines));
                automation.tools.add(new GeneratedClient(address, stage.places.pipelineAgent()));
            }
            stage.soon(at, then -> assign(then, organization, automation));
            stage.soon(at, then -> makeKey(then, automation));
            if (chance.percent(60)) {
                stage.soon(at + EpochMillis.HOUR, then -> makeKey(then, automation));
            }
        });
    }

    /** Gives the account a role in one of the workspaces, where it belongs to the organization. */
    void assign(long now, GeneratedOrganization organization, GeneratedAccount account) {
        if (organization.workspaces.isEmpty() || account.reserved) {
            return;
        }
        GeneratedWorkspace workspace = chance.pick(organization.workspaces);
        WorkspaceRole role = chance.pick(List.of(WorkspaceRole.values()));
        stage.sessions.as(now, organization.administrator(), (at, cause) -> {
            boolean belongs = account.home == organization || organization.members.containsKey(account);
            if (account.lives() && belongs) {
                stage.organizations.assign(at, workspace, account, role, cause);
            }
        });
    }

    /** A key by whoever may make it, if anybody may. */
    void makeKey(long now, GeneratedAccount owner) {
        if (owner.lives()) {
            GeneratedAccount steward = owner.home == null ? owner : owner.home.administrator();
            stage.sessions.as(now, steward, (at, cause) -> keyLives.create(at, owner, steward, null, cause));
        }
    }
}
