package io.tokenledger.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ClientNetworkTest {
    @Test
    void an_ipv4_address_is_one_client_and_so_are_all_addresses_of_an_ipv6_64() throws UnknownHostException {
        assertThat(of("203.0.113.1")).isEqualTo(of("203.0.113.1")).isNotEqualTo(of("203.0.113.2"));
        assertThat(of("::ffff:203.0.113.1")).isEqualTo(of("203.0.113.1"));
        assertThat(of("2001:db8:1:2::1"))
                .isEqualTo(of("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(of("2001:db8:1:3::1"));
        assertThat(of("::203.0.113.1")).isNotEqualTo(of("203.0.113.1"));
    }

    private static ClientNetwork of(String literal) throws UnknownHostException {
        return ClientNetwork.of(InetAddress.getByName(literal));
    }
}
