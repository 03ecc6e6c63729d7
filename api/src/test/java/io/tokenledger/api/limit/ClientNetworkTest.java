package io.tokenledger.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {
    @Test
    void an_ipv4_address_is_a_network_of_its_own() {
        assertThat(ClientNetwork.of("203.0.113.7")).isNotEqualTo(ClientNetwork.of("203.0.113.8"));
        assertThat(ClientNetwork.of("203.0.113.7").firstAddress()).isEqualTo("203.0.113.7");
        assertThat(ClientNetwork.of("::ffff:203.0.113.7")).isEqualTo(ClientNetwork.of("203.0.113.7"));
    }

    @Test
    void the_addresses_of_an_ipv6_64_are_one_network_in_any_spelling() {
        ClientNetwork network = ClientNetwork.of("2001:db8:1:2::1");

        assertThat(ClientNetwork.of("2001:db8:1:2:ffff:0:0:9")).isEqualTo(network);
        assertThat(ClientNetwork.of("2001:db8:1:3::1")).isNotEqualTo(network);
        assertThat(network.firstAddress()).isEqualTo("2001:db8:1:2::");
        assertThat(ClientNetwork.of(network.firstAddress())).isEqualTo(network);
    }

    @Test
    void short_ipv6_and_ipv4_addresses_with_the_same_bits_differ() {
        assertThat(ClientNetwork.of("0.0.0.0")).isNotEqualTo(ClientNetwork.of("::1"));
    }
}
