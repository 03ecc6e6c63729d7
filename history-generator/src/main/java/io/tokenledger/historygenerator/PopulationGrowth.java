package io.tokenledger.historygenerator;

import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.List;
import java.util.Set;

/** Adds people and service accounts, most of them early, and gives them roles, assignments and keys. */
final class PopulationGrowth {
    private static final int CLIENTS_OF_AUTOMATION = 3;

    private final GeneratorContext stage;
    private final SeededRandom chance;
    private final NameGenerator names;
    private final KeyLifecycle keyLives;

    /** A step that follows once a person is a member. */
    @FunctionalInterface
    interface Settled {
        void run(long now, GeneratedAccount person);
    }

    PopulationGrowth(GeneratorContext stage, NameGenerator names, KeyLifecycle keyLives) {
        this.stage = stage;
        this.chance = stage.random;
        this.names = names;
        this.keyLives = keyLives;
    }

    void begin() {
        for (int number = 1; number < stage.settings.users(); number++) {
            stage.schedule.at(arrival(), this::comePerson);
        }
        for (int number = 0; number < stage.settings.serviceAccounts(); number++) {
            stage.schedule.at(arrival(), this::comeAutomation);
        }
    }

    private long arrival() {
        return chance.percent(70)
                ? chance.between(stage.part(0.03), stage.part(0.12))
                : chance.between(stage.part(0.12), stage.part(0.9));
    }

    private void comePerson(long now) {
        GeneratedOrganization organization = chance.pickSkewed(stage.state.organizations);
        OrganizationRole role = chance.percent(80)
                ? OrganizationRole.ORGANIZATION_MEMBER
                : chance.percent(40) ? OrganizationRole.ORGANIZATION_AUDITOR : OrganizationRole.ORGANIZATION_ADMIN;
        join(now, organization, role, (settled, person) -> {
            stage.schedule.at(settled + chance.between(0, EpochMillis.DAY), then -> makeKey(then, person));
            if (chance.percent(50)) {
                stage.schedule.at(settled + chance.between(0, 30 * EpochMillis.DAY), then -> makeKey(then, person));
            }
            if (chance.percent(60)) {
                stage.soon(settled, then -> assign(then, organization, person));
            }
            if (chance.percent(15)) {
                GeneratedOrganization other = chance.pick(stage.state.organizations);
                stage.schedule.at(settled + EpochMillis.DAY, then -> joinAnother(then, other, person));
            }
        });
    }

    /** Registers a person, through the superuser or the OpenID Connect provider, and makes the person a member. */
    void join(long now, GeneratedOrganization organization, OrganizationRole role, Settled then) {
        NameGenerator.Person name = names.person();
        if (chance.percent(12)) {
            GeneratedAccount person = stage.accounts.registerIdentity(now, name.username(), name.name());
            settle(now, person, organization, role, then);
            stage.sessions.signIn(now, person);
            return;
        }
        Set<InstanceRole> roles = chance.percent(4) ? Set.of(InstanceRole.AUDITOR) : Set.of();
        stage.sessions.as(now, stage.state.root, (at, cause) -> {
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
        SubscriberNetwork home = stage.networks.home();
        String office = stage.networks.host(chance.pick(organization.offices));
        for (String place : List.of(office, office, stage.networks.host(home))) {
            person.browsers.add(new GeneratedClient(place, stage.networks.browser()));
            person.tools.add(new GeneratedClient(place, stage.networks.tool()));
        }
        stage.state.people.add(person);
        stage.soon(
                now,
                later -> stage.sessions.as(later, organization.administrator(), (at, cause) -> {
                    stage.organizations.putMember(at, organization, person, role, cause);
                    then.run(at, person);
                }));
    }

    /** Adds the person to a second organization, so that the policies of both apply. */
    private void joinAnother(long now, GeneratedOrganization organization, GeneratedAccount person) {
        stage.sessions.as(now, organization.administrator(), (at, cause) -> {
            if (!organization.members.containsKey(person)) {
                stage.organizations.putMember(at, organization, person, OrganizationRole.ORGANIZATION_MEMBER, cause);
            }
        });
    }

    private void comeAutomation(long now) {
        GeneratedOrganization organization = chance.pickSkewed(stage.state.organizations);
        String name = names.automation();
        stage.sessions.as(now, organization.administrator(), (at, cause) -> {
            GeneratedAccount automation =
                    stage.accounts.registerServiceAccount(at, organization, name, "runs pipelines", cause);
            stage.state.automations.add(automation);
            for (int number = 0; number < CLIENTS_OF_AUTOMATION; number++) {
                String address = stage.networks.host(chance.pick(organization.pipelines));
                automation.tools.add(new GeneratedClient(address, stage.networks.pipelineAgent()));
            }
            stage.soon(at, then -> assign(then, organization, automation));
            stage.soon(at, then -> makeKey(then, automation));
            if (chance.percent(60)) {
                stage.soon(at + EpochMillis.HOUR, then -> makeKey(then, automation));
            }
        });
    }

    /** Assigns the account a role in a random workspace, if it belongs to the organization. */
    void assign(long now, GeneratedOrganization organization, GeneratedAccount account) {
        if (organization.workspaces.isEmpty() || account.reserved) {
            return;
        }
        GeneratedWorkspace workspace = chance.pick(organization.workspaces);
        WorkspaceRole role = chance.pick(List.of(WorkspaceRole.values()));
        stage.sessions.as(now, organization.administrator(), (at, cause) -> {
            boolean belongs = account.home == organization || organization.members.containsKey(account);
            if (account.isActive() && belongs) {
                stage.organizations.assign(at, workspace, account, role, cause);
            }
        });
    }

    /** Creates a key for the account, as the user itself or as an administrator, if the policies allow it. */
    void makeKey(long now, GeneratedAccount owner) {
        if (owner.isActive()) {
            GeneratedAccount steward = owner.home == null ? owner : owner.home.administrator();
            stage.sessions.as(now, steward, (at, cause) -> keyLives.create(at, owner, steward, null, cause));
        }
    }
}
