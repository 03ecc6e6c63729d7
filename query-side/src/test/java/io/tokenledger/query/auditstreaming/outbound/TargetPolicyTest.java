package io.tokenledger.query.auditstreaming.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only public addresses and permitted ones are reached, whatever a name resolves to. */
class TargetPolicyTest {
    private static final Map<String, List<String>> NAMES = Map.of(
            "hooks.example.org", List.of("93.184.215.14"),
            "inside.example.org", List.of("10.1.2.3"),
            "mixed.example.org", List.of("127.0.0.1", "93.184.215.14", "fd00::1"),
            "siem.internal", List.of("192.168.7.7"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "255.255.255.255",
                "::",
                "::1",
                "[::1]",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1"
            })
    void a_special_address_is_refused(String address) {
        TargetPolicy policy = new TargetPolicy(List.of(), HostResolver.SYSTEM);

        assertThatThrownBy(() -> policy.resolve(address))
                .isInstanceOf(TargetNotAllowedException.class)
                .hasMessageContaining("no public address")
                .hasMessageContaining(TargetPolicy.SETTING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "[2a00:1450::1]"})
    void a_public_address_is_permitted(String address) throws IOException {
        assertThat(new TargetPolicy(List.of(), HostResolver.SYSTEM).resolve(address))
                .hasSize(1);
    }

    @Test
    void a_name_counts_by_the_addresses_that_it_resolves_to() throws IOException {
        TargetPolicy policy = policy();

        assertThat(policy.resolve("hooks.example.org")).hasSize(1);
        assertThatThrownBy(() -> policy.resolve("inside.example.org")).isInstanceOf(TargetNotAllowedException.class);
        assertThatThrownBy(() -> policy.resolve("unknown.example.org")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void of_several_addresses_only_permitted_ones_are_used() throws IOException {
        assertThat(policy().resolve("mixed.example.org"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("93.184.215.14");
    }

    @Test
    void the_setting_permits_a_host_or_a_network() throws IOException {
        assertThat(policy("siem.internal").resolve("SIEM.internal")).hasSize(1);
        assertThat(policy("10.1.0.0/16").resolve("inside.example.org")).hasSize(1);
        assertThat(policy("10.1.2.3").resolve("inside.example.org")).hasSize(1);
        assertThat(policy("fd00::/8").resolve("mixed.example.org")).hasSize(2);
        assertThatThrownBy(() -> policy("10.2.0.0/16").resolve("inside.example.org"))
                .isInstanceOf(TargetNotAllowedException.class);
    }

    @Test
    void only_a_host_that_is_named_may_be_reached_without_encryption() {
        TargetPolicy policy = policy("siem.internal", "10.1.0.0/16", "::1", " ", "127.0.0.1 ");

        assertThat(policy.namesHost("siem.internal")).isTrue();
        assertThat(policy.namesHost("127.0.0.1")).isTrue();
        assertThat(policy.namesHost("[::1]")).isTrue();
        assertThat(policy.namesHost("inside.example.org")).isFalse();
        assertThat(policy.namesHost("10.1.2.3")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://siem", "siem:601", "10.0.0.0/33", "a b", "-", "user@host"})
    void a_malformed_entry_prevents_the_start(String entry) {
        assertThatThrownBy(() -> policy(entry))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(TargetPolicy.SETTING)
                .hasMessageContaining("siem.internal, 10.1.2.3 or 10.1.0.0/16");
    }

    private static TargetPolicy policy(String... allowed) {
        return new TargetPolicy(List.of(allowed), TargetPolicyTest::resolve);
    }

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        List<String> addresses = NAMES.get(host);
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        InetAddress[] found = new InetAddress[addresses.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses.get(i));
        }
        return found;
    }
}
