package io.tokenledger.query.tokenlisting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.parameter.Filter;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.query.Callers;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each filter finds exactly its keys in a small listing. */
class TokenFilterTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final AsOf NOW = new AsOf(day(20), null);
    private static final UUID FLORIAN = UUID.randomUUID();
    private static final UUID NADIA = UUID.randomUUID();
    private static final UUID ROBOT = UUID.randomUUID();
    private static final UUID ACME = UUID.randomUUID();
    private static final UUID LAPTOP = UUID.randomUUID();
    private static final UUID EXPIRED = UUID.randomUUID();
    private static final UUID STOPPED = UUID.randomUUID();
    private static final UUID DELETED = UUID.randomUUID();
    private static final UUID CHILD = new UUID(0, 1); // created at the same time, so their ids decide about the order
    private static final UUID GRANDCHILD = new UUID(0, 2);
    private static final UUID LONER = UUID.randomUUID();
    private static final UUID NIGHTLY = UUID.randomUUID();

    /** Florian is a member of the organization, the robot its service account. Nadia's account is deactivated. */
    @BeforeAll
    static void write() {
        ProjectionFixture tables = Projections.on(
                DATABASE,
                "account-listing",
                "organization-listing",
                "token-listing",
                "audit-trail",
                "signals",
                "history");
        tables.at(day(1))
                .given(
                        SampleEvents.user(FLORIAN, "florian"),
                        new MemberAdded(ACME, FLORIAN, OrganizationRole.ORGANIZATION_MEMBER),
                        SampleEvents.serviceAccount(ROBOT, "robot", ACME),
                        SampleEvents.user(NADIA, "nadia"));
        create(tables, 2, LAPTOP, FLORIAN, "laptop", null);
        create(tables, 3, EXPIRED, FLORIAN, "expired", day(5));
        create(tables, 4, STOPPED, NADIA, "stopped", day(40));
        create(tables, 5, DELETED, NADIA, "deleted", null);
        create(tables, 6, NIGHTLY, ROBOT, "nightly_job", day(30));
        tables.at(day(7))
                .given(
                        SampleEvents.user(LONER, "loner"),
                        new TokenCreated(CHILD, LONER, "child", null, SampleEvents.DIGEST, 1, day(33), LAPTOP),
                        new TokenCreated(GRANDCHILD, LONER, "grandchild", null, SampleEvents.DIGEST, 1, null, CHILD));
        tables.at(day(8))
                .given(
                        new TokenDescribed(LAPTOP, FLORIAN, "laptop", "of the Office"),
                        new TokenDeactivated(STOPPED, NADIA, null),
                        new TokenDeleted(DELETED, NADIA),
                        new TokenRotated(NIGHTLY, ROBOT, SampleEvents.DIGEST, 2, 0, null, day(30)),
                        new AccountDeactivated(NADIA, null));
        tables.given(SampleEvents.use(LAPTOP, FLORIAN, day(10), "198.51.100.7", null));
        for (int i = 0; i < 5; i++) {
            tables.given(SampleEvents.use(NIGHTLY, ROBOT, day(11 + i), "192.0." + i + ".1", null));
        }
    }

    private static Stream<Arguments> filters() {
        return Stream.of(
                finds("", "", "laptop", "expired", "stopped", "nightly_job", "child", "grandchild"),
                finds("state", "active", "laptop", "nightly_job", "child", "grandchild"),
                finds("state", "Inactive", "stopped"),
                finds("state", "expired", "expired"),
                finds("state", "deleted", "deleted"),
                finds("works", "true", "laptop", "nightly_job", "child", "grandchild"),
                finds("works", "false", "expired", "stopped"),
                finds("descendant_of", LAPTOP.toString(), "child", "grandchild"),
                finds("descendant_of", CHILD.toString(), "grandchild"),
                finds("descendant_of", GRANDCHILD.toString()),
                finds("expiring_within", "P14D", "nightly_job", "child"),
                finds("expiring_within", "PT240H", "nightly_job"),
                finds("owner", FLORIAN.toString(), "laptop", "expired"),
                finds("owner_kind", "service_account", "nightly_job"),
                finds("owner_kind", "user", "laptop", "expired", "stopped", "child", "grandchild"),
                finds("organization", ACME.toString(), "laptop", "expired", "nightly_job"),
                finds("organization", "none", "stopped", "child", "grandchild"),
                finds("organization", UUID.randomUUID().toString()),
                finds("created_after", day(4).toString(), "stopped", "nightly_job", "child", "grandchild"),
                finds("created_before", day(4).toString(), "laptop", "expired"),
                finds("expires_after", day(30).toString(), "stopped", "nightly_job", "child"),
                finds("expires_before", day(30).toString(), "expired"),
                finds("last_used_after", day(10).toString(), "laptop", "nightly_job"),
                finds("last_used_before", day(11).toString(), "laptop"),
                finds("rotated_before", day(5).toString(), "laptop", "expired", "stopped"),
                finds("unused_since", day(10).toString(), "expired", "stopped", "child", "grandchild"),
                finds("unused_since", day(4).toString(), "expired"),
                finds("never_used", "true", "expired", "stopped", "child", "grandchild"),
                finds("never_used", "false", "laptop", "nightly_job"),
                finds("no_expiry", "1", "laptop", "grandchild"),
                finds("owner_active", "false", "stopped"),
                finds("many_networks", "true", "nightly_job"),
                finds("many_networks", "false", "laptop", "expired", "stopped", "child", "grandchild"),
                finds("created_from", "203.0.113.3", "expired"),
                finds("created_from", "203.0.113.0/30", "laptop", "expired"),
                finds("used_from", "198.51.100.0/24", "laptop"),
                finds("used_from", "2001:db8::/32"),
                finds("q", "OFFICE", "laptop"),
                finds("q", "y_j", "nightly_job"),
                finds("q", "p_"));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void a_filter_finds_its_keys(String filter, String value, List<String> names) {
        assertThat(names(filter.isEmpty() ? Map.of() : Map.of(filter, value), Callers.auditor()))
                .isEqualTo(names);
    }

    @Test
    void several_filters_must_all_match() {
        assertThat(names(Map.of("organization", ACME.toString(), "never_used", "false", "q", "l"), Callers.auditor()))
                .containsExactly("laptop", "nightly_job");
    }

    @Test
    void callers_find_only_keys_that_they_may_read() {
        assertThat(names(Map.of(), Callers.user(NADIA))).containsExactly("stopped");
        assertThat(names(Map.of("owner", FLORIAN.toString()), Callers.user(NADIA)))
                .isEmpty();
        assertThat(names(Map.of(), Callers.auditorOf(ACME))).containsExactly("laptop", "expired", "nightly_job");
    }

    @ParameterizedTest
    @CsvSource({
        "state, lost",
        "owner_kind, robot",
        "owner, florian",
        "created_after, yesterday",
        "no_expiry, maybe",
        "organization, nowhere",
        "expiring_within, P14",
        "expiring_within, -P1D",
        "used_from, example.org"
    })
    void an_invalid_value_is_rejected(String filter, String value) {
        assertThatThrownBy(() -> names(Map.of(filter, value), Callers.auditor()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'" + filter + "'");
    }

    @Test
    void a_command_with_an_unknown_filter_is_rejected() {
        assertThatThrownBy(() -> FilterValues.ofCommand(TokenFilter.class, Map.of("ownr", FLORIAN.toString())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'ownr' is not a filter");
    }

    @Test
    void every_filter_is_tested() {
        assertThat(filters().map(test -> test.get()[0]))
                .containsAll(Filter.declaredBy(TokenFilter.class).stream()
                        .map(Filter::parameter)
                        .toList());
    }

    private static void create(
            ProjectionFixture tables, int day, UUID key, UUID owner, String name, Instant expiresAt) {
        tables.at(day(day))
                .causedBy(
                        Map.of(EventMetadata.ACTOR_ACCOUNT_ID, owner.toString(), EventMetadata.IP, "203.0.113." + day))
                .given(SampleEvents.key(key, owner, name, expiresAt));
    }

    private static List<String> names(Map<String, String> filters, Caller caller) {
        TokenConditions where = TokenConditions.of(FilterValues.of(TokenFilter.class, filters), caller, NOW);
        return new TokenListingRepository(DATABASE.jdbc())
                .page(where, TokenOrder.CREATED, false, 50).stream()
                        .map(ListedToken::name)
                        .toList();
    }

    private static Arguments finds(String filter, String value, String... names) {
        return Arguments.of(filter, value, List.of(names));
    }

    private static Instant day(int day) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * (day - 1));
    }
}
