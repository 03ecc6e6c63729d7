package io.tokenledger.historygenerator;

import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import java.util.List;
import java.util.Set;

/** Routine administration: roles, policies, members that leave and return, new keys and workspaces. */
final class AdministratorActivity {
    private static final int ACTIONS_PER_ACCOUNT = 4;
    private static final List<String> WORDS = List.of("platform", "research", "on leave", "moved", "temporary", "core");

    private final GeneratorContext stage;
    private final SeededRandom chance;
    private final OrganizationSetup founding;
    private final PopulationGrowth population;

    AdministratorActivity(GeneratorContext stage, OrganizationSetup founding, PopulationGrowth population) {
        this.stage = stage;
        this.chance = stage.random;
        this.founding = founding;
        this.population = population;
    }

    void begin() {
        next(stage.part(0.12));
    }

    private void next(long now) {
        int accounts = stage.settings.users() + stage.settings.serviceAccounts();
        double mean = (double) (stage.end - stage.start) / (ACTIONS_PER_ACCOUNT * accounts);
        stage.schedule.at(now + chance.wait(mean), then -> {
            performRandomAction(then);
            next(then);
        });
    }

    private void performRandomAction(long now) {
        if (stage.state.people.isEmpty() || stage.state.automations.isEmpty()) {
            return;
        }
        GeneratedAccount person = chance.pick(stage.state.people);
        GeneratedAccount automation = chance.pick(stage.state.automations);
        GeneratedOrganization organization = chance.pick(stage.state.organizations);
        switch (chance.below(20)) {
            case 0 -> changeRole(now, organization);
            case 1 -> leave(now, organization);
            case 2 -> describeWorkspace(now, organization);
            case 3 -> changeOrganization(now, organization);
            case 4 -> toggle(now, person);
            case 5 -> changeRoles(now, person);
            case 6 -> changePassword(now, person);
            case 7, 8 -> population.assign(now, chance.pick(stage.state.organizations), person);
            case 9 -> unassign(now, organization);
            case 10 -> describe(now, person);
            case 11 -> retire(now, automation);
            case 12, 13, 14, 15 -> population.makeKey(now, person);
            default -> population.makeKey(now, automation);
        }
    }

    private void changeRole(long now, GeneratedOrganization organization) {
        GeneratedAccount member = chance.pick(List.copyOf(organization.members.keySet()));
        OrganizationRole role = chance.pick(List.of(OrganizationRole.values()));
        as(now, organization.administrator(), (at, cause) -> {
            if (!member.reserved
                    && organization.members.containsKey(member)
                    && organization.hasOtherAdministrator(member)) {
                stage.organizations.putMember(at, organization, member, role, cause);
            }
        });
    }

    private void leave(long now, GeneratedOrganization organization) {
        GeneratedAccount member = chance.pick(List.copyOf(organization.members.keySet()));
        as(now, organization.administrator(), (at, cause) -> {
            if (member.reserved || !organization.hasOtherAdministrator(member)) {
                return;
            }
            stage.organizations.removeMember(at, organization, member, cause);
            if (chance.percent(60)) {
                stage.schedule.at(
                        at + chance.between(EpochMillis.HOUR, 5 * EpochMillis.DAY),
                        then -> as(
                                then,
                                organization.administrator(),
                                (when, why) -> stage.organizations.putMember(
                                        when, organization, member, OrganizationRole.ORGANIZATION_MEMBER, why)));
            }
        });
    }

    private void describeWorkspace(long now, GeneratedOrganization organization) {
        if (chance.percent(10)) {
            founding.openWorkspace(now, organization);
        } else if (!organization.workspaces.isEmpty()) {
            GeneratedWorkspace workspace = chance.pick(organization.workspaces);
            String words = chance.pick(WORDS) + " " + chance.below(1_000);
            as(
                    now,
                    organization.administrator(),
                    (at, cause) ->
                            stage.organizations.describeWorkspace(at, workspace, words, chance.percent(50), cause));
        }
    }

    private void changeOrganization(long now, GeneratedOrganization organization) {
        String words = chance.pick(WORDS) + " " + chance.below(1_000);
        boolean rules = chance.percent(50) && !organization.reserved;
        as(now, organization.administrator(), (at, cause) -> {
            if (rules) {
                stage.organizations.setPolicy(at, organization, founding.policy(), cause);
            } else {
                stage.organizations.describe(at, organization, words, cause);
            }
        });
    }

    /** Deactivates a person. 60 % of them are activated again, after one hour to 20 days. */
    private void toggle(long now, GeneratedAccount person) {
        boolean needed = person.memberships.stream().anyMatch(home -> !home.hasOtherAdministrator(person));
        if (person.reserved || needed) {
            return;
        }
        as(now, stage.state.root, (at, cause) -> stage.accounts.deactivate(at, person, cause));
        if (chance.percent(60)) {
            long back = now + chance.between(EpochMillis.HOUR, 20 * EpochMillis.DAY);
            stage.schedule.at(
                    back,
                    then -> as(then, stage.state.root, (at, cause) -> stage.accounts.activate(at, person, cause)));
        }
    }

    private void changeRoles(long now, GeneratedAccount person) {
        if (!person.reserved) {
            Set<InstanceRole> roles = person.roles.isEmpty() ? Set.of(InstanceRole.AUDITOR) : Set.of();
            as(now, stage.state.root, (at, cause) -> stage.accounts.setRoles(at, person, roles, cause));
        }
    }

    private void changePassword(long now, GeneratedAccount person) {
        as(now, person, (at, cause) -> stage.accounts.changePassword(at, person, cause));
    }

    private void unassign(long now, GeneratedOrganization organization) {
        if (organization.workspaces.isEmpty()) {
            return;
        }
        GeneratedWorkspace workspace = chance.pick(organization.workspaces);
        if (!workspace.assignments.isEmpty()) {
            GeneratedAccount account = chance.pick(List.copyOf(workspace.assignments.keySet()));
            as(now, organization.administrator(), (at, cause) -> {
                if (!account.reserved) {
                    stage.organizations.removeAssignment(at, workspace, account, cause);
                }
            });
        }
    }

    private void describe(long now, GeneratedAccount person) {
        String words = chance.pick(WORDS);
        as(now, stage.state.root, (at, cause) -> stage.accounts.describe(at, person, words, cause));
    }

    private void retire(long now, GeneratedAccount automation) {
        if (!automation.reserved && chance.percent(30) && automation.home != null) {
            as(now, automation.home.administrator(), (at, cause) -> stage.accounts.delete(at, automation, cause));
        }
    }

    private void as(long now, GeneratedAccount actor, SessionActivity.Act act) {
        stage.sessions.as(now, actor, act);
    }
}
